using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Revisions;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Documents;

public sealed class DocumentStateTests
{
    [Fact]
    public void The_fold_is_the_same_however_the_events_are_cut_into_batches() =>
        Gen.Select(Histories.Any, Gen.Int[0, 200]).Sample((room, cut) =>
        {
            var batches = Histories.Fold(room.Events.Take(cut)).Apply(room.Events.Skip(cut));
            AssertSame(room.State, Histories.Fold(room.Events));
            AssertSame(room.State, batches);
        }, iter: 100);

    [Fact]
    public void A_snapshot_read_back_is_the_state_and_folds_on_alike() =>
        Gen.Select(Histories.Any, Gen.Int[1, 200]).Sample((room, cut) =>
        {
            var state = Histories.Fold(room.Events.Take(cut));
            var read = DocumentState.FromSnapshot(EventCodec.ReadSnapshot(EventCodec.WriteSnapshot(state.ToSnapshot())), "epoch");
            AssertSame(state, read);
            AssertSame(room.State, read.Apply(room.Events.Skip(cut)));
        }, iter: 100);

    [Fact]
    public void A_clause_that_folds_its_own_events_alone_agrees_with_the_document() =>
        Histories.Any.Sample(room =>
        {
            foreach (var clause in room.Clauses.Append(null))
            {
                var alone = room.Events.Aggregate(Domain.Clauses.ClauseState.Empty, (state, e) =>
                    e.Data is TextRevised revised ? state.Retarget(new Retargeting(room.State.Header.Id, revised))
                    : e.Clause == clause || e.Data is ContentErased or MemberNotesHidden or MemberNotesShown or StancesSet ? state.Apply(e)
                    // The document tells a home of the pins at other points.
                    : e.Data is PinEventData pin && AnnotationId.HomeOf(pin.Annotation) == clause ? state.Touch(pin, e)
                    : state);
                Assert.Equal(Structure.Of(room.State.At(clause)), Structure.Of(alone));
            }
        }, iter: 100);

    [Fact]
    public void An_event_of_an_unknown_kind_moves_the_cursor_and_nothing_else() =>
        Gen.Select(Histories.Any, Gen.Bool).Sample((room, ofClause) =>
        {
            var unknown = new LogEvent { Seq = room.State.Header.Seq + 1, At = room.Now, Actor = "a", Clause = ofClause ? room.Clauses[0] : null, Command = Guid.NewGuid(), Data = new UnknownEvent("TextSung"), Hash = "ff" };
            var after = room.State.Apply(unknown);
            Assert.Equal((unknown.Seq, "ff"), (after.Header.Seq, after.Header.Hash));
            AssertSame(room.State, after with { Header = after.Header with { Seq = room.State.Header.Seq, At = room.State.Header.At, Hash = room.State.Header.Hash } });
        }, iter: 20);

    [Fact]
    public void Numbers_are_given_once_and_every_id_finds_its_note() =>
        Histories.Any.Sample(room =>
        {
            var notes = room.State.Annotations.ToList();
            Assert.Equal(Enumerable.Range(1, notes.Count), notes.Select(a => a.Number).Order());
            Assert.All(notes, a => Assert.Same(a, room.State.Find(a.Id)));
            Assert.All(notes, a => Assert.Equal(a.Home, AnnotationId.HomeOf(a.Id)));
        }, iter: 50);

    [Fact]
    public void Pins_are_of_notes_that_are_there_each_once_at_a_point() =>
        Histories.Any.Sample(room =>
        {
            foreach (var clause in room.Clauses)
            {
                var pins = room.State.At(clause).Pins;
                Assert.Equal(pins.Length, pins.DistinctBy(p => p.Annotation).Count());
                Assert.All(pins, pin => Assert.Equal(clause, pin.Clause));
                Assert.All(pins, pin => Assert.NotEqual(AnnotationState.Deleted, room.Find(pin.Annotation).State));
            }

            Assert.Empty(room.State.Own.Pins);
        }, iter: 100);

    [Fact]
    public void Versions_and_histories_count_together() =>
        Histories.Any.Sample(room => Assert.All(room.State.Annotations, a =>
            Assert.Equal(Enumerable.Range(1, a.Version), a.History.Select(w => w.Version).Append(a.Version))), iter: 50);

    [Fact]
    public void A_state_that_somebody_holds_stays_as_it_was()
    {
        var room = new Room();
        var (held, before) = (room.State, Structure.Of(room.State));
        foreach (var seed in Enumerable.Range(0, 20))
            room.Annotate(Room.Moderator, room.Clauses[seed % 5], pin: true);
        Assert.Equal(before, Structure.Of(held));
    }

    private static void AssertSame(DocumentState expected, DocumentState actual) => Assert.Equal(Structure.Of(Plain(expected)), Structure.Of(Plain(actual)));

    /// <summary>A clause that lost its last pin is like one that never had any.</summary>
    private static DocumentState Plain(DocumentState state) =>
        state with { ByClause = state.ByClause.RemoveRange(state.ByClause.Where(c => c.Value.Annotations.IsEmpty && c.Value.Pins.IsEmpty).Select(c => c.Key)) };
}
