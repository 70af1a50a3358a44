namespace Collab.Domain.Events;

/// <summary>In a notebook: its member watches a point or a thread from here on, or does no longer.</summary>
/// <param name="Place">The id of the clause, or of the note that began the thread.</param>
/// <param name="On">Whether it is watched.</param>
public sealed record WatchSet(string Place, bool On) : EventData;
