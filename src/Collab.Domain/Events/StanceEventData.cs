namespace Collab.Domain.Events;

/// <summary>What happened to one member's stance on one point.</summary>
/// <param name="Stance">The id of the stance.</param>
/// <param name="Anonymous">Whether it must not be told whose it is: then neither the event's actor nor its command leaves the server.</param>
public abstract record StanceEventData(string Stance, string Clause, bool Anonymous) : EventData;
