namespace Collab.Domain.Events;

/// <summary>Somebody who is no member wrote some of what was imported next. The name is the event's words.</summary>
/// <param name="Author">Of this document alone; never a member's id.</param>
public sealed record AuthorNamed(string Author) : EventData;
