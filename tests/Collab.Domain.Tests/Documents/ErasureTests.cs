using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Documents;

public sealed class ErasureTests
{
    private static readonly string[] Authors = [Room.Owner, Room.Moderator, Room.Annotator, Room.Other];

    private readonly Room _room = new();

    [Fact]
    public void A_log_whose_words_are_gone_folds_to_the_state_that_it_was_before_they_went() =>
        Gen.Select(Histories.Any, Gen.Int[0, Authors.Length - 1]).Sample((room, who) =>
        {
            var member = Authors[who];
            var written = room.Events.ToList();
            room.Erase(member, member);
            Assert.Equal(Structure.Of(Histories.Fold([.. written, room.Events[^1]])), Structure.Of(Histories.Fold(room.Events)));
            Assert.Null(EventChain.Verify(room.State.Header.Id, EventChain.Genesis(room.State.Header.Id), room.Stored));
        }, iter: 300);

    [Fact]
    public void No_word_of_the_member_is_left_in_the_state_or_the_log() =>
        Gen.Select(Histories.Any, Gen.Int[0, Authors.Length - 1]).Sample((room, who) =>
        {
            var member = Authors[who];
            var words = room.Events.Where(new ContentErased(member).Reaches)
                .SelectMany(e => new[] { e.Words!.Body, e.Words.Reason, e.Words.Name }.Concat(e.Words.Tags ?? [])).OfType<string>().Where(word => word.Contains("s3cret")).Select(Histories.Mark).ToList();
            room.Erase(member, member);
            var kept = Structure.Of(room.State) + string.Concat(room.Events.Select(e => Structure.Of(e)));
            Assert.All(words, word => Assert.DoesNotContain(word, kept));
        }, iter: 100);

    [Fact]
    public void What_others_wrote_stands_and_so_do_numbers_times_and_places()
    {
        var own = _room.Annotate(Room.Annotator, _room.Clauses[1], "mine");
        var reply = _room.Reply(Room.Other, own, "theirs");
        var before = _room.Find(own);
        _room.Erase(Room.Annotator, Room.Annotator);
        var after = _room.Find(own);
        Assert.Equal((AnnotationState.Erased, null, before.Number, before.Created, before.Seq), (after.State, after.Body, after.Number, after.Created, after.Seq));
        Assert.Equal(before.Targets.Select(t => (t.Clause, t.Position)), after.Targets.Select(t => (t.Clause, t.Position)));
        Assert.Equal(("theirs", own), (_room.Find(reply).Body!.Text, _room.Find(reply).ReplyTo));
        Assert.Equal((Member.ErasedName, Role.Annotator), (_room.State.Header.Members[Room.Annotator].Name, _room.State.Header.Members[Room.Annotator].Role));
        Assert.Equal($"Name of {Room.Other}", _room.State.Header.Members[Room.Other].Name);
    }

    [Fact]
    public void Nobody_brings_an_erased_note_back_and_it_can_still_be_answered()
    {
        var note = _room.Annotate(Room.Annotator, _room.Clauses[1]);
        _room.Erase(Room.Annotator, Room.Owner);
        Assert.Equal("not-found", _room.Try(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 1, Text = "again" }));
        Assert.Equal("already", _room.Try(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note }));
        Assert.Equal("not-found", _room.Try(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note }));
        Assert.Equal("not-found", _room.Try(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note }));
        Assert.Equal("not-found", _room.Try(new React { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = note, Emoji = "👍", On = true }));
        _room.Reply(Room.Other, note);
        Assert.Equal(AnnotationState.Erased, _room.Find(note).State);
    }

    [Fact]
    public void The_reason_of_a_moderator_goes_and_the_note_stays_hidden()
    {
        var note = _room.Annotate(Room.Other, _room.Clauses[1], "words of another");
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note, Reason = "not so" });
        _room.Erase(Room.Moderator, Room.Owner);
        Assert.Equal((AnnotationState.Hidden, null, "words of another"), (_room.Find(note).State, _room.Find(note).Reason, _room.Find(note).Body!.Text));
        _room.Do(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note });
        Assert.Equal(AnnotationState.Shown, _room.Find(note).State);
    }

    [Fact]
    public void A_note_that_its_author_had_removed_stays_removed()
    {
        var note = _room.Annotate(Room.Annotator, _room.Clauses[1]);
        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note });
        _room.Erase(Room.Annotator, Room.Annotator);
        Assert.Equal((AnnotationState.Deleted, null), (_room.Find(note).State, _room.Find(note).Body));
    }

    [Fact]
    public void What_is_written_afterwards_stays()
    {
        _room.Erase(Room.Annotator, Room.Annotator);
        var note = _room.Annotate(Room.Annotator, _room.Clauses[1], "a new beginning");
        _room.Change(new MemberRenamed(Room.Annotator, _room.State.Header.SeminarSeq + 1), Room.Annotator, "Somebody new");
        Assert.Equal("a new beginning", Histories.Fold(_room.Events).Find(note)!.Body!.Text);
        Assert.Equal("Somebody new", _room.State.Header.Members[Room.Annotator].Name);
    }
}
