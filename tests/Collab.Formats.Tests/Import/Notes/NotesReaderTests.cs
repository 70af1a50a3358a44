using System.Text;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>Notes of other programs.</summary>
public sealed class NotesReaderTests
{
    private const string Hypothesis = """
        {"export_date":"2026-11-23T03:54:06.080Z","annotations":[
          {"id":"r2","created":"2026-11-23T11:00:00Z","updated":"2026-11-23T11:00:00Z","user":"acct:ben@example.org","text":"Second answer.","tags":[],"references":["n1","r1"],"permissions":{"read":["group:x"]}},
          {"id":"n1","created":"2026-11-23T09:00:00Z","updated":"2026-11-23T09:30:00Z","user":"acct:ana@example.org","user_info":{"display_name":"Ana"},"uri":"https://example.org/a","text":"What does *this* mean?","tags":["question"],
           "permissions":{"read":["group:x"]},"target":[{"source":"https://example.org/a","selector":[{"type":"TextPositionSelector","start":351,"end":385},{"type":"TextQuoteSelector","exact":"shall report","prefix":"ted.\n\n2. The committee ","suffix":" without delay.\n3."}]}]},
          {"id":"r1","created":"2026-11-23T10:00:00Z","updated":"2026-11-23T10:00:00Z","user":"acct:ben@example.org","text":"First answer.","tags":[],"references":["n1"],"permissions":{"read":["group:x"]}},
          {"id":"p1","created":"2026-11-23T12:00:00Z","user":"acct:ana@example.org","text":"Mine alone.","tags":[],"permissions":{"read":["acct:ana@example.org"]},"target":[]},
          {"id":"h1","created":"2026-11-23T12:30:00Z","user":"acct:ana@example.org","text":"","tags":[],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"rest"}]}]},
          {"id":"o1","created":"2026-11-23T13:00:00Z","user":"acct:ana@example.org","text":"An answer to nothing.","tags":[],"references":["gone"]},
          {"id":"w1","created":"2026-11-23T14:00:00Z","user":"acct:ana@example.org","text":"On the page.","tags":[],"uri":"https://example.org/a","target":[{"source":"https://example.org/a"}]}]}
        """;

    private readonly DocumentBuilder _builder = new("The committee is elected.", "The committee shall report without delay.", "The committee shall rest.", "They rest.");

    [Fact]
    public void What_an_annotation_says_beyond_a_note_is_kept_with_it()
    {
        var file = NotesReader.Read("""
            {"@context":["http://www.w3.org/ns/anno.jsonld",{"ex":"urn:ex#"}],"id":"https://elsewhere.example/1","type":"Annotation","bodyValue":"Words.","ex:mood":"calm",
             "target":{"source":"https://elsewhere.example/page","selector":{"type":"CssSelector","value":"p"}}}
            """u8);
        var foreign = Assert.Single(file.Notes).Note.Foreign!;
        Assert.Equal("""{"type":"TextualBody","value":"Words.","format":"text/plain"}""", foreign.Body);
        Assert.Equal("""{"source":"https://elsewhere.example/page","selector":{"type":"CssSelector","value":"p"}}""", foreign.Target);
        Assert.Equal("""{"@context":["http://www.w3.org/ns/anno.jsonld",{"ex":"urn:ex#"}],"ex:mood":"calm","via":"https://elsewhere.example/1"}""", foreign.Properties);
    }

    [Fact]
    public void Hypothesis_file_comes_with_replies_authors_and_dates_and_without_what_is_private()
    {
        var file = NotesReader.Read(Encoding.UTF8.GetBytes(Hypothesis));
        Assert.Equal(["Ana", "ben"], file.Authors.AsEnumerable());
        var notes = new Placing(file, _builder.State, new Dictionary<int, string>()).Notes;
        Assert.Equal(["", "", "", "private", "ambiguous", "no-parent", ""], notes.Select(note => note.Code ?? ""));
        var (first, second) = (notes[0], notes[2].From.Note);
        Assert.Equal((_builder.Clause(1), "shall report"), (first.Targets.Single().Clause, first.Targets.Single().Quote!.Exact));
        Assert.Equal((new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), 2, "question"), (first.From.Note.Created, first.From.Note.Version, first.From.Note.Tags.Single()));
        Assert.Equal((1, "Second answer.", 1), (second.ReplyTo, second.Text, second.Author));
        Assert.Equal("highlighting", notes[4].From.Note.Motivation);
        Assert.Equal([_builder.Clause(2), _builder.Clause(3)], notes[4].Candidates.Select(clause => clause.Id));
        Assert.Equal(_builder.Clause(3), new Placing(file, _builder.State, new Dictionary<int, string> { [4] = _builder.Clause(3) }).Notes[4].Targets.Single().Clause);
        Assert.Empty(notes[6].Targets);
    }

    [Fact]
    public void A_note_of_Collabs_in_Hypothesis_file_is_known_by_its_id_now_and_as_earlier_versions_named_it_and_what_it_never_said_is_told()
    {
        const string Ours = """{"number":1}""";
        var owner = _builder.Join("Ida Lund", Role.Owner);
        var file = Read(Note("n1", "Of then.", Ours));
        var then = file with { Notes = [file.Notes[0] with { Note = file.Notes[0].Note with { Source = SourceName.Of(NotesFormat.Hypothesis, "n1") } }] };
        _builder.Do(Place(then).Command(Guid.NewGuid(), owner, "", intended: false));
        Assert.True(Assert.Single(Place(file).Notes).IsHere);
        Assert.Equal("nothing-to-import", Assert.Throws<RefusalException>(() => _builder.Do(Place(file).Command(Guid.NewGuid(), owner, "", intended: false))).Code);

        var own = _builder.Note(owner, "Of now.");
        Assert.All(new[] { "7", "false", "{}", "[]", """{"number":"1"}""" }, sign => Assert.False(Assert.Single(Place(Read(Note(own, "Of now.", sign))).Notes).IsHere));
        _builder.Edit(owner, own, "Of later.");
        Assert.Equal([0, 0, 1], new[] { "Of now.", "Of later.", "Of nobody." }.Select(text => Place(Read(Note(own, text, Ours))).LeftOut.Where(left => left.What == "wordings").Sum(left => left.Count)));
        // Of two with one id the second is another note.
        Assert.Equal([true, false], Place(Read($"{Note(own, "Of now.", Ours)},{Note(own, "Of nobody.", Ours)}")).Notes.Select(note => note.IsHere));

        static string Note(string id, string text, string collab) => $$"""{"id":"{{id}}","user":"acct:ana@example.org","text":"{{text}}","tags":[],"target":[],"collab":{{collab}}}""";
        static NotesFile Read(string notes) => NotesReader.Read(Encoding.UTF8.GetBytes($$"""{"annotations":[{{notes}}]}"""));
        Placing Place(NotesFile notes) => new(notes, _builder.State, new Dictionary<int, string>());
    }

    [Fact]
    public void Web_annotations_of_others_come_with_their_bodies_tags_and_selectors()
    {
        const string Page = """
            {"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","next":"https://example.org/2","items":[
              {"id":"https://example.org/anno/1","type":"Annotation","creator":{"id":"https://example.org/ana","type":"Person","name":"Ana"},"created":"2026-01-02T03:04:05Z",
               "body":[{"type":"TextualBody","value":"A comment."},{"type":"TextualBody","purpose":"tagging","value":"law"},"https://example.org/see"],
               "target":{"source":"https://example.org/text","selector":{"type":"RangeSelector","refinedBy":{"type":"TextQuoteSelector","exact":"is elected","prefix":"The committee "}}}},
              {"id":"https://example.org/anno/2","type":"Annotation","creator":"https://example.org/people/ben","bodyValue":"I agree.","target":"https://example.org/anno/1"},
              {"id":"https://example.org/anno/3","type":"Annotation","target":{"source":"https://example.org/text","selector":{"type":"XPathSelector","value":"/p[1]"}},"bodyValue":"Somewhere."}]}
            """;
        var file = NotesReader.Read(Encoding.UTF8.GetBytes(Page));
        Assert.Equal(["Ana", "ben", AuthorName.None], file.Authors.AsEnumerable());
        Assert.Equal([new LeftOut("pages", 1)], file.LeftOut.AsEnumerable());
        var notes = new Placing(file, _builder.State, new Dictionary<int, string>()).Notes;
        Assert.Equal(["", "", "point-not-found"], notes.Select(note => note.Code ?? ""));
        Assert.Equal((_builder.Clause(0), "is elected"), (notes[0].Targets.Single().Clause, notes[0].Targets.Single().Quote!.Exact));
        Assert.Equal(("A comment.\n\n<https://example.org/see>", "law"), (notes[0].From.Note.Text, notes[0].From.Note.Tags.Single()));
        Assert.Equal((0, "I agree."), (notes[1].From.Note.ReplyTo, notes[1].From.Note.Text));
    }

    [Fact]
    public void Word_comments_come_as_threads_with_who_is_done_with_them()
    {
        const string Names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";
        static string Comment(int id, string author, string paragraph, string text) => $"<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"2026-11-23T09:00:00Z\"><w:p w14:paraId=\"{paragraph}\"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>";
        var file = NotesReader.Read(Zips.Docx(
            [
                Zips.Run("1. The committee is elected."),
                "<w:commentRangeStart w:id=\"0\"/><w:r><w:t>2. The committee </w:t></w:r><w:del><w:r><w:delText>should</w:delText></w:r></w:del><w:r><w:t>shall report</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t> without delay.</w:t></w:r>",
                "<w:r><w:t>3. The committee shall rest.</w:t></w:r><w:r><w:commentReference w:id=\"2\"/></w:r>",
            ],
            ("word/comments.xml", $"<w:comments {Names}>{Comment(0, "Ana", "0000000A", "Why *now*?")}{Comment(1, "Ben", "0000000B", "It is time.")}{Comment(2, "Ben", "0000000C", "And then?")}</w:comments>"),
            ("word/commentsExtended.xml", $"<w15:commentsEx {Names}><w15:commentEx w15:paraId=\"0000000A\" w15:done=\"1\"/><w15:commentEx w15:paraId=\"0000000B\" w15:paraIdParent=\"0000000A\" w15:done=\"1\"/><w15:commentEx w15:paraId=\"0000000C\" w15:done=\"0\"/></w15:commentsEx>")));
        Assert.Equal(["Ana", "Ben"], file.Authors.AsEnumerable());
        var notes = new Placing(file, _builder.State, new Dictionary<int, string>()).Notes;
        Assert.All(notes, note => Assert.Null(note.Code));
        Assert.Equal((_builder.Clause(1), "The committee shall report"), (notes[0].Targets.Single().Clause, notes[0].Targets.Single().Quote!.Exact));
        Assert.Equal(("Why \\*now\\*?", true, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)), (notes[0].From.Note.Text, notes[0].From.Note.Resolved, notes[0].From.Note.Created));
        Assert.Equal((0, false), (notes[1].From.Note.ReplyTo, notes[1].From.Note.Resolved));
        Assert.Equal((_builder.Clause(2), "The committee shall rest.", false), (notes[2].Targets.Single().Clause, notes[2].Targets.Single().Quote!.Exact, notes[2].From.Note.Resolved));
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("{", "malformed-file")]
    [InlineData("[1]", "not-taken")]
    [InlineData("{}", "not-taken")]
    [InlineData("""{"annotations":7}""", "not-taken")]
    [InlineData("""{"format":"collab","version":2,"annotations":[]}""", "not-taken")]
    [InlineData("""{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","first":"https://example.org/1"}""", "not-taken")]
    [InlineData("""{"annotations":[{"id":"a","text":"\ud800"}]}""", "malformed-file")]
    public void What_is_none_of_them_is_refused(string file, string code) =>
        Assert.Equal(code, Assert.Throws<RefusalException>(() => NotesReader.Read(Encoding.UTF8.GetBytes(file))).Code);

    [Fact]
    public void Too_many_too_deep_and_in_a_circle()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"text":"x"}""", ImportNotes.MostInFile + 1));
        Assert.Equal("too-large", Assert.Throws<RefusalException>(() => NotesReader.Read(Encoding.UTF8.GetBytes($$"""{"annotations":[{{many}}]}"""))).Code);
        // What comes in several imports has to be known again.
        var unnamed = string.Join(',', Enumerable.Range(0, ImportNotes.Most + 1).Select(i => i < 2 ? """{"text":"x"}""" : $$"""{"id":"{{i}}","text":"x"}"""));
        Assert.Contains("2 of them have no id", Assert.Throws<RefusalException>(() => NotesReader.Read(Encoding.UTF8.GetBytes($$"""{"annotations":[{{unnamed}}]}"""))).Detail, StringComparison.Ordinal);
        Assert.Equal("malformed-file", Assert.Throws<RefusalException>(() => NotesReader.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)))).Code);
        var deep = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"id":"{{i}}","created":"2026-01-01T00:{{i:00}}:00Z","references":[{{(i == 0 ? "" : $"\"{i - 1}\"")}}],"text":"x"}"""));
        var codes = new Placing(NotesReader.Read(Encoding.UTF8.GetBytes($$"""{"annotations":[{{deep}}]}""")), _builder.State, new Dictionary<int, string>()).Notes.Select(note => note.Code).ToList();
        Assert.Equal([33, 1, 6], new[] { null, "too-nested", "with-its-note" }.Select(code => codes.Count(each => each == code)));
        var circle = NotesReader.Read("""{"annotations":[{"id":"a","text":"x","references":["b"]},{"id":"b","text":"x","references":["a"]}]}"""u8);
        Assert.Equal(["no-parent", "with-its-note"], new Placing(circle, _builder.State, new Dictionary<int, string>()).Notes.Select(note => note.Code));
    }
}
