using Collab.Domain.Clauses;

namespace Collab.Contracts.Clauses;

/// <summary>A clause as it stands at a seq of its document.</summary>
[GenerateSerializer, Immutable, Alias("Collab.ClauseOpening")]
public sealed record ClauseOpening([property: Id(0)] long AsOf, [property: Id(1)] ClauseContext Context, [property: Id(2)] ClauseState State);
