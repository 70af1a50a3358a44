namespace Collab.Domain.Events;

/// <summary>The actor takes a stance on the point, or another than before.</summary>
/// <param name="Choice">One of the scale.</param>
public sealed record StanceTaken(string Stance, string Clause, bool Anonymous, string Choice) : StanceEventData(Stance, Clause, Anonymous);
