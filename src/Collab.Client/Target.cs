namespace Collab.Client;

/// <summary>What a note is about: a passage of a clause by quote, by position or by both, or by neither the whole clause.</summary>
public sealed record Target(string Clause)
{
    /// <summary>The revision of the text that one saw; where the clause has changed since, the note is refused as <c>stale</c>.</summary>
    public int? Revision { get; init; }

    public Quote? Quote { get; init; }

    public Position? Position { get; init; }

    /// <summary>The edition whose words the passage is; null for the first.</summary>
    public string? Edition { get; init; }
}
