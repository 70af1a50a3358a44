using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Importing;

public sealed class NoteImportTests
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Room _room = new();

    [Fact]
    public void An_author_of_a_file_is_no_member_whatever_the_name_and_the_dates_of_the_file_stand_beside_the_import()
    {
        var note = Bring(One() with { Authors = [$"Name of {Room.Moderator}"] });
        Assert.DoesNotContain(note.Creator, _room.State.Header.Members.Keys);
        Assert.Equal((Then, new Imported(Room.Owner, _room.Now, "source")), (note.Created, note.Imported));
        Assert.Equal($"Name of {Room.Moderator} (not verified)", new Audience(true, Room.Moderator).NameOf(note.Creator, _room.State.Header));
        Assert.Equal("Author 1 (not verified)", new Audience(new ViewClass(false, SeesNames: false), null).NameOf(note.Creator, _room.State.Header));
        // Neither the namesake nor whoever imported it may change it as their own.
        foreach (var actor in new[] { Room.Moderator, Room.Owner })
        {
            Assert.Equal("forbidden", _room.Try(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = actor, Annotation = note.Id, Version = 1, Text = "mine" }));
            Assert.Equal("forbidden", _room.Try(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = actor, Annotation = note.Id }));
        }

        Assert.Equal("", _room.Try(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note.Id }));
    }

    [Fact]
    public void What_was_imported_outlasts_the_erasure_of_who_imported_it_and_goes_with_its_author()
    {
        var note = Bring(One());
        _room.Erase(Room.Owner, Room.Owner);
        Assert.Equal(("Imported.", AnnotationState.Shown), (_room.Find(note.Id).Body!.Text, _room.Find(note.Id).State));
        Assert.Contains(_room.Events, e => e.Data is AuthorNamed && e.Words is { Name: "Ana" });
        Assert.True(new ContentErased(note.Creator).Reaches(_room.Events.Single(e => e.Data is AnnotationAdded)));
        Assert.True(new ContentErased(note.Creator).Reaches(_room.Events.Single(e => e.Data is AuthorNamed)));
        Assert.DoesNotContain(_room.Events, e => e.Data is MemberEventData && new ContentErased(note.Creator).Reaches(e));
    }

    [Fact]
    public void Again_is_once_and_replies_that_are_new_come_under_the_note_that_is_here()
    {
        var note = Bring(One());
        Assert.Equal("nothing-to-import", _room.Try(One()));
        var reply = new ImportedNote { Author = 0, ReplyTo = 0, Text = "And this.", Source = "other" };
        _room.Do(One() with { Notes = [.. One().Notes, reply] });
        var answer = _room.State.Annotations.Single(a => a.ReplyTo is not null);
        Assert.Equal((note.Id, note.Id, note.Creator), (answer.ReplyTo, answer.Thread, answer.Creator));
        Assert.Equal(2, _room.State.Annotations.Count());
        // What the document gave out itself is known by its own id.
        var own = _room.Annotate(Room.Annotator, _room.Clauses[1]);
        Assert.Equal("nothing-to-import", _room.Try(One() with { Notes = [One().Notes[0] with { Source = SourceName.Of(NotesFormat.Collab, own) }] }));
    }

    [Theory]
    [InlineData(Room.Moderator, "forbidden")]
    [InlineData(Room.Annotator, "forbidden")]
    [InlineData(Room.Reader, "forbidden")]
    [InlineData(Room.Outsider, "not-found")]
    public void Only_owners_import(string actor, string code) => Assert.Equal(code, _room.Try(One() with { Actor = actor }));

    [Fact]
    public void It_is_refused_whole_where_a_note_cannot_be_kept_the_text_is_closed_or_a_point_is_locked()
    {
        var seq = _room.State.Header.Seq;
        Assert.Equal("empty-text", _room.Try(One() with { Notes = [One().Notes[0], new ImportedNote { Author = 0, Text = " " }] }));
        Assert.Equal("quote-not-found", _room.Try(One() with { Notes = [One().Notes[0], One().Notes[0] with { Source = null, Targets = [new TargetRequest(_room.Clauses[1], Quote: new TextQuoteSelector("not here"))] }] }));
        Assert.Equal("too-large", _room.Try(One() with { Notes = [.. Enumerable.Repeat(One().Notes[0], ImportNotes.Most + 1)] }));
        Assert.Equal(seq, _room.State.Header.Seq);
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = _room.Clauses[1] });
        Assert.Equal("locked", _room.Try(One()));
        _room.Do(new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = _room.Clauses[2] });
        Assert.Equal("in-round", _room.Try(One() with { Override = true }));
        _room.Do(new CancelRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = _room.Clauses[2] });
        Assert.Equal("", _room.Try(One() with { Override = true }));
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Assert.Equal("closed", _room.Try(One() with { Override = true }));
    }

    [Fact]
    public void M271_an_answer_under_a_note_that_is_here_is_refused_while_its_point_is_locked()
    {
        var there = SourceName.Of(NotesFormat.Collab, _room.Annotate(Room.Annotator, _room.Clauses[2]));
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = _room.Clauses[2] });
        var answer = One() with { Notes = [new ImportedNote { Author = 0, Source = there }, new ImportedNote { Author = 0, Source = "answer", ReplyTo = 0, Text = "And this." }] };
        Assert.Equal("locked", _room.Try(answer));
        Assert.Equal("", _room.Try(answer with { Override = true }));
    }

    [Fact]
    public void A_name_from_a_file_is_shown_without_what_turns_or_hides_it()
    {
        Assert.Equal("Ana", AuthorName.Of("\u202EAna\u200B\u0007"));
        Assert.Equal(AuthorName.None, AuthorName.Of("\u200B \u2060"));
        Assert.Equal(DisplayName.MaxLength, CodePoints.Count(AuthorName.Of(new string('文', 500))));
    }

    private ImportNotes One() => new()
    {
        CommandId = Guid.NewGuid(),
        Actor = Room.Owner,
        Format = NotesFormat.Hypothesis,
        Authors = ["Ana"],
        Notes = [new ImportedNote { Author = 0, Source = "source", Created = Then, Text = "Imported.", Targets = [new TargetRequest(_room.Clauses[1])] }],
    };

    private Annotation Bring(ImportNotes import)
    {
        _room.Do(import);
        return _room.State.Annotations.Single();
    }
}
