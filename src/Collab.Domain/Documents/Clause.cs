namespace Collab.Domain.Documents;

/// <summary>The unit that a reader cites. Its id never changes, whatever its label or place becomes.</summary>
public sealed record Clause
{
    public required string Id { get; init; }

    /// <summary>As printed, without the trailing dot: <c>3</c>, <c>§ 12a</c>, <c>1.1</c>, <c>(b)</c>; null where nothing is printed.</summary>
    public string? Label { get; init; }

    public required ClauseKind Kind { get; init; }

    /// <summary>0 at the top; one more for each nesting.</summary>
    public int Level { get; init; }

    /// <summary>The id of the clause that this one is nested in; null at the top.</summary>
    public string? Parent { get; init; }

    public required string Text { get; init; }

    /// <summary>How a person names it: "point 3", "the preamble".</summary>
    public string Name => Kind switch
    {
        ClauseKind.Preamble => "the preamble",
        ClauseKind.Heading => $"the heading “{(Text.Length > 40 ? Text[..(char.IsHighSurrogate(Text[39]) ? 39 : 40)] + "…" : Text)}”",
        _ when Label is null => "an unnumbered paragraph",
        _ when char.IsAsciiDigit(Label[0]) => $"point {Label}",
        _ => Label,
    };
}
