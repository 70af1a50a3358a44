using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Domain.Tests.Support;
using Collab.Domain.Views;

namespace Collab.Domain.Tests.Clauses;

/// <summary>What another program says with a note goes where the note's words go.</summary>
public sealed class ForeignTests
{
    private static readonly Foreign Said = new() { Body = "{}", Target = "[]", Properties = """{"via":"urn:x"}""", Extra = "1" };

    private readonly Room _room = new();
    private readonly string _note;

    public ForeignTests() => _note = ((AnnotationAdded)_room.Do(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Targets = [new(_room.Clauses[1])], Text = "x", Foreign = Said })[0].Data).Annotation;

    [Fact]
    public void It_is_in_the_events_words_and_in_the_snapshot()
    {
        Assert.Equal(Said, EventCodec.Read(_room.Stored[^1]).Words!.Foreign);
        Assert.Equal(Said, DocumentState.FromSnapshot(EventCodec.ReadSnapshot(EventCodec.WriteSnapshot(_room.State.ToSnapshot())), "e").Find(_note)!.Foreign);
        Assert.True(EventCodec.Read(_room.Stored[^1]).Words!.ArePersonal);
    }

    [Fact]
    public void What_is_changed_here_is_no_longer_said_as_it_came()
    {
        Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = _note, Version = 1, Text = "y" });
        Assert.Equal(Said with { Body = null }, Now);
        Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = _note, Version = 2, Targets = [new(_room.Clauses[2])] });
        Assert.Equal(Said with { Body = null, Target = null }, Now);
        Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = _note, Version = 3, Foreign = Said });
        Assert.Equal(Said, Now);
        Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = _note, Version = 4, Foreign = new Foreign() });
        Assert.Null(Now);
    }

    [Fact]
    public void Whoever_may_not_read_the_note_does_not_read_it_and_nobody_does_when_it_is_erased()
    {
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = _note });
        Assert.Null(AnnotationView.Of(_room.Find(_note), _room.State, new Audience(readsHidden: false, null)).Annotation.Foreign);
        Assert.Equal(Said, AnnotationView.Of(_room.Find(_note), _room.State, new Audience(readsHidden: true, null)).Annotation.Foreign);
        _room.Erase(Room.Annotator, Room.Owner);
        Assert.Null(Now);
    }

    [Fact]
    public void It_is_let_out_with_a_note_that_waited()
    {
        var waiting = new WaitingNote(Guid.NewGuid(), "");
        Assert.Equal(Said, Assert.IsType<AddAnnotation>(QueueDecider.Release(waiting, _room.Find(_note), Room.Moderator, null)).Foreign);
        var reply = ((ReplyAdded)_room.Do(new AddReply { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = _note, Text = "y", Foreign = Said })[0].Data).Annotation;
        Assert.Equal(Said, Assert.IsType<AddReply>(QueueDecider.Release(waiting, _room.Find(reply), Room.Moderator, null)).Foreign);
    }

    [Fact]
    public void Nobody_puts_it_to_the_note_of_another() =>
        Assert.Equal("forbidden", _room.Try(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = _note, Version = 1, Targets = [new(_room.Clauses[2])], Foreign = Said }));

    private Foreign? Now => _room.Find(_note).Foreign;

    private void Do(EditAnnotation edit) => _room.Do(edit);
}
