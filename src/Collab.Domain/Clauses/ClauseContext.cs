using System.Collections.Immutable;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Domain.Stances;

namespace Collab.Domain.Clauses;

/// <summary>What a home must know of the rest of its document to decide: the texts that it may be asked about, who may do what, what is closed or locked.</summary>
public sealed record ClauseContext
{
    public required string Document { get; init; }

    public int Revision { get; init; }

    public bool Closed { get; init; }

    /// <summary>Whether notes wait for a moderator.</summary>
    public bool Approval { get; init; }

    /// <summary>The seq at which that was set last; 0 where it never was.</summary>
    public long ApprovalChanged { get; init; }

    /// <summary>Seconds between two notes of one member; 0 for none.</summary>
    public int SlowMode { get; init; }

    public ImmutableDictionary<string, Clause> Clauses { get; init; } = ImmutableDictionary<string, Clause>.Empty;

    /// <summary>The editions beside the first, with what they have of these clauses.</summary>
    public ImmutableArray<Edition> Editions { get; init; } = [];

    /// <summary>The texts before this revision, with what they say otherwise at these clauses.</summary>
    public ImmutableArray<FormerText> Former { get; init; } = [];

    public ImmutableHashSet<string> Locked { get; init; } = [];

    /// <summary>The seq at which each point was locked or unlocked last.</summary>
    public ImmutableDictionary<string, long> LocksChanged { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The blind rounds, oldest first.</summary>
    public ImmutableArray<Round> Rounds { get; init; } = [];

    /// <summary>Which stances may be taken.</summary>
    public StanceRule Stances { get; init; } = StanceRule.Default;

    /// <summary>The member who may note what others say aloud, beside moderators.</summary>
    public string? Scribe { get; init; }

    /// <summary>When it is decided. Whoever does not say so lets no mute end.</summary>
    public DateTimeOffset Now { get; init; }

    public ImmutableDictionary<string, Member> Members { get; init; } = ImmutableDictionary<string, Member>.Empty;

    /// <summary>The seminar's seq up to which the members are known, whether the document's log says so already or not.</summary>
    public long SeminarSeq { get; init; }

    /// <summary>What the document's own home sees: everything.</summary>
    public static ClauseContext Of(DocumentHeader header) => new()
    {
        Document = header.Id,
        Revision = header.Revision,
        Closed = header.Closed,
        Approval = header.Approval,
        ApprovalChanged = header.ApprovalChanged,
        SlowMode = header.SlowMode,
        Clauses = header.ClausesById,
        Editions = header.Editions,
        Former = header.Changed,
        Locked = header.Locked,
        LocksChanged = header.LocksChanged,
        Rounds = header.Rounds,
        Stances = header.Stances,
        Scribe = header.Proceedings.Scribe,
        Members = header.Members,
        SeminarSeq = header.SeminarSeq,
    };

    /// <summary>What one clause's home sees; of a clause that is gone, that it is: its notes are still its own.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>: the document has no such clause.</exception>
    public static ClauseContext Of(DocumentHeader header, string clause)
    {
        if (header.ClauseOf(clause) is not { } text)
            throw new RefusalException("not-found", "There is no such point in this document.");
        return Of(header) with
        {
            Clauses = header.ClausesById.ContainsKey(clause) ? ImmutableDictionary<string, Clause>.Empty.Add(clause, text) : ImmutableDictionary<string, Clause>.Empty,
            Former = [.. header.Changed.Select(former => former.Only(clause))],
            Editions = [.. header.Editions.Select(edition => edition.Only(clause))],
            Rounds = [.. header.Rounds.Where(round => round.Clause == clause)],
            Locked = header.Locked.Contains(clause) ? [clause] : [],
            LocksChanged = header.LocksChanged.TryGetValue(clause, out var changed) ? ImmutableDictionary<string, long>.Empty.Add(clause, changed) : ImmutableDictionary<string, long>.Empty,
        };
    }

    public ClauseContext Apply(LogEvent e) => e.Data switch
    {
        DocumentClosed => this with { Closed = true },
        DocumentReopened => this with { Closed = false },
        EditionAdded added => this with { Editions = Editions.Add(Edition.Of(added with { Clauses = [.. added.Clauses.Where(clause => Clauses.ContainsKey(clause.Id))] })) },
        ApprovalSet approval => this with { Approval = approval.On, ApprovalChanged = Staleness.SeqOf(e) },
        SlowModeSet slow => this with { SlowMode = slow.Seconds },
        ClauseLocked locked when Clauses.ContainsKey(locked.Clause) => this with { Locked = Locked.Add(locked.Clause), LocksChanged = LocksChanged.SetItem(locked.Clause, Staleness.SeqOf(e)) },
        ClauseUnlocked unlocked when Clauses.ContainsKey(unlocked.Clause) => this with { Locked = Locked.Remove(unlocked.Clause), LocksChanged = LocksChanged.SetItem(unlocked.Clause, Staleness.SeqOf(e)) },
        RoundOpened { Clause: var clause } when !Clauses.ContainsKey(clause) => this,
        RoundOpened or RoundRevealed or RoundCancelled => this with { Rounds = Round.Apply(Rounds, e) },
        ScribeSet set => this with { Scribe = set.Member },
        StancesSet set => this with { Stances = new StanceRule(set.Scale, set.Anonymous) { Changed = Staleness.SeqOf(e) } },
        ToldEventData told => this with { Members = Roster.Apply(Members, told, e), SeminarSeq = Math.Max(SeminarSeq, told.SeminarSeq) },
        _ => this,
    };

    /// <summary>True for events of which every home must know before it decides again, whoever's they are.</summary>
    public static bool ConcernsAll(EventData data) => data is TextRevised or DocumentClosed or DocumentReopened or ApprovalSet or SlowModeSet or StancesSet or ScribeSet or MemberRemoved or MemberMuted or MemberNotesHidden or MemberNotesShown or ContentErased
        || (data is MemberRoleChanged && !Planted.Is(Defect.RoleChangeIgnored));
}
