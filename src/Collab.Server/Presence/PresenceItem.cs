namespace Collab.Server.Presence;

/// <summary>What changed about who is here.</summary>
public sealed record PresenceItem
{
    /// <summary>True where it replaces everything said before.</summary>
    public bool? Full { get; init; }

    /// <summary>Members who came or moved; one entry each, however many devices they have open.</summary>
    public required IReadOnlyList<PersonHere> People { get; init; }

    /// <summary>Members who left.</summary>
    public IReadOnlyList<string>? Gone { get; init; }
}
