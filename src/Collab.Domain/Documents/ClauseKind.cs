namespace Collab.Domain.Documents;

/// <summary>What a clause is in its text. On the wire the name in lower case.</summary>
public enum ClauseKind
{
    /// <summary>What stands before the first numbered point, and introduces it.</summary>
    Preamble,

    /// <summary>A title over the clauses that follow: a chapter, an article's head.</summary>
    Heading,

    /// <summary>A numbered or bulleted item.</summary>
    Point,

    /// <summary>Text without a number.</summary>
    Paragraph,

    /// <summary>A remark on the text that is not the text itself: a signature, an editor's note.</summary>
    Note,
}
