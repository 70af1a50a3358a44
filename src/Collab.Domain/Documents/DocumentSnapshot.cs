using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Pins;
using Collab.Domain.Relations;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Domain.Sessions;
using Collab.Domain.Stances;

namespace Collab.Domain.Documents;

/// <summary>A document's state as it is stored to shorten its next activation. It can be thrown away and rebuilt from the log.</summary>
public sealed record DocumentSnapshot
{
    /// <summary>Raised when the folds change: a snapshot of another version is thrown away.</summary>
    public const int CurrentVersion = 13;

    public required string Id { get; init; }

    public required string Seminar { get; init; }

    public required string Title { get; init; }

    public required DocumentMetadata Metadata { get; init; }

    public required int Revision { get; init; }

    public required ImmutableArray<Clause> Clauses { get; init; }

    public ImmutableArray<FormerText> Former { get; init; } = [];

    public ImmutableArray<Edition> Editions { get; init; } = [];

    public required ImmutableArray<string> Locked { get; init; }

    public ImmutableDictionary<string, long> LocksChanged { get; init; } = ImmutableDictionary<string, long>.Empty;

    public required bool Closed { get; init; }

    public long ClosedChanged { get; init; }

    public int SlowMode { get; init; }

    public long SlowModeChanged { get; init; }

    public bool Approval { get; init; }

    public long ApprovalChanged { get; init; }

    public required ImmutableArray<Member> Members { get; init; }

    public ImmutableArray<OutsideAuthor> Authors { get; init; } = [];

    public SeminarSettings Settings { get; init; } = SeminarSettings.Default;

    public ImmutableArray<Round> Rounds { get; init; } = [];

    public ImmutableArray<Relation> Relations { get; init; } = [];

    public Lead? Led { get; init; }

    public Proceedings Proceedings { get; init; } = Proceedings.None;

    public required int LastNumber { get; init; }

    public required long SeminarSeq { get; init; }

    public long Erased { get; init; }

    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Hash { get; init; }

    public required ImmutableArray<Annotation> Annotations { get; init; }

    /// <summary>The pins of every clause, each clause's in their order.</summary>
    public required ImmutableArray<Pin> Pins { get; init; }

    public StanceRule StanceRule { get; init; } = StanceRule.Default;

    /// <summary>The stances on every clause, each clause's in their order.</summary>
    public ImmutableArray<Stance> Stances { get; init; } = [];

    /// <summary>Of every stance that was ever taken.</summary>
    public ImmutableArray<StanceReason> StanceReasons { get; init; } = [];
}
