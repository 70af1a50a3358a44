using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Queue;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Clauses;

/// <summary>Where notes wait for a moderator, no other way leads past one, and what is let out is what was written.</summary>
public sealed class ApprovalTests
{
    private readonly Room _room = new();

    private string Point => _room.Clauses[1];

    [Theory]
    [InlineData(Room.Annotator, "waiting")]
    [InlineData(Room.Guest, "waiting")]
    [InlineData(Room.Moderator, "")]
    public void What_everybody_reads_already_is_reworded_by_moderators_alone(string author, string code)
    {
        var (note, reply) = (_room.Annotate(author, Point), _room.Reply(author, _room.Annotate(Room.Owner, Point)));
        Wait(true);
        Assert.Equal([code, code, code], [_room.Try(Edit(author, note) with { Text = "Unseen." }), _room.Try(Edit(author, note, code.Length == 0 ? 2 : 1) with { Tags = ["unseen"] }), _room.Try(Edit(author, reply) with { Text = "Unseen." })]);
        // A move says nothing new, and one's own is removed at any time.
        Assert.Equal("", _room.Try(Edit(author, note, _room.Find(note).Version) with { Targets = [new TargetRequest(_room.Clauses[2])] }));
        Assert.Equal("", _room.Try(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = author, Annotation = note }));
        Wait(false);
        Assert.Equal("", _room.Try(Edit(author, reply, _room.Find(reply).Version) with { Text = "Seen by all." }));
    }

    [Fact]
    public void A_stance_is_taken_without_a_reason_which_nobody_could_hide()
    {
        _room.Do(Take(Room.Guest, "agree", "Said before."));
        Wait(true);
        Assert.Equal("waiting", _room.Try(Take(Room.Annotator, "agree", "Unseen.")));
        Assert.Equal("waiting", _room.Try(Take(Room.Guest, "agree", "Unseen.")));
        Assert.Equal(["", "", ""], [_room.Try(Take(Room.Annotator, "agree", null)), _room.Try(Take(Room.Guest, "disagree", "Said before.")), _room.Try(Take(Room.Moderator, "agree", "Seen by a moderator."))]);
    }

    [Theory]
    [InlineData(null, "Karl")]
    [InlineData(Room.Other, null)]
    public void What_the_scribe_noted_is_let_out_as_said_by_who_said_it_and_for_its_stance(string? member, string? speaker)
    {
        _room.Do(new SetScribe { CommandId = Guid.NewGuid(), Actor = Room.Owner, Member = Room.Annotator });
        Wait(true);
        var write = new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Targets = [new TargetRequest(Point)], Text = "Aloud.", Said = new Said(member, speaker), Stance = "disagree" };
        var context = ClauseContext.Of(_room.State.Header, Point) with { Now = _room.Now };
        Assert.Throws<RefusalException>(() => ClauseDecider.AddSealed(context, write with { Actor = Room.Other }, "queue"));
        var added = ClauseDecider.AddSealed(context, write, "queue")[0];
        var waits = ClauseState.Empty.Apply(new LogEvent { Seq = 1, At = _room.Now, Actor = write.Actor, Command = write.CommandId, Data = added.Data, Words = added.Words }).Annotations.Values.Single();
        // What the scribe was allowed, they were allowed when they wrote.
        _room.Do(new SetScribe { CommandId = Guid.NewGuid(), Actor = Room.Owner, Member = null });

        var released = _room.Do(QueueDecider.Release(new WaitingNote(write.CommandId, ""), waits, Room.Moderator, waits.Stance))[0];

        var note = _room.Find(((AnnotationAdded)released.Data).Annotation);
        Assert.Equal((Room.Annotator, new Said(member, speaker), "disagree"), (note.Creator, note.Said, note.Stance));
    }

    private void Wait(bool on) => _room.Do(new SetApproval { CommandId = Guid.NewGuid(), Actor = Room.Owner, On = on });

    private static EditAnnotation Edit(string actor, string note, int version = 1) => new() { CommandId = Guid.NewGuid(), Actor = actor, Annotation = note, Version = version };

    private TakeStance Take(string actor, string choice, string? reason) => new() { CommandId = Guid.NewGuid(), Actor = actor, Clause = Point, Choice = choice, Reason = reason };
}
