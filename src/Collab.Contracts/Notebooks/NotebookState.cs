using Collab.Domain.Clauses;
using Collab.Domain.Reading;

namespace Collab.Contracts.Notebooks;

/// <summary>A notebook at a seq of its own log; epoch is empty and seq 0 while nothing was written.</summary>
[GenerateSerializer, Immutable, Alias("Collab.NotebookState")]
public sealed record NotebookState(
    [property: Id(0)] string Epoch,
    [property: Id(1)] long Seq,
    [property: Id(2)] string Hash,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] int LastNumber,
    [property: Id(5)] ClauseState Notes,
    [property: Id(6)] ReadMarks? Read = null)
{
    /// <summary>What the member has read and watches. A silo of the version before sends nothing of it.</summary>
    public ReadMarks Marks => Read ?? ReadMarks.None;
}
