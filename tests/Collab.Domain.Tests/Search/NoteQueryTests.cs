using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Search;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Search;

public sealed class NoteQueryTests
{
    private readonly Room _room = new();

    [Fact]
    public void A_note_is_found_by_its_words_its_author_its_kind_its_tag_its_point_and_its_day()
    {
        var (first, second) = (_room.Annotate(Room.Annotator, _room.Clauses[1], "What does the claim rest on?", pin: false), _room.Annotate(Room.Moderator, _room.Clauses[2], "It rests on a premise.", pin: true));
        var reply = _room.Reply(Room.Other, second, "Which premise does it mean?");
        _room.Now = Room.Start.AddDays(10);
        var nested = Tagged(Room.Other, _room.Clauses[3], "A question of order.", "questioning", "open end", "Ordnung");
        _room.Do(new ResolveThread { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = first });

        Finds("claim", first);
        Finds("rest*", first, second);
        Finds("\"rests on\"", second);
        Finds("\"on rests\"");
        Finds("premise -mean", second);
        Finds("-premise", first, nested);
        Finds("who:moderator", second);
        Finds("who:other -order", reply);
        Finds("moderator", second);
        Finds("who:nobody");
        Finds("-who:nobody", first, second, reply, nested);
        Finds("who:me", first);
        Finds("kind:mine", first);
        Finds("kind:question", nested);
        Finds("kind:reply", reply);
        Finds("-kind:reply", first, second, nested);
        Finds("kind:pinned", second);
        Finds("kind:resolved", first);
        Finds("kind:unresolved", second, nested);
        Finds("tag:\"open end\"", nested);
        Finds("tag:open");
        Finds("tag:open*", nested);
        Finds("tag:ordnung", nested);
        Finds("-tag:ordnung", first, second, reply);
        Finds("ordnung", nested);
        Finds("point:1", first);
        Finds("point:2", second, reply, nested);
        Finds("point:2.1", nested);
        Finds("point:1-2", first, second, reply, nested);
        Finds("-point:2", first);
        Finds("point:preamble");
        Finds("after:2026-12-01", nested);
        Finds("before:2026-12-01 premise", second, reply);
        foreach (var nowhere in new[] { "point:12", "point:2-1", "point:—", "point:-", "point:1-12" })
            Assert.Equal("bad-query", Assert.Throws<RefusalException>(() => Find(nowhere, Room.Annotator)).Code);
    }

    [Fact]
    public void Hidden_words_are_found_by_their_author_and_by_moderators_and_former_and_deleted_ones_by_nobody()
    {
        var note = _room.Annotate(Room.Annotator, _room.Clauses[1], "unspeakable");
        _room.Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 1, Text = "unutterable" });
        Assert.Empty(Find("unspeakable", Room.Annotator));
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note });
        foreach (var asked in new[] { "unutterable", "kind:hidden", "who:annotator", "point:1", "-x", "kind:edited" })
        {
            Assert.Empty(Find(asked, Room.Other));
            Assert.Equal([note], Find(asked, Room.Moderator));
            Assert.Equal([note], Find(asked, Room.Annotator));
        }

        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note });
        Assert.Empty(Find("-x", Room.Annotator));
        Assert.Empty(Find("unutterable", Room.Moderator));
    }

    [Fact]
    public void Where_names_are_withheld_a_name_finds_nothing_in_any_way_of_asking_and_takes_nothing_away()
    {
        var note = _room.Annotate(Room.Other, _room.Clauses[1], "What a text.");
        _room.Change(new SettingsChanged(new SeminarSettings(NameRule.Pseudonyms, null, false), _room.State.Header.SeminarSeq + 1), Room.Owner);
        var pseudonym = Pseudonyms.Of("seminar", _room.State.Header.Members[Room.Other].Number);
        foreach (var asked in new[] { "other", "who:other", "oth*", "who:oth*", "\"Name of other\"", "who:\"Name of other\"", "text other" })
            Assert.Empty(Find(asked, Room.Annotator));
        foreach (var asked in new[] { "-other", "-who:other", "-who:nobody", $"who:\"{pseudonym}\"", pseudonym })
            Assert.Equal([note], Find(asked, Room.Annotator));
        Assert.Equal([note], Find("who:other", Room.Moderator));
        Assert.Empty(Find("-who:other", Room.Moderator));
    }

    [Fact]
    public void A_note_that_names_somebody_is_found_by_the_name_of_now_and_by_no_name_that_is_withheld()
    {
        // The note carries the id alone: no name is in its text, and no part of the id is a word.
        var jon = Identifier.New();
        _room.Join(jon, Role.Annotator, "Jon Sand");
        var named = _room.Annotate(Room.Annotator, _room.Clauses[1], $"Look here, @{{{jon}}} and all.");
        var own = _room.Annotate(jon, _room.Clauses[1], "Here.");
        foreach (var asked in new[] { "sand", "@sand", "@jon", "san*", "\"Jon Sand\"" })
            Finds(asked, named, own);
        Finds("sand look", named);
        Finds("who:sand", own);
        Finds("-sand");
        Finds("\"here and\"");
        Finds(jon);
        Assert.True(Query("sand", Room.Annotator).Relevance(_room.Find(named)) > 0);

        _room.Change(new SettingsChanged(new SeminarSettings(NameRule.Pseudonyms, null, false), _room.State.Header.SeminarSeq + 1), Room.Owner);
        foreach (var asked in new[] { "sand", "@sand", "san*", "\"Jon Sand\"", "sand look" })
            Finds(asked);
        Finds("-sand", named, own);
        Finds(Pseudonyms.Of("seminar", _room.State.Header.Members[jon].Number), named, own);
        Assert.Equal([named, own], Find("sand", Room.Moderator));
    }

    [Fact]
    public void What_stands_in_a_tag_or_often_comes_before_what_stands_once_in_many_words()
    {
        var once = _room.Annotate(Room.Annotator, _room.Clauses[1], "A claim " + string.Join(' ', Enumerable.Repeat("more", 300)));
        var often = _room.Annotate(Room.Annotator, _room.Clauses[1], "The claim that a claim is a claim");
        var tagged = Tagged(Room.Annotator, _room.Clauses[1], "The claim and the claim", "commenting", "claim");
        var query = Query("claim", Room.Annotator);
        Assert.Equal([tagged, often, once], new[] { once, often, tagged }.OrderByDescending(note => query.Relevance(_room.Find(note))));
    }

    /// <summary>Whatever happened: what has changed since a moment is known, and a table that was taken along is like one that was made anew.</summary>
    [Fact]
    public void What_an_index_knew_and_what_has_changed_since_are_together_what_is_so_now() => Histories.Any.Sample(room =>
    {
        var table = NoteTable.Of(DocumentState.New("document", "epoch"));
        List<(long Seq, long Erased, Dictionary<int, string> Tokens)> moments = [];
        foreach (var e in room.Events)
        {
            table = table.At((table.State.Header.Seq == 0 ? DocumentState.New("document", "epoch") : table.State).Apply(e));
            Assert.Equal(NoteTable.Of(table.State).Notes, table.Notes);
            if (e.Seq % 7 == 0)
                moments.Add((e.Seq, table.State.Header.Erased, Tokens(table.Notes)));
        }

        var now = Tokens(table.Notes);
        foreach (var (seq, _, tokens) in moments.Where(moment => moment.Erased == table.State.Header.Erased))
        {
            foreach (var note in table.ChangedSince(seq))
                tokens[note.Number] = now[note.Number];
            Assert.Equal(now, tokens);
        }

        static Dictionary<int, string> Tokens(IEnumerable<Annotation> notes) => notes.ToDictionary(note => note.Number, note => string.Join(' ', IndexedNote.Of(note).Tokens));
    }, iter: 40);

    private string Tagged(string actor, string clause, string text, string motivation, params string[] tags) => ((AnnotationAdded)_room.Do(new AddAnnotation
    {
        CommandId = Guid.NewGuid(),
        Actor = actor,
        Targets = [new TargetRequest(clause)],
        Text = text,
        Motivation = motivation,
        Tags = [.. tags],
    })[0].Data).Annotation;

    private void Finds(string asked, params string[] notes) => Assert.Equal((asked, string.Join(' ', notes)), (asked, string.Join(' ', Find(asked, Room.Annotator))));

    private string[] Find(string asked, string member)
    {
        var query = Query(asked, member);
        return [.. NoteTable.Of(_room.State).Notes.Where(query.Finds).Select(note => note.Id)];
    }

    private NoteQuery Query(string asked, string member) =>
        new(SearchQuery.Parse(asked), _room.State, Audience.Of(_room.State.Header.Members[member], _room.State.Header.Settings));
}
