using Collab.Domain.Clauses;
using Collab.Domain.Queue;

namespace Collab.Contracts.Sealed;

/// <summary>A sealed log at a seq of its own; epoch is empty and seq 0 while nothing was written. Its notes have no numbers.</summary>
[GenerateSerializer, Immutable, Alias("Collab.SealedState")]
public sealed record SealedState(
    [property: Id(0)] string Epoch,
    [property: Id(1)] long Seq,
    [property: Id(2)] string Hash,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] ClauseState Notes,
    [property: Id(5)] QueueState Queue);
