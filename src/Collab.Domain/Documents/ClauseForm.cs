namespace Collab.Domain.Documents;

/// <summary>How a clause is named in a sentence.</summary>
public enum ClauseForm
{
    /// <summary>By its label alone: "§ 12a".</summary>
    Label,

    /// <summary>By a label that needs a word: "point 3".</summary>
    Point,

    /// <summary>As what it is.</summary>
    Preamble,

    /// <summary>By what the heading says.</summary>
    Heading,

    /// <summary>By how it begins.</summary>
    Paragraph,
}
