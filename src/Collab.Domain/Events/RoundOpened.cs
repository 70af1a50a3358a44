using Collab.Domain.Rounds;

namespace Collab.Domain.Events;

/// <summary>A blind round began at a point.</summary>
/// <param name="Show">What is told of it while it is open.</param>
public sealed record RoundOpened(string Round, string Clause, RoundShow Show) : EventData;
