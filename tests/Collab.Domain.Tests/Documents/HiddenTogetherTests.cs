using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Documents;

/// <summary>All notes of a member are hidden as one act, and shown again but for those of which somebody has decided alone.</summary>
public sealed class HiddenTogetherTests
{
    private readonly Room _room = new();

    [Fact]
    public void What_was_shown_is_hidden_everywhere_and_nobody_elses()
    {
        string[] theirs = [_room.Annotate(Room.Annotator, _room.Clauses[1]), _room.Annotate(Room.Annotator, null), _room.Reply(Room.Annotator, _room.Annotate(Room.Other, _room.Clauses[2]))];
        var deleted = _room.Annotate(Room.Annotator, _room.Clauses[1]);
        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = deleted });
        Hide("A campaign.");
        Assert.All(theirs, note => Assert.Equal((AnnotationState.Hidden, "A campaign.", Room.Moderator), (_room.Find(note).State, _room.Find(note).Reason, _room.Find(note).ReasonBy)));
        Assert.Equal(AnnotationState.Deleted, _room.Find(deleted).State);
        Assert.All(_room.State.Annotations.Where(a => a.Creator != Room.Annotator), a => Assert.Equal(AnnotationState.Shown, a.State));
        Assert.True(_room.State.Header.Members[Room.Annotator].NotesHidden);
        Show();
        Assert.All(theirs, note => Assert.Equal((AnnotationState.Shown, null), (_room.Find(note).State, _room.Find(note).Reason)));
        Assert.Equal(AnnotationState.Deleted, _room.Find(deleted).State);
    }

    [Fact]
    public void To_undo_it_overrules_nobody_who_decided_of_one_note()
    {
        var (before, after, shown) = (_room.Annotate(Room.Annotator, _room.Clauses[1]), _room.Annotate(Room.Annotator, _room.Clauses[1]), _room.Annotate(Room.Annotator, null));
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = before, Reason = "An insult." });
        Hide("A campaign.");
        Assert.Equal("An insult.", _room.Find(before).Reason);
        foreach (var note in new[] { after, shown })
            _room.Do(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note });
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = after, Reason = "Another insult." });
        Show();
        Assert.Equal(
            [(AnnotationState.Hidden, "An insult."), (AnnotationState.Hidden, "Another insult."), (AnnotationState.Shown, null)],
            new[] { before, after, shown }.Select(note => (_room.Find(note).State, _room.Find(note).Reason)));
    }

    [Fact]
    public void One_note_of_them_is_not_shown_by_whoever_looked_before_all_were_hidden()
    {
        var note = _room.Annotate(Room.Annotator, _room.Clauses[1]);
        var seen = _room.State.Header.Seq;
        Hide(null);
        var show = new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, AsOf = seen };
        Assert.Equal("stale", _room.Try(show));
        Assert.Equal("", _room.Try(show with { AsOf = _room.Events.Count }));
    }

    private void Hide(string? reason) => _room.Change(new MemberNotesHidden(Room.Annotator, _room.State.Header.SeminarSeq + 1), Room.Moderator, reason: reason);

    private void Show() => _room.Change(new MemberNotesShown(Room.Annotator, _room.State.Header.SeminarSeq + 1), Room.Moderator);
}
