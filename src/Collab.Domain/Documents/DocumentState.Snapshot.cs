using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Stances;

namespace Collab.Domain.Documents;

public sealed partial record DocumentState
{
    public DocumentSnapshot ToSnapshot() => new()
    {
        Id = Header.Id,
        Seminar = Header.Seminar,
        Title = Header.Title,
        Metadata = Header.Metadata,
        Revision = Header.Revision,
        Clauses = Header.Clauses,
        Former = Header.Former,
        Editions = Header.Editions,
        Locked = [.. Header.Locked.Order(StringComparer.Ordinal)],
        LocksChanged = Header.LocksChanged,
        Closed = Header.Closed,
        ClosedChanged = Header.ClosedChanged,
        SlowMode = Header.SlowMode,
        SlowModeChanged = Header.SlowModeChanged,
        Approval = Header.Approval,
        ApprovalChanged = Header.ApprovalChanged,
        Members = [.. Header.Members.Values.OrderBy(m => m.Id, StringComparer.Ordinal)],
        Authors = [.. Header.Authors.Values.OrderBy(author => author.Number)],
        Settings = Header.Settings,
        Rounds = Header.Rounds,
        Relations = Header.Relations,
        Led = Header.Led,
        Proceedings = Header.Proceedings,
        LastNumber = Header.LastNumber,
        SeminarSeq = Header.SeminarSeq,
        Erased = Header.Erased,
        Seq = Header.Seq,
        At = Header.At,
        Hash = Header.Hash,
        Annotations = [.. Annotations.OrderBy(a => a.Number)],
        Pins = [.. Pins],
        StanceRule = Header.Stances,
        Stances = [.. Header.EveryClause.SelectMany(clause => At(clause.Id).Stances)],
        StanceReasons = [.. ByClause.Values.SelectMany(home => home.StanceReasons.Values).OrderBy(reason => reason.Stance, StringComparer.Ordinal)],
    };

    public static DocumentState FromSnapshot(DocumentSnapshot snapshot, string epoch)
    {
        var clauses = snapshot.Clauses.ToImmutableDictionary(c => c.Id);
        var gone = FormerText.Gone(snapshot.Former, clauses);
        var header = new DocumentHeader
        {
            Id = snapshot.Id,
            Seminar = snapshot.Seminar,
            Epoch = epoch,
            Title = snapshot.Title,
            Metadata = snapshot.Metadata,
            Revision = snapshot.Revision,
            Clauses = snapshot.Clauses,
            Editions = snapshot.Editions,
            ClausesById = clauses,
            Former = snapshot.Former,
            Changed = FormerText.Changed(snapshot.Former, clauses),
            Gone = [.. gone.Select(each => each.Clause)],
            GoneAfter = gone.ToImmutableDictionary(each => each.Clause.Id, each => each.Revision),
            Locked = [.. snapshot.Locked],
            LocksChanged = snapshot.LocksChanged,
            Closed = snapshot.Closed,
            ClosedChanged = snapshot.ClosedChanged,
            SlowMode = snapshot.SlowMode,
            SlowModeChanged = snapshot.SlowModeChanged,
            Stances = snapshot.StanceRule,
            HiddenReasons = [.. snapshot.StanceReasons.Where(reason => reason.Hidden).Select(reason => reason.Stance)],
            Approval = snapshot.Approval,
            ApprovalChanged = snapshot.ApprovalChanged,
            Members = snapshot.Members.ToImmutableDictionary(m => m.Id),
            MembersByPerson = snapshot.Members.ToImmutableDictionary(m => m.Person, m => m.Id),
            Authors = snapshot.Authors.ToImmutableDictionary(author => author.Id),
            Settings = snapshot.Settings,
            Rounds = snapshot.Rounds,
            Relations = snapshot.Relations,
            Led = snapshot.Led,
            Proceedings = snapshot.Proceedings,
            LastNumber = snapshot.LastNumber,
            SeminarSeq = snapshot.SeminarSeq,
            Erased = snapshot.Erased,
            Seq = snapshot.Seq,
            At = snapshot.At,
            Hash = snapshot.Hash,
        };
        var homes = WithoutCircles(snapshot.Annotations).ToLookup(a => a.Home);
        var pins = snapshot.Pins.ToLookup(p => p.Clause);
        var stances = snapshot.Stances.ToLookup(s => s.Clause);
        var reasons = snapshot.StanceReasons.ToLookup(reason => reason.Clause);
        return new DocumentState
        {
            Header = header,
            Present = PresentOf(snapshot.Annotations),
            Own = Home(homes[null], [], [], []),
            ByClause = header.EveryClause.Where(c => homes.Contains(c.Id) || pins.Contains(c.Id) || reasons.Contains(c.Id))
                .ToImmutableDictionary(c => c.Id, c => Home(homes[c.Id], pins[c.Id], stances[c.Id], reasons[c.Id])),
        };
    }

    /// <summary>A node of an older version, and a snapshot of one, has threads under one another where the log says so: the last merging of a circle is none, as in the fold.</summary>
    /// <param name="notes">By number: a file has them merged in that order.</param>
    private static ImmutableArray<Annotation> WithoutCircles(ImmutableArray<Annotation> notes)
    {
        if (notes.All(note => note.MergedInto is null))
            return notes;
        var above = notes.Where(note => note.Thread is not null).ToDictionary(note => note.Id, note => note.Thread!);
        return [.. notes.Select(note => note.MergedInto is not { } into || note.Thread is not null || Stands(note.Id, into) ? note : note with { MergedInto = null })];

        bool Stands(string note, string into)
        {
            var top = into;
            while (above.TryGetValue(top, out var next))
                top = above[top] = above.GetValueOrDefault(next, next);
            return top != note && above.TryAdd(note, top);
        }
    }

    private static ClauseState Home(IEnumerable<Annotation> annotations, IEnumerable<Pins.Pin> pins, IEnumerable<Stance> stances, IEnumerable<StanceReason> reasons) => new()
    {
        Annotations = annotations.ToImmutableDictionary(a => a.Id),
        Pins = [.. pins],
        Stances = [.. stances],
        StanceReasons = reasons.ToImmutableDictionary(reason => reason.Stance),
    };
}
