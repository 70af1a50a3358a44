namespace Collab.Domain.Sessions;

/// <summary>A point of the session's order.</summary>
/// <param name="Seconds">How long is meant for it; null for as long as it takes.</param>
public sealed record AgendaItem(string Clause, int? Seconds = null);
