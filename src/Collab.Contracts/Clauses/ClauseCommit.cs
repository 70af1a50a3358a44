using System.Collections.Immutable;

namespace Collab.Contracts.Clauses;

/// <summary>What a clause decided, and the document's seq that it knew of when it did.</summary>
/// <param name="SeminarSeq">The seminar's seq up to which it knew the members: they may have been told of and not written yet.</param>
[GenerateSerializer, Immutable, Alias("Collab.ClauseCommit")]
public sealed record ClauseCommit(
    [property: Id(0)] string Clause,
    [property: Id(1)] long DecidedAt,
    [property: Id(2)] ImmutableArray<Decision> Decisions,
    [property: Id(3)] long SeminarSeq = 0);
