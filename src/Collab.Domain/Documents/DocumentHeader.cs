using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Relations;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Domain.Sessions;
using Collab.Domain.Stances;

namespace Collab.Domain.Documents;

/// <summary>What belongs to the document as a whole: its text, its members as the log tells them, locks, and what was given out. The fold of all events, without the notes.</summary>
public sealed record DocumentHeader
{
    public required string Id { get; init; }

    public string Seminar { get; init; } = "";

    public string Epoch { get; init; } = "";

    public string Title { get; init; } = "";

    public DocumentMetadata Metadata { get; init; } = DocumentMetadata.Empty;

    public int Revision { get; init; }

    public ImmutableArray<Clause> Clauses { get; init; } = [];

    public ImmutableDictionary<string, Clause> ClausesById { get; init; } = ImmutableDictionary<string, Clause>.Empty;

    /// <summary>The texts before this revision, oldest first.</summary>
    public ImmutableArray<FormerText> Former { get; init; } = [];

    /// <summary>What the former texts say that this one does not, at each clause: by it a note that was written for one of them is judged.</summary>
    public ImmutableArray<FormerText> Changed { get; init; } = [];

    /// <summary>The clauses of former texts that are in this one no more, each with its last words: what was said there is kept under their ids.</summary>
    public ImmutableArray<Clause> Gone { get; init; } = [];

    /// <summary>The last revision in which each of them stood, by their ids.</summary>
    public ImmutableDictionary<string, int> GoneAfter { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The editions beside the first, in the order in which they came.</summary>
    public ImmutableArray<Edition> Editions { get; init; } = [];

    public ImmutableHashSet<string> Locked { get; init; } = [];

    /// <summary>The seq at which each point was locked or unlocked last.</summary>
    public ImmutableDictionary<string, long> LocksChanged { get; init; } = ImmutableDictionary<string, long>.Empty;

    public bool Closed { get; init; }

    /// <summary>The seq at which it was closed or reopened last.</summary>
    public long ClosedChanged { get; init; }

    /// <summary>Seconds between two notes or replies of one member; 0 for none.</summary>
    public int SlowMode { get; init; }

    /// <summary>The seq at which that was set last.</summary>
    public long SlowModeChanged { get; init; }

    public StanceRule Stances { get; init; } = StanceRule.Default;

    /// <summary>The stances whose reasons a moderator has hidden, by their ids: of any point, and of any moment.</summary>
    public ImmutableHashSet<string> HiddenReasons { get; init; } = [];

    /// <summary>Whether notes and replies wait for a moderator before others see them.</summary>
    public bool Approval { get; init; }

    /// <summary>The seq at which that was set last; 0 where it never was.</summary>
    public long ApprovalChanged { get; init; }

    public ImmutableDictionary<string, Member> Members { get; init; } = ImmutableDictionary<string, Member>.Empty;

    /// <summary>The member of each person who is one, removed ones included.</summary>
    public ImmutableDictionary<string, string> MembersByPerson { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Who wrote what was imported and is no member, by their ids.</summary>
    public ImmutableDictionary<string, OutsideAuthor> Authors { get; init; } = ImmutableDictionary<string, OutsideAuthor>.Empty;

    /// <summary>The seminar's rules, as this log tells them.</summary>
    public SeminarSettings Settings { get; init; } = SeminarSettings.Default;

    /// <summary>The blind rounds, oldest first.</summary>
    public ImmutableArray<Round> Rounds { get; init; } = [];

    /// <summary>What notes are to each other, in the order in which it was said.</summary>
    public ImmutableArray<Relation> Relations { get; init; } = [];

    public Lead? Led { get; init; }

    public Proceedings Proceedings { get; init; } = Proceedings.None;

    /// <summary>The highest note number given.</summary>
    public int LastNumber { get; init; }

    /// <summary>The seminar's seq up to which what it tells stands in this log.</summary>
    public long SeminarSeq { get; init; }

    /// <summary>The seq of the newest erasure: what was folded before it may hold words that are gone.</summary>
    public long Erased { get; init; }

    /// <summary>Whether it says of members what is not in the log: it could not be written, and who reads is judged by it all the same.</summary>
    public bool IsAhead { get; init; }

    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public string Hash { get; init; } = "";

    /// <summary>The clauses of the text, then those that are gone.</summary>
    public IEnumerable<Clause> EveryClause => Clauses.Concat(Gone);

    /// <summary>The clause of that id, also where it is gone; null where there never was one.</summary>
    public Clause? ClauseOf(string id) => ClausesById.GetValueOrDefault(id) ?? Gone.FirstOrDefault(clause => clause.Id == id);

    /// <summary>The text of a revision; null where there is no such one.</summary>
    public ImmutableArray<Clause>? TextOf(int revision) => revision == Revision ? Clauses : Former.FirstOrDefault(text => text.Revision == revision)?.Clauses;

    /// <summary>A clause as a revision has it; null where it is not in that.</summary>
    public Clause? ClauseIn(int revision, string id) => revision == Revision ? ClausesById.GetValueOrDefault(id) : Former.FirstOrDefault(text => text.Revision == revision)?.Find(id);

    /// <summary>The last revision in which a clause stood that is gone.</summary>
    public int LastRevisionOf(string gone) => GoneAfter[gone];

    /// <summary>The member that a person is here; null for outsiders and those who were removed.</summary>
    public Member? MemberOf(string person) =>
        MembersByPerson.TryGetValue(person, out var id) && Members[id] is { Removed: false } member ? member : null;

    public DocumentHeader Apply(LogEvent e)
    {
        var next = e.Data switch
        {
            DocumentImported imported => Imported(imported),
            TextRevised revised => Revised(revised),
            EditionAdded added => this with { Editions = Editions.Add(Edition.Of(added)) },
            ClauseLocked locked => this with { Locked = Locked.Add(locked.Clause), LocksChanged = LocksChanged.SetItem(locked.Clause, e.Seq) },
            ClauseUnlocked unlocked => this with { Locked = Locked.Remove(unlocked.Clause), LocksChanged = LocksChanged.SetItem(unlocked.Clause, e.Seq) },
            DocumentClosed => this with { Closed = true, ClosedChanged = e.Seq },
            DocumentReopened => this with { Closed = false, ClosedChanged = e.Seq },
            SlowModeSet slow => this with { SlowMode = slow.Seconds, SlowModeChanged = e.Seq },
            ApprovalSet approval => this with { Approval = approval.On, ApprovalChanged = e.Seq },
            RoundOpened or RoundRevealed or RoundCancelled => this with { Rounds = Round.Apply(Rounds, e) },
            StancesSet set => this with { Stances = new StanceRule(set.Scale, set.Anonymous) { Changed = e.Seq } },
            StanceReasonHidden hidden => this with { HiddenReasons = HiddenReasons.Add(hidden.Stance) },
            StanceReasonShown shown => this with { HiddenReasons = HiddenReasons.Remove(shown.Stance) },
            RelationAdded added => this with { Relations = Relations.Add(new Relation(added.From, added.Relation, added.To, e.Author, e.Dated, e.Seq)) },
            RelationRemoved removed => this with { Relations = Relations.RemoveAll(relation => relation.Is(removed.From, removed.Relation, removed.To)) },
            Led led => this with { Proceedings = Proceedings.Come(led.Clause), Led = new Lead(led.Clause, e.Actor, e.At, e.Seq) { Passage = led.Passage is { } place ? Place.Targets([place], e.Words)[0] : null } },
            AuthorNamed named => this with { Authors = Authors.SetItem(named.Author, new OutsideAuthor(named.Author, e.Words?.Name ?? Member.ErasedName, Authors.Count + 1)) },
            ContentErased => Told(e) with { Erased = e.Seq },
            ToldEventData => Told(e),
            _ => this with { Proceedings = Proceedings.Apply(e) },
        };
        return next with { Seq = e.Seq, At = e.At, Hash = e.Hash, LastNumber = Math.Max(LastNumber, NumberOf(e.Data)) };
    }

    private static int NumberOf(EventData data) => data switch
    {
        AnnotationAdded added => added.Number,
        ReplyAdded reply => reply.Number,
        _ => 0,
    };

    private DocumentHeader Imported(DocumentImported imported) => this with
    {
        Seminar = imported.Seminar,
        Title = imported.Title,
        Metadata = imported.Metadata,
        Revision = imported.Revision,
        Clauses = imported.Clauses,
        ClausesById = imported.Clauses.ToImmutableDictionary(c => c.Id),
    };

    /// <summary>What is locked stays so where it is still in the text; who was led to words of it is led to their point.</summary>
    private DocumentHeader Revised(TextRevised revised)
    {
        var now = revised.Clauses.ToImmutableDictionary(clause => clause.Id);
        var former = Former.Add(new FormerText(Revision, Seq, Clauses, revised.Pairs));
        var gone = FormerText.Gone(former, now);
        return this with
        {
            Revision = revised.Revision,
            Clauses = revised.Clauses,
            ClausesById = now,
            Former = former,
            Changed = FormerText.Changed(former, now),
            Gone = [.. gone.Select(each => each.Clause)],
            GoneAfter = gone.ToImmutableDictionary(each => each.Clause.Id, each => each.Revision),
            Locked = [.. Locked.Where(now.ContainsKey)],
            Led = Led is { Passage.Edition: null } led && now.GetValueOrDefault(led.Clause)?.Text != ClausesById.GetValueOrDefault(led.Clause)?.Text ? led with { Passage = null } : Led,
        };
    }

    /// <summary>The header after the seminar told something, whether it stands in this log already or not.</summary>
    public DocumentHeader Told(LogEvent e)
    {
        var data = (ToldEventData)e.Data;
        return this with
        {
            Members = Roster.Apply(Members, data, e),
            MembersByPerson = Roster.ByPerson(MembersByPerson, Members, data),
            Settings = data is SettingsChanged changed ? changed.Settings : Settings,
            SeminarSeq = Math.Max(SeminarSeq, data.SeminarSeq),
        };
    }
}
