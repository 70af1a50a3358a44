using Collab.Domain.Policy;

namespace Collab.Contracts.Seminars;

/// <summary>Where a join code leads.</summary>
[GenerateSerializer, Immutable, Alias("Collab.JoinCode")]
public sealed record JoinCode([property: Id(0)] string Seminar, [property: Id(1)] Role Role);
