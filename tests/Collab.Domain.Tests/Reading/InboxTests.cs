using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Reading;

public sealed class InboxTests
{
    // Members of the fixture go by words; one who is mentioned goes by an id.
    private readonly string _me = Identifier.New();
    private readonly Room _room = new();

    public InboxTests() => _room.Join(_me, Role.Annotator, "Ida Lund");

    private string Point => _room.Clauses[1];

    [Fact]
    public void Who_names_me_who_answers_me_and_what_is_where_I_watch_is_in_it_newest_first()
    {
        var mine = Add(_me, "Mine.");
        Add(Room.Other, "Not for anybody.");
        var mention = Add(Room.Other, $"See @{{{_me}}}.");
        var answer = Reply(Room.Other, mine, "No.");
        var below = Reply(Room.Annotator, answer, "Why not?");
        Add(_me, $"I name myself, @{{{_me}}}.");
        Assert.Equal([(below, InboxReason.Watched), (answer, InboxReason.Reply), (mention, InboxReason.Mention)], Entries());
        Assert.Equal((mine, true), Inbox.Of(_room.State, _me, ReadMarks.None).Select(entry => (entry.Root.Id, entry.Unread)).First());
        Assert.Empty(Inbox.Of(_room.State, Room.Reader, ReadMarks.None));
    }

    [Fact]
    public void To_reply_watches_the_thread_until_one_says_otherwise()
    {
        var root = Add(Room.Other, "Begun by another.");
        Reply(_me, root, "I join in.");
        var next = Reply(Room.Annotator, root, "And I.");
        Assert.Equal([(next, InboxReason.Watched)], Entries());
        Assert.Empty(Entries(Watching(root, on: false)));
        // Whoever means me reaches me all the same.
        var meant = Reply(Room.Annotator, root, $"@{{{_me}}}?");
        Assert.Equal([(meant, InboxReason.Mention)], Entries(Watching(root, on: false)));
    }

    [Fact]
    public void A_watched_point_brings_its_notes_and_the_replies_to_them()
    {
        var note = Add(Room.Other, "At the point.");
        var reply = Reply(Room.Annotator, note, "A reply.");
        Add(Room.Other, "Elsewhere.", _room.Clauses[2]);
        Assert.Empty(Entries());
        Assert.Equal([(reply, InboxReason.Watched), (note, InboxReason.Watched)], Entries(Watching(Point)));
        Assert.Equal([(reply, InboxReason.Watched), (note, InboxReason.Watched)], Entries(Watching(note)));
        Assert.Empty(Entries(Watching(Point).Apply(Event(new WatchSet(note, false)))));
    }

    [Fact]
    public void What_is_hidden_deleted_or_erased_is_in_nobodys()
    {
        string Mention() => Add(Room.Other, $"@{{{_me}}}");
        var (hidden, deleted, erased) = (Mention(), Mention(), Add(Room.Annotator, $"@{{{_me}}}"));
        Assert.Equal(3, Entries().Count);
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = hidden });
        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = deleted });
        Assert.Equal([erased], Entries().Select(entry => entry.Note));
        _room.Erase(Room.Annotator, Room.Owner);
        Assert.Empty(Entries());
        Assert.Empty(Inbox.Points(_room.State, _me, Marks(1)));
        _room.Do(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = hidden });
        Assert.Equal([hidden], Entries().Select(entry => entry.Note));
    }

    [Fact]
    public void Unread_notes_are_counted_by_point_and_my_own_never()
    {
        var before = _room.State.Header.Seq;
        var note = Add(Room.Other, "One.");
        Reply(Room.Annotator, note, "Two, in the thread.");
        Add(_me, "Mine.");
        Add(Room.Other, "Three.", _room.Clauses[2]);
        Assert.Equal([(Point, 2), (_room.Clauses[2], 1)], Points(Marks(before)));
        Assert.Equal([(Point, 1), (_room.Clauses[2], 1)], Points(Marks(before, _room.State.Find(note)!.Seq)));
        Assert.Empty(Inbox.Points(_room.State, _me, Marks(_room.State.Header.Seq)));
        // Whoever was never here has left nothing behind.
        Assert.Empty(Inbox.Points(_room.State, _me, ReadMarks.None));
    }

    private IReadOnlyList<(string Note, InboxReason Reason)> Entries(ReadMarks? marks = null) =>
        [.. Inbox.Of(_room.State, _me, marks ?? ReadMarks.None).Select(entry => (entry.Note.Id, entry.Reason))];

    private (string?, int)[] Points(ReadMarks marks) => [.. Inbox.Points(_room.State, _me, marks)];

    private static ReadMarks Watching(string place, bool on = true) => ReadMarks.None.Apply(Event(new WatchSet(place, on)));

    private ReadMarks Marks(long upTo, params long[] seqs) => ReadMarks.None.Apply(Event(new ReadMarked(_room.State.Header.Epoch, upTo, [.. seqs])));

    private static LogEvent Event(EventData data) => new() { Seq = 1, At = Room.Start, Actor = Room.Reader, Command = Guid.Empty, Data = data };

    private string Add(string member, string text, string? clause = null) => _room.Annotate(member, clause ?? Point, text);

    private string Reply(string member, string to, string text) => _room.Reply(member, to, text);
}
