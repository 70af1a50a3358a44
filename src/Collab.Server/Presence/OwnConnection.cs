using Collab.Contracts.Presence;

namespace Collab.Server.Presence;

/// <summary>A connection of this node at one document.</summary>
/// <param name="person">Whose it is.</param>
/// <param name="moved">When it moved, as a timestamp: the clock may be set meanwhile.</param>
internal sealed class OwnConnection(PresenceOf place, string person, long moved)
{
    public string Person => person;

    /// <summary>Where it is; its time is that of the last move, and heartbeats repeat it.</summary>
    public PresenceOf Place { get; set; } = place;

    public long Moved { get; set; } = moved;

    /// <summary>How many streams show that it is open.</summary>
    public int Streams { get; set; }

    /// <summary>Whether the move has still to be told.</summary>
    public bool Unsaid { get; set; } = true;
}
