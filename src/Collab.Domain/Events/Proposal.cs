namespace Collab.Domain.Events;

/// <summary>An event that a decision asks for: the log's grain gives it seq, time, number and hash.</summary>
public sealed record Proposal(string? Clause, EventData Data, Words? Words = null);
