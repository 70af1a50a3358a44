namespace Collab.Domain.Events;

/// <summary>A point was locked: nobody but moderators writes there.</summary>
public sealed record ClauseLocked(string Clause) : EventData;
