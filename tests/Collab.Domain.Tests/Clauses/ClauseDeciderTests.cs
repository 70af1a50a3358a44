using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Clauses;

/// <summary>What the state of a document refuses, whoever asks.</summary>
public sealed class ClauseDeciderTests
{
    private readonly Room _room = new();

    private string Clause => _room.Clauses[0];

    [Fact]
    public void Nothing_is_written_where_the_document_is_closed_but_moderation_goes_on()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        _room.Annotate(Room.Owner, Clause, pin: true);
        _room.Do(new CloseDocument { CommandId = Id, Actor = Room.Moderator });
        Command[] writes =
        [
            new AddAnnotation { CommandId = Id, Actor = Room.Owner, Text = "x", Override = true }, new AddAnnotation { CommandId = Id, Actor = Room.Owner, Text = "x", Targets = [new(Clause)], Pin = true },
            new AddReply { CommandId = Id, Actor = Room.Owner, Annotation = note, Text = "x" }, new EditAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = 1, Text = "y" },
            new DeleteAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note }, new ResolveThread { CommandId = Id, Actor = Room.Owner, Annotation = note }, new ReopenThread { CommandId = Id, Actor = Room.Owner, Annotation = note },
            new React { CommandId = Id, Actor = Room.Owner, Annotation = note, Emoji = "👍", On = true }, new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = Clause }, new RemovePin { CommandId = Id, Actor = Room.Owner, Annotation = note },
        ];
        Assert.All(writes, command => Assert.Equal("closed", _room.Try(command)));
        Assert.Equal("already", _room.Try(new CloseDocument { CommandId = Id, Actor = Room.Owner }));
        Assert.Equal("", _room.Try(new HideAnnotation { CommandId = Id, Actor = Room.Moderator, Annotation = note }));
        Assert.Equal("", _room.Try(new LeadTo { CommandId = Id, Actor = Room.Moderator, Clause = Clause }));
        Assert.Equal("", _room.Try(new ReopenDocument { CommandId = Id, Actor = Room.Owner }));
        Assert.Equal("already", _room.Try(new ReopenDocument { CommandId = Id, Actor = Room.Owner }));
        Assert.Equal("", _room.Try(writes[0]));
    }

    [Fact]
    public void A_deleted_note_is_gone_for_all_but_its_thread()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        var reply = _room.Reply(Room.Other, note);
        _room.Do(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = Clause });
        _room.Do(new DeleteAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note });
        Assert.Empty(_room.State.Pins);
        Assert.Equal("already", _room.Try(new DeleteAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note }));
        Command[] gone =
        [
            new EditAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = 1, Text = "y" }, new HideAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note }, new ShowAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note },
            new React { CommandId = Id, Actor = Room.Owner, Annotation = note, Emoji = "👍", On = true }, new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = Clause },
        ];
        Assert.All(gone, command => Assert.Equal("not-found", _room.Try(command)));
        Assert.Equal("", _room.Try(new AddReply { CommandId = Id, Actor = Room.Annotator, Annotation = reply, Text = "still here" }));
        Assert.Equal("", _room.Try(new ResolveThread { CommandId = Id, Actor = Room.Owner, Annotation = note }));
    }

    [Fact]
    public void A_note_that_never_was_is_not_found()
    {
        foreach (var id in new[] { AnnotationId.New(Clause), AnnotationId.New(null) })
        {
            Assert.Equal("not-found", _room.Try(new AddReply { CommandId = Id, Actor = Room.Owner, Annotation = id, Text = "x" }));
            Assert.Equal("not-found", _room.Try(new EditAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = id, Version = 1, Text = "x" }));
            Assert.Equal("not-found", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = id, Clause = Clause }));
        }

        Assert.Equal("not-found", _room.Try(new LeadTo { CommandId = Id, Actor = Room.Owner, Clause = Identifier.New() }));
        Assert.Equal("not-found", _room.Try(new LockClause { CommandId = Id, Actor = Room.Owner, Clause = Identifier.New() }));
        Assert.Equal("not-found", _room.Try(Note([new(Identifier.New()), new(Clause)])));
    }

    [Fact]
    public void An_author_edits_what_is_hidden_and_it_stays_hidden()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        _room.Do(new HideAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note, Reason = "off topic" });
        Assert.Equal("already", _room.Try(new HideAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note }));
        _room.Do(new EditAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = 1, Text = "better" });
        Assert.Equal((AnnotationState.Hidden, "off topic", "better"), (_room.Find(note).State, _room.Find(note).Reason, _room.Find(note).Body!.Text));
        _room.Do(new ShowAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note });
        Assert.Equal("already", _room.Try(new ShowAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note }));
        Assert.Null(_room.Find(note).Reason);
    }

    [Fact]
    public void Showing_resolving_and_reopening_say_why_where_a_reason_is_given()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        _room.Do(new HideAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note });
        Assert.Equal("a misunderstanding", WhyOf(_room.Do(new ShowAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note, Reason = " a misunderstanding " })));
        Assert.Equal("answered", WhyOf(_room.Do(new ResolveThread { CommandId = Id, Actor = Room.Owner, Annotation = note, Reason = "answered" })));
        Assert.Equal("text-too-long", _room.Try(new ReopenThread { CommandId = Id, Actor = Room.Owner, Annotation = note, Reason = new string('x', WordRules.MaxReasonBytes + 1) }));
        Assert.Equal("not quite", WhyOf(_room.Do(new ReopenThread { CommandId = Id, Actor = Room.Owner, Annotation = note, Reason = "not quite" })));
        Assert.Equal(("a misunderstanding", "not quite"), (_room.Find(note).Reason, _room.Find(note).ThreadReason));
        Assert.Null(WhyOf(_room.Do(new ResolveThread { CommandId = Id, Actor = Room.Owner, Annotation = note })));
        Assert.Null(_room.Find(note).ThreadReason);

        static string? WhyOf(IReadOnlyList<LogEvent> events) => events.Single().Words!.Reason;
    }

    [Fact]
    public void An_edit_is_of_the_version_that_was_seen()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        var edit = new EditAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = 1, Text = "two" };
        Assert.Equal("", _room.Try(edit));
        Assert.Equal("stale", _room.Try(edit));
        Assert.Equal("stale", _room.Try(edit with { Version = 3 }));
        Assert.Equal("not-found", _room.Try(edit with { Version = 2, Targets = [new(Identifier.New())] }));
        Assert.Equal("", _room.Try(edit with { Version = 2, Text = null, Targets = [new(Clause, Position: new(4, 11))] }));
        Assert.Equal(("two", "meeting"), (_room.Find(note).Body!.Text, _room.Find(note).Targets[0].Quote!.Exact));
    }

    [Fact]
    public void A_deletion_may_be_of_the_version_that_was_seen()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        _room.Do(new EditAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = 1, Text = "two" });
        var delete = new DeleteAnnotation { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = 1 };
        Assert.Equal("stale", _room.Try(delete));
        Assert.Equal("", _room.Try(delete with { Version = 2 }));
    }

    [Fact]
    public void The_revision_that_the_reader_saw_must_be_the_one_that_is() => Assert.Equal("stale", _room.Try(Note([new(Clause, Revision: 2)])));

    [Fact]
    public void A_revision_that_never_was_is_not_said_to_be_an_old_one() =>
        Assert.Contains("The text has no revision 9: it is at revision 1.", Assert.Throws<RefusalException>(() => _room.Do(Note([new(Clause, Revision: 9)]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_note_has_its_limits()
    {
        Assert.Equal("", _room.Try(Note([.. Enumerable.Repeat(new TargetRequest(Clause), 32)])));
        Assert.Equal("bad-request", _room.Try(Note([.. Enumerable.Repeat(new TargetRequest(Clause), 33)])));
        Assert.Equal("bad-request", _room.Try(Note([]) with { Motivation = "shouting" }));
        Assert.Equal("bad-request", _room.Try(Note([]) with { Actor = Room.Owner, Pin = true }));
        Assert.Equal("empty-text", _room.Try(Note([]) with { Text = " " }));
        Assert.Equal("", _room.Try(Note([new(Clause, Position: new(0, 3))]) with { Text = "", Motivation = "highlighting" }));
    }

    [Fact]
    public void A_reply_answers_a_note_of_its_thread()
    {
        var (one, other) = (_room.Annotate(Room.Annotator, Clause), _room.Annotate(Room.Annotator, Clause));
        var reply = _room.Reply(Room.Other, one);
        var answer = new AddReply { CommandId = Id, Actor = Room.Other, Annotation = one, Text = "x" };
        Assert.Equal("", _room.Try(answer with { Parent = reply }));
        Assert.Equal("unknown-parent", _room.Try(answer with { Parent = other }));
        Assert.Equal("unknown-parent", _room.Try(answer with { Parent = AnnotationId.New(Clause) }));
        Assert.Equal("", _room.Try(answer with { Annotation = reply }));
        Assert.Equal((one, reply, 2), (_room.State.Annotations.MaxBy(a => a.Number)!.Thread, _room.State.Annotations.MaxBy(a => a.Number)!.ReplyTo, _room.State.Annotations.MaxBy(a => a.Number)!.Depth));
        Assert.Equal("bad-request", _room.Try(new ResolveThread { CommandId = Id, Actor = Room.Owner, Annotation = reply }));
        Assert.Equal("bad-request", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = reply, Clause = Clause }));
        Assert.Equal("bad-request", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = one, Clause = Clause, Order = -1 }));
    }

    [Fact]
    public void A_thread_is_at_most_thirty_two_deep()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        for (var depth = 1; depth <= 32; depth++)
            note = _room.Reply(Room.Other, note);
        Assert.Equal("too-nested", _room.Try(new AddReply { CommandId = Id, Actor = Room.Other, Annotation = note, Text = "x" }));
    }

    [Fact]
    public void What_is_so_already_is_refused()
    {
        var note = _room.Annotate(Room.Annotator, Clause);
        foreach (var twice in new Command[]
        {
            new React { CommandId = Id, Actor = Room.Reader, Annotation = note, Emoji = "👍", On = true }, new ResolveThread { CommandId = Id, Actor = Room.Owner, Annotation = note },
            new LockClause { CommandId = Id, Actor = Room.Owner, Clause = Clause }, new HideAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = note },
        })
        {
            Assert.Equal("", _room.Try(twice));
            Assert.Equal("already", _room.Try(twice));
        }

        Assert.Equal("already", _room.Try(new React { CommandId = Id, Actor = Room.Other, Annotation = note, Emoji = "👍", On = false }));
        Assert.Equal("already", _room.Try(new RemovePin { CommandId = Id, Actor = Room.Owner, Annotation = note }));
        Assert.Equal("already", _room.Try(new UnlockClause { CommandId = Id, Actor = Room.Owner, Clause = _room.Clauses[1] }));
    }

    [Fact]
    public void Pins_stand_in_the_order_that_was_asked_for()
    {
        var notes = Enumerable.Range(0, 4).Select(_ => _room.Annotate(Room.Owner, Clause, pin: true)).ToList();
        AssertPins([0, 1, 2, 3]);
        Pin(3, order: 0);
        AssertPins([3, 0, 1, 2]);
        Pin(3, order: 99);
        AssertPins([0, 1, 2, 3]);
        Pin(0, order: 1);
        AssertPins([1, 0, 2, 3]);
        _room.Do(new RemovePin { CommandId = Id, Actor = Room.Owner, Annotation = notes[0] });
        AssertPins([1, 2, 3]);
        Pin(0, order: 1, supersedes: 2);
        AssertPins([1, 0, 3]);
        Assert.Equal(notes[2], _room.State.At(Clause).Pins[1].Supersedes);

        void Pin(int note, int order, int? supersedes = null) =>
            _room.Do(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = notes[note], Clause = Clause, Order = order, Supersedes = supersedes is { } old ? notes[old] : null });

        void AssertPins(int[] expected) => Assert.Equal(expected.Select(i => notes[i]), _room.State.At(Clause).Pins.Select(p => p.Annotation));
    }

    [Fact]
    public void A_note_on_the_whole_document_takes_the_place_of_a_points_pin_and_leaves_all_when_deleted()
    {
        var (old, whole) = (_room.Annotate(Room.Owner, Clause, pin: true), _room.Annotate(Room.Owner, null));
        var pin = new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = whole, Clause = Clause, Supersedes = old };
        _room.Do(pin);
        _room.Do(pin with { Clause = _room.Clauses[1] });
        Assert.Equal([whole, whole], _room.State.Pins.Select(p => p.Annotation));
        _room.Do(pin with { Annotation = old, Supersedes = whole });
        Assert.Equal([old], _room.State.At(Clause).Pins.Select(p => p.Annotation));
        _room.Do(new DeleteAnnotation { CommandId = Id, Actor = Room.Owner, Annotation = whole });
        Assert.Equal([old], _room.State.Pins.Select(p => p.Annotation));
    }

    [Fact]
    public void A_note_is_pinned_where_it_is_about()
    {
        var note = _room.Annotate(Room.Owner, Clause);
        Assert.Equal("not-found", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = _room.Clauses[1] }));
        _room.Do(Note([new(Clause), new(_room.Clauses[1])]));
        var both = _room.State.Own.Annotations.Keys.Single();
        Assert.Equal("bad-request", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = both, Clause = _room.Clauses[2] }));
        Assert.Equal("", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = both, Clause = _room.Clauses[1] }));
        Assert.Equal("bad-request", _room.Try(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = Clause, Supersedes = "<script>" }));
    }

    [Fact]
    public void A_note_that_moves_away_from_a_point_loses_its_pin_there_and_may_not_move_to_a_locked_one()
    {
        var note = ((AnnotationAdded)_room.Do(Note([new(_room.Clauses[0]), new(_room.Clauses[1])]))[0].Data).Annotation;
        _room.Do(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = _room.Clauses[0] });
        _room.Do(new PlacePin { CommandId = Id, Actor = Room.Owner, Annotation = note, Clause = _room.Clauses[1] });
        EditAnnotation Move(int to) => new() { CommandId = Id, Actor = Room.Annotator, Annotation = note, Version = _room.Find(note).Version, Targets = [new(_room.Clauses[1]), new(_room.Clauses[to])] };

        _room.Do(Move(to: 2));
        Assert.Equal([_room.Clauses[1]], _room.State.Pins.Select(p => p.Clause));

        _room.Do(new LockClause { CommandId = Id, Actor = Room.Owner, Clause = _room.Clauses[3] });
        Assert.Equal("locked", _room.Try(Move(to: 3)));
        Assert.Equal("bad-request", _room.Try(Move(to: 2) with { Targets = null }));
    }

    [Fact]
    public void A_lock_on_any_of_its_points_holds_a_note_back()
    {
        _room.Do(new LockClause { CommandId = Id, Actor = Room.Owner, Clause = _room.Clauses[1] });
        Assert.Equal("locked", _room.Try(Note([new(Clause), new(_room.Clauses[1])])));
        Assert.Equal("", _room.Try(Note([new(Clause)])));
    }

    [Fact]
    public void The_quote_that_is_kept_is_the_texts_and_never_the_clients()
    {
        _room.Do(Note([new(Clause, Quote: new("meeting", "e ", ", h"))]));
        var quote = _room.State.At(Clause).Annotations.Values.Single().Targets[0].Quote!;
        Assert.Equal("The ", quote.Prefix);
        Assert.StartsWith(", having heard", quote.Suffix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_folds_what_it_must_know_of_the_rest_as_the_document_does() =>
        Histories.Any.Sample(room =>
        {
            foreach (var clause in room.Clauses)
            {
                // Of another text it learns only by asking again.
                var asked = room.Events.Where(e => e.Data is TextRevised).Select(e => (int)e.Seq).LastOrDefault(1);
                var first = Histories.Fold(room.Events.Take(asked)).Header;
                var folded = room.Events.Skip(asked).Aggregate(ClauseContext.Of(first, clause), (context, e) => context.Apply(e));
                Assert.Equal(Structure.Of(ClauseContext.Of(room.State.Header, clause)), Structure.Of(folded));
            }
        }, iter: 50);

    private static Guid Id => Guid.NewGuid();

    private static AddAnnotation Note(ImmutableArray<TargetRequest> targets) => new() { CommandId = Id, Actor = Room.Annotator, Targets = targets, Text = "x" };
}
