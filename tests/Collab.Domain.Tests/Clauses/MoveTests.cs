using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Clauses;

/// <summary>A thread that goes to the point where it belongs.</summary>
public sealed class MoveTests
{
    private readonly Room _room = new();

    private string Here => _room.Clauses[1];

    private string There => _room.Clauses[2];

    [Fact]
    public void A_moderator_moves_anybodys_thread_and_leaves_its_words()
    {
        var note = _room.Annotate(Room.Annotator, Here, "As I said.");
        _room.Reply(Room.Other, note);

        var moved = Assert.Single(_room.Do(Move(note, There) with { Actor = Room.Moderator }));

        Assert.Equal([There], ((AnnotationEdited)moved.Data).Places!.Value.Select(p => p.Clause));
        Assert.Equal(("As I said.", There, Here), (_room.Find(note).Body!.Text, _room.Find(note).Targets[0].Clause, _room.Find(note).Home));
        Assert.Equal(Here, AnnotationId.HomeOf(note));
    }

    [Fact]
    public void A_moderator_changes_no_words_of_others_on_the_way()
    {
        var note = _room.Annotate(Room.Annotator, Here);
        Assert.Equal("forbidden", _room.Try(Move(note, There) with { Actor = Room.Moderator, Text = "What I say." }));
        Assert.Equal("forbidden", _room.Try(Move(note, There) with { Actor = Room.Moderator, Tags = ["mine"] }));
        Assert.Equal("forbidden", _room.Try(Move(note, There) with { Actor = Room.Other }));
    }

    [Fact]
    public void A_reply_stays_in_its_thread()
    {
        var reply = _room.Reply(Room.Other, _room.Annotate(Room.Annotator, Here));
        Assert.Equal("bad-request", _room.Try(Move(reply, There) with { Actor = Room.Other }));
        Assert.Equal("forbidden", _room.Try(Move(reply, There) with { Actor = Room.Moderator }));
    }

    [Fact]
    public void Pins_where_it_is_no_longer_go_with_the_same_command()
    {
        var note = _room.Annotate(Room.Annotator, Here);
        _room.Do(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Clause = Here });

        var events = _room.Do(Move(note, There));

        Assert.Equal([typeof(AnnotationEdited), typeof(PinRemoved)], events.Select(e => e.Data.GetType()));
        Assert.Single(events.Select(e => e.Command).Distinct());
        Assert.Empty(_room.State.Pins);
    }

    [Fact]
    public void It_can_be_pinned_where_it_is_now_and_loses_that_pin_when_it_goes_home()
    {
        var note = _room.Annotate(Room.Annotator, Here);
        _room.Do(Move(note, There));
        _room.Do(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Clause = There });
        Assert.Equal([There], _room.State.Pins.Select(p => p.Clause));

        _room.Do(Move(note, Here));

        Assert.Empty(_room.State.Pins);
        Assert.False(ClauseDecider.IsAway(_room.State.At(Here), _room.Find(note)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lock_holds_it_where_it_is_and_keeps_it_out_of_where_it_goes(bool old)
    {
        var note = _room.Annotate(Room.Annotator, Here);
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = old ? Here : There });

        Assert.Equal("locked", _room.Try(Move(note, There)));
        Assert.Equal("locked", _room.Try(Move(note, There) with { Actor = Room.Moderator }));
        Assert.Equal("", _room.Try(Move(note, There) with { Actor = Room.Moderator, Override = true }));
    }

    [Fact]
    public void The_lock_of_the_point_where_it_is_now_counts_for_what_is_written_to_it()
    {
        var note = _room.Annotate(Room.Annotator, Here);
        _room.Do(Move(note, There));
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = There });
        Assert.Equal("locked", _room.Try(new AddReply { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = note, Text = "x" }));
        Assert.Equal("locked", _room.Try(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note }));
    }

    [Fact]
    public void It_may_be_about_several_points_or_the_whole_document()
    {
        var note = _room.Annotate(Room.Annotator, Here);
        _room.Do(Move(note, Here, There));
        Assert.Equal([Here, There], _room.Find(note).Targets.Select(t => t.Clause));
        _room.Do(Move(note));
        Assert.Empty(_room.Find(note).Targets);
        _room.Do(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Clause = There });
        Assert.Single(_room.State.At(There).Pins);
    }

    [Fact]
    public void Its_history_says_where_it_was_and_who_moved_it()
    {
        var note = _room.Annotate(Room.Annotator, Here);
        _room.Do(Move(note, There) with { Actor = Room.Moderator });
        _room.Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 2, Text = "better" });

        Assert.Equal([Here, There], _room.Find(note).History.Select(w => w.Targets!.Value[0].Clause));
        Assert.Equal([null, Room.Moderator], _room.Find(note).History.Select(w => w.By));
        Assert.Null(_room.Find(note).ModifiedBy);
    }

    private EditAnnotation Move(string note, params ImmutableArray<string> clauses) => new()
    {
        CommandId = Guid.NewGuid(),
        Actor = Room.Annotator,
        Annotation = note,
        Version = _room.Find(note).Version,
        Targets = [.. clauses.Select(clause => new TargetRequest(clause))],
    };
}
