namespace Collab.Domain.Events;

/// <summary>Order: the index in the clause's list, 0 first; those behind it move on by one.</summary>
public sealed record PinPlaced(string Annotation, string Clause, int Order, string? Supersedes = null) : PinEventData(Annotation, Clause);
