namespace Collab.Domain.Events;

/// <summary>A moderator opens a session. Its title, where it has one, is among the words.</summary>
/// <param name="Session">Its id.</param>
public sealed record SessionOpened(string Session) : EventData;
