using Collab.Domain.Importing;

namespace Collab.Formats.Import.Notes;

/// <summary>What a comment is about, while its document is read.</summary>
internal sealed class CommentRange
{
    public List<Passage> Passages { get; } = [];

    /// <summary>Whether it is on the title.</summary>
    public bool IsOnTitle { get; set; }

    /// <summary>Whether something that it is about was left out.</summary>
    public bool IsCut { get; set; }

    /// <summary>How many paragraphs with words had been read where it was cut, as long as its end has not come.</summary>
    public int? CutSince { get; set; }

    /// <summary>The paragraph in which it begins, by number.</summary>
    public int Paragraph { get; set; }

    /// <summary>Where in that paragraph.</summary>
    public CommentPlace Start { get; set; }

    /// <summary>How many titles had been read before it.</summary>
    public int Titles { get; set; }
}
