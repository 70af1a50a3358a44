using System.Text;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using Collab.Formats.Tests.Import.Hostile;
using Collab.Testing;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>What is here already is not brought in twice, and nothing is taken for it that is not.</summary>
public sealed class AgainTests
{
    private readonly Samples samples = new();

    [Theory]
    [InlineData("json")]
    [InlineData("jsonld")]
    [InlineData("hypothesis")]
    [InlineData("tei")]
    [InlineData("docx")]
    public async Task An_export_of_a_room_has_nothing_new_for_it(string format)
    {
        var placing = Placed(await Samples.Bytes(format, samples.For(samples.Moderator)), samples.State);
        Assert.NotEmpty(placing.Notes);
        Assert.All(placing.Notes, note => Assert.True(note.IsHere, note.From.Note.Text));
        Assert.DoesNotContain(placing.LeftOut, left => left.What is "wordings" or "time zones");
    }

    [Fact]
    public async Task A_Word_document_is_known_by_what_it_says_of_itself_and_what_was_written_in_Word_is_new()
    {
        var file = await Samples.Bytes("docx", samples.For(samples.Ana));
        Assert.Equal("comments of the record", Assert.Single(Placed(file, samples.State).LeftOut).What);
        // Words that were changed in Word are counted: they do not come in.
        var changed = Placed(Changed(file, "word/comments.xml", text => text.Replace("Is this about numbers?", "Is this about letters?", StringComparison.Ordinal)), samples.State);
        Assert.All(changed.Notes, note => Assert.True(note.IsHere));
        Assert.Contains(new LeftOut("wordings", 1), changed.LeftOut);
        var more = Placed(Changed(file, "word/comments.xml", text => text.Replace("Is this about numbers?", "Is this about numbers? It is not.", StringComparison.Ordinal)), samples.State);
        Assert.Contains(new LeftOut("wordings", 1), more.LeftOut);
        // A note that somebody types the number of another under is theirs.
        var typed = Placed(Changed(file, "word/comments.xml", text => text.Replace("<w:pStyle w:val=\"NoteFacts\"/>", "<w:pStyle w:val=\"CommentText\"/>", StringComparison.Ordinal)), samples.State);
        Assert.All(typed.Notes, note => Assert.False(note.IsHere));
        // In another room, and in this one after a restore gave the numbers anew, it is all new.
        Assert.All(Placed(file, new Samples().State with { Header = samples.State.Header with { Epoch = "another" } }).Notes, note => Assert.False(note.IsHere));
    }

    [Fact]
    public void Comments_that_are_alike_are_several()
    {
        var builder = new DocumentBuilder("Words that stand here.", "Others stand there.");
        var owner = builder.Join("Ida", Role.Owner);
        var file = Word("Words that stand here.", "Words that stand elsewhere.", ("0000000A", "Unclear."), ("0000000B", "Unclear."), ("0000000C", "Unclear."));
        var first = Placed(file, builder.State);
        Assert.Equal([null, null, "quote-not-found"], first.Notes.Select(note => note.Code));
        builder.Do(first.Command(Guid.NewGuid(), owner, "", intended: true));
        Assert.Equal([true, true, false], Placed(file, builder.State).Notes.Select(note => note.IsHere));
        var chosen = Placed(file, builder.State, (2, builder.Clause(1)));
        Assert.Null(chosen.Notes[2].Code);
        builder.Do(chosen.Command(Guid.NewGuid(), owner, "", intended: true));
        Assert.Equal(3, builder.State.Annotations.Count());
        // Also where another program named the paragraphs anew.
        Assert.All(Placed(Word("Words that stand here.", "Words that stand elsewhere.", ("1000000A", "Unclear."), ("1000000B", "Unclear."), ("1000000C", "Unclear.")), builder.State).Notes, note => Assert.True(note.IsHere));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Paris")]
    [InlineData("America/New_York")]
    public async Task A_comment_comes_back_with_the_moment_that_it_was_written_in(string zone)
    {
        var document = ExportSelection.Of(samples.State, samples.State, samples.Builder.As(samples.Ana), ExportScope.All, Samples.Options with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) });
        var file = await Samples.Bytes("docx", document);
        var created = samples.State.Find(samples.First)!.Created;
        Assert.Equal(created, Of(Placed(file, samples.State)));
        // Without the part in which newer versions of Word keep it the time is that of somebody's clock, and that is said.
        var older = Placed(Changed(file, "word/commentsExtensible.xml", _ => "<none/>"), samples.State);
        Assert.Equal(zone != "UTC", older.LeftOut.Contains(new LeftOut("time zones", older.Notes.Count)));
        Assert.Equal(zone == "UTC", Of(older) == created);

        static DateTimeOffset? Of(Placing placing) => placing.Notes.Single(note => note.From.Note.Text?.Contains("Is this about numbers", StringComparison.Ordinal) == true).From.Note.Created;
    }

    private static Placing Placed(byte[] file, DocumentState document, params (int Note, string Clause)[] choices) => new(NotesReader.Read(file), document, choices.ToDictionary(choice => choice.Note, choice => choice.Clause));

    private static byte[] Changed(byte[] file, string part, Func<string, string> change) =>
        Zips.Of(ExportedText.Parts(file).Select(entry => (entry.Key, entry.Key == part ? Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(entry.Value))) : entry.Value)));

    /// <summary>Two comments on the first paragraph and one on the second, of one author and minute.</summary>
    [Theory]
    [InlineData("2026-3-1")]
    [InlineData("2026-11-23")]
    public void A_date_without_an_hour_is_of_no_zone(string date)
    {
        var file = Changed(Word("Words that stand here.", "Words that stand elsewhere.", ("0000000A", "Unclear.")), "word/comments.xml", text => text.Replace("2026-11-23T09:00:00Z", date, StringComparison.Ordinal));
        Assert.Contains(new LeftOut("time zones", 1), Placed(file, samples.State).LeftOut);
    }

    private static byte[] Word(string first, string second, params (string Paragraph, string Text)[] comments)
    {
        const string Names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
        static string Reference(int id) => $"<w:r><w:commentReference w:id=\"{id}\"/></w:r>";
        return Zips.Docx(
            [Zips.Run(first) + Reference(0) + Reference(1), Zips.Run(second) + Reference(2)],
            ("word/comments.xml", $"<w:comments {Names}>{string.Concat(comments.Select((comment, id) => $"<w:comment w:id=\"{id}\" w:author=\"Ben\" w:date=\"2026-11-23T09:00:00Z\"><w:p w14:paraId=\"{comment.Paragraph}\"><w:r><w:t>{comment.Text}</w:t></w:r></w:p></w:comment>"))}</w:comments>"));
    }
}
