using Collab.Domain.Annotations;
using Collab.Domain.Events;

namespace Collab.Domain.Tests.Support;

/// <summary>What is proved about generated histories is worth as much as what happens in them.</summary>
public sealed class HistoriesTests
{
    private static readonly List<Room> Rooms = [.. Enumerable.Range(0, 300).Select(seed => Histories.Of(seed, 120))];

    [Fact]
    public void Everything_that_can_happen_in_a_document_happens_often()
    {
        string[] elsewhere = [nameof(SeminarCreated), nameof(SeminarDeleted), nameof(InviteCreated), nameof(InviteRevoked), nameof(OwnerLinkMade), nameof(SeatLinkMade), nameof(CodeShown), nameof(CodeEnded), nameof(DocumentAdded),
            nameof(NoteFlagged), nameof(NoteUnflagged), nameof(FlagsDismissed), nameof(FlagsReopened), nameof(ApprovalBegun), nameof(ApprovalRefused), nameof(NoteApproved), nameof(NoteRejected), nameof(RejectionWithdrawn), nameof(RoundEnded), nameof(ReadMarked), nameof(WatchSet)];
        var counts = Rooms.SelectMany(r => r.Events).CountBy(e => e.Kind).ToDictionary();
        Assert.All(EventCodec.KnownKinds.Except(elsewhere), kind => Assert.True(counts.GetValueOrDefault(kind) >= 10, $"{kind}: {counts.GetValueOrDefault(kind)} times"));
    }

    [Fact]
    public void The_cases_that_are_easily_missed_occur()
    {
        var notes = Rooms.SelectMany(r => r.State.Annotations).ToList();
        Assert.True(notes.Exists(a => a.State == AnnotationState.Hidden && a.Version > 1 && a.Reason is not null));
        Assert.True(notes.Exists(a => a.State == AnnotationState.Deleted && a.Version > 1));
        Assert.True(notes.Exists(a => a.Home is null && a.Targets.Length > 1 && a.State == AnnotationState.Shown && a.Version > 2));
        Assert.True(notes.Exists(a => a.Home is not null && a.ModifiedBy is not null && a.Targets.Any(t => t.Clause != a.Home)));
        Assert.True(Rooms.Exists(r => r.State.Pins.Any(p => r.Find(p.Annotation).Home is { } home && home != p.Clause)));
        Assert.True(notes.Exists(a => a.Targets.Any(t => t is { Edition: not null, Quote: not null }) && a.Targets.Any(t => t.Edition is null)));
        Assert.True(notes.Exists(a => a.Depth > 2));
        Assert.True(notes.Exists(a => a.Reactions.Length > 1));
        Assert.True(Rooms.Exists(r => r.State.Pins.GroupBy(p => p.Clause).Any(c => c.Count() > 2 && c.Any(p => p.Supersedes is not null))));
        Assert.True(Rooms.Exists(r => r.Events.Zip(r.Events.Skip(1)).Any(e => e is { First.Data: AnnotationHidden, Second.Data: AnnotationEdited or AnnotationShown })));
        Assert.True(Rooms.Exists(r => r.State.Header.Proceedings is { Hands.Length: > 0, Timer: not null, Floor: not null, Agenda.Length: > 0 }));
        Assert.True(Rooms.Exists(r => r.State.Header.Led?.Passage is not null));
        Assert.True(notes.Exists(a => a.Said?.Member is not null));
        Assert.True(notes.Exists(a => a is { State: AnnotationState.Hidden, Said.Speaker: not null }));
        Assert.True(notes.Exists(a => a.Stance is not null));
        foreach (var anonymous in new[] { true, false })
            Assert.True(Rooms.Exists(r => r.Events.Select(e => e.Data).OfType<StanceTaken>().Where(taken => taken.Anonymous == anonymous).GroupBy(taken => taken.Stance).Any(same => same.Count() > 1)));
        Assert.True(Rooms.Exists(r => r.State.Stances.Any(stance => stance is { Reason: not null, History.Length: > 0 })));
        Assert.True(Rooms.Exists(r => r.State.Stances.Any(stance => stance.Reason is not null && r.State.Header.HiddenReasons.Contains(stance.Id))));
        Assert.True(Rooms.Exists(r => r.Events.Any(e => e.Data is StanceReasonShown)));
        Assert.True(Rooms.Exists(r => r.State.Header is { Led: not null, Locked.Count: > 0 }));
    }
}
