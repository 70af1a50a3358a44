using System.Collections.Immutable;

namespace Collab.Domain.Search;

/// <summary>One thing that a search asks of a note.</summary>
/// <param name="IsNot">Whether it must not be so.</param>
public abstract record Condition(bool IsNot)
{
    /// <summary>Words in the note's body, tags or quotes, or in its author's name.</summary>
    public sealed record Holds(Phrase Phrase, bool IsNot) : Condition(IsNot);

    /// <summary>By an author whose name has these words; null for whoever asks.</summary>
    public sealed record By(Phrase? Name, bool IsNot) : Condition(IsNot);

    public sealed record Is(NoteKind Kind, bool IsNot) : Condition(IsNot);

    /// <summary>With a tag.</summary>
    /// <param name="Tag">What the tag holds; where it is a prefix, what it begins with.</param>
    /// <param name="Whole">All tokens of the tag; none where only its beginning is known.</param>
    /// <param name="IsNot">Whether with none such.</param>
    public sealed record Tagged(Phrase Tag, ImmutableArray<string> Whole, bool IsNot) : Condition(IsNot);

    /// <summary>About one of these points.</summary>
    /// <param name="Label">As it was asked: <c>3</c>, <c>3-5</c>.</param>
    /// <param name="At">Where in the query it stands, in code points from 1.</param>
    /// <param name="IsNot">Whether about none of them.</param>
    public sealed record About(string Label, int At, bool IsNot) : Condition(IsNot);

    /// <summary>Written in this span of time.</summary>
    public sealed record Within(DateTimeOffset From, DateTimeOffset Until, bool IsNot) : Condition(IsNot);
}
