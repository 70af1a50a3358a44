using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Formats.Export;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>Notes that a revision left on the earlier text: what every export says of them, and that none is placed by coming back.</summary>
public sealed class EarlierTextTests
{
    private const string Fee = "Every member pays an annual fee to the treasurer before the end of March.", Vote = "Whoever does not pay loses the right to vote at the assembly until the fee is paid in full.";

    private readonly DocumentBuilder builder = new("The Council shall appoint a secretary for each committee of the house.", $"{Fee} {Vote}", "The assembly hears the report of the treasurer and elects the Council by secret ballot.", "Whoever asks is shown the books.");
    private readonly string whole, treasurer, answer, both, neither;

    public EarlierTextTests()
    {
        var owner = builder.Join("Ida Lund", Role.Owner);
        builder.Note(owner, "Stays.", (0, "secretary"));
        whole = builder.Note(owner, "On the whole of what was split.", (1, ""));
        treasurer = builder.Note(owner, "On words that are others now.", (2, "treasurer"));
        answer = builder.Reply(owner, treasurer, "An answer.");
        both = builder.Note(owner, "Partly.", (2, "treasurer"), (3, "the books"));
        neither = builder.Note(owner, "Nowhere.", (2, "the report of the treasurer"), (2, "treasurer"));
        var texts = builder.State.Header.Clauses;
        ImmutableArray<ClauseDraft> parts = [.. new[] { texts[0].Text, Fee, Vote, "The assembly hears the report of the auditors, not of any treasurer, and elects the Council by secret ballot.", texts[3].Text }.Select((text, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, text))];
        var pairs = Pairing.Propose(texts, parts).Select(pair => pair with { Sure = true }).ToImmutableArray();
        builder.Do(new ReviseText { CommandId = Guid.NewGuid(), Actor = owner, Revision = 1, Drafts = parts, Pairs = pairs, Text = new string('b', 64) });
        Assert.Equal([1, 1], new[] { whole, treasurer }.Select(id => builder.State.Find(id)!.Targets[0].Revision));
        Assert.Equal([1, 2], builder.State.Find(both)!.Targets.Select(target => target.Revision));
        builder.Pin(owner, treasurer, 3);
        builder.Pin(owner, neither, 0);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonld")]
    [InlineData("tei")]
    [InlineData("hypothesis")]
    [InlineData("docx")]
    public async Task No_note_on_an_earlier_text_is_placed_by_coming_back(string format)
    {
        var copy = new DocumentBuilder("Copy", DocumentMetadata.Empty, [.. builder.State.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, 0, clause.Text))]);
        foreach (var here in new[] { copy.State.Header, builder.State.Header })
        {
            var landing = new Landing(here);
            var file = NotesReader.Read(await Samples.Bytes(format, Export()));
            var left = file.Notes.Where(note => note.Note.Text?.Contains("On ", StringComparison.Ordinal) == true && !note.Note.Text.Contains("event", StringComparison.Ordinal)).ToList();
            Assert.Equal(2, left.Count);
            if (format == "docx")
            {
                Assert.All(left, note => Assert.Empty(note.Passages));
            }
            else
            {
                Assert.All(left, note => Assert.Equal("earlier-text", landing.Land(Assert.Single(note.Passages)).Code));
                Assert.Equal(here.Clauses[2].Id, landing.Land(left[0].Passages[0], here.Clauses[2].Id).Target!.Clause);
            }

            // What was placed comes, and what a person chooses.
            Assert.NotNull(format == "hypothesis" && here == copy.State.Header ? "" : landing.Land(Assert.Single(file.Notes.First(note => note.Note.Text?.Contains("Stays", StringComparison.Ordinal) == true).Passages)).Target?.Clause);
        }
    }

    [Fact]
    public async Task Every_export_and_citation_calls_the_point_what_the_earlier_text_called_it()
    {
        foreach (var format in new[] { "markdown", "html", "text", "tei", "akn" })
        {
            // Text is broken at 80 columns.
            var said = string.Join(' ', (await Samples.Text(format, Export())).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("on an earlier text: point 2 in revision 1", said, StringComparison.Ordinal);
            Assert.Contains("on an earlier text: point 3 in revision 1", said, StringComparison.Ordinal);
            Assert.DoesNotContain("point 4 in revision 1", said, StringComparison.Ordinal);
        }

        var csv = await Samples.Text("csv", Export());
        Assert.Contains("\"2 (revision 1)\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\"4 (revision 1)\"", csv, StringComparison.Ordinal);
        Assert.All(new[] { treasurer, answer }, id => Assert.Contains("on point 3 of “Resolution”, revision 1, ", Citation.OfNote(Export(), Export().Notes.Single(note => note.Annotation.Id == id)).Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_Word_a_note_is_on_the_title_only_where_none_of_it_is_in_the_text_and_its_pin_says_so()
    {
        var comments = WordFile.Comments(await Samples.Bytes("docx", Export()));
        Assert.All(new[] { whole, treasurer, neither }, id => Assert.Equal("Resolution", Of(id).Passage));
        Assert.Equal(("NotePinned", "Pinned to point 4 by "), (Of(treasurer).Paragraphs[0].Style, Of(treasurer).Paragraphs[0].Text[..21]));
        Assert.Equal((builder.NumberOf(treasurer), "Resolution"), (Of(answer).Parent, Of(answer).Passage));
        Assert.Equal("the books", Of(both).Passage);
        // At each point the record names what is not there.
        var said = comments.Where(comment => !comment.IsNote && comment.Passage != "Resolution").SelectMany(comment => comment.Paragraphs.Select(line => (Point: builder.State.Header.Clauses.Index().Single(clause => clause.Item.Text == comment.Passage).Index + 1, line.Text))).ToList();
        Assert.Equal([1, 4, 4, 4], said.Select(line => line.Point));
        Assert.Matches($"^Pinned by Ida Lund, .*: note {builder.NumberOf(neither)}, see the title$", said[0].Text);
        Assert.Matches($"^Pinned by Ida Lund, .*: note {builder.NumberOf(treasurer)}, see the title$", said[1].Text);
        Assert.Equal($"note {builder.NumberOf(both)}, see point 5", said[2].Text);
        Assert.Equal($"note {builder.NumberOf(neither)}, see the title", said[3].Text);

        WordFile.Comment Of(string id) => comments.Single(comment => comment.Id == builder.NumberOf(id));
    }

    [Fact]
    public async Task In_Word_a_reply_that_is_exported_alone_is_where_the_note_would_be()
    {
        var owner = builder.State.Find(both)!.Creator;
        var books = builder.Reply(owner, both, "Which books?");
        var comments = WordFile.Comments(await Samples.Bytes("docx", Samples.Select(builder.State, builder.As(owner), "selected", answer, books)));
        Assert.Equal(["Resolution", "Whoever asks is shown the books."], new[] { answer, books }.Select(id => comments.Single(comment => comment.Id == builder.NumberOf(id)).Passage));
        // And says which text that was, as in every format.
        Assert.All(new[] { answer, books }, id => Assert.Contains("on an earlier text: point 3 in revision 1", string.Join(' ', comments.Single(comment => comment.Id == builder.NumberOf(id)).Paragraphs.Select(line => line.Text)), StringComparison.Ordinal));
        foreach (var format in new[] { "markdown", "html", "text", "tei", "akn" })
        {
            var said = string.Join(' ', (await Samples.Text(format, Samples.Select(builder.State, builder.As(owner), "selected", answer))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("on an earlier text: point 3 in revision 1", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hypothesis_file_calls_a_point_what_its_text_called_it_and_says_which_text_is_the_newest_in_each_passage()
    {
        var file = JsonNode.Parse(await Samples.Text("hypothesis", Export()))!;
        var selector = file["annotations"]![2]!["target"]![0]!["selector"]!.AsArray().Single(each => (string?)each!["type"] == "ClauseSelector")!;
        Assert.Equal(("3", 1, 2), ((string)selector["label"]!, (int)selector["revision"]!, (int)selector["current"]!));
        Assert.Equal("4", builder.State.Header.Clauses[3].Label);
        // As the client exports it.
        file.AsObject().Remove("collab");
        var notes = NotesReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString())).Notes;
        Assert.Equal([false, true, true], notes.Take(3).Select(note => Assert.Single(note.Passages).Earlier));
        // A point of no words cannot be quoted, and is on no earlier text for that.
        var empty = new DocumentBuilder("Rules", DocumentMetadata.Empty, new ClauseDraft("1", ClauseKind.Heading, 0, ""), new ClauseDraft("2", ClauseKind.Point, 0, "Be kind."));
        empty.Note(empty.Join("Ida Lund"), "What of it?", (0, ""));
        file = JsonNode.Parse(await Samples.Text("hypothesis", ExportSelection.Of(empty.State, empty.State, new Audience(true, null), ExportScope.All, Samples.Options)))!;
        file.AsObject().Remove("collab");
        var passage = Assert.Single(Assert.Single(NotesReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString())).Notes).Passages);
        Assert.Null(passage.Quote);
        Assert.Equal(empty.Clause(0), new Landing(empty.State.Header).Land(passage).Target?.Clause);
    }

    [Fact]
    public async Task No_other_program_is_sent_to_words_of_now()
    {
        var items = JsonNode.Parse(await Samples.Text("jsonld", Export()))!["first"]!["items"]!.AsArray();
        Assert.EndsWith($"/reading?revision=1#clause-{builder.State.Find(treasurer)!.Targets[0].Clause}", (string)items[2]!["target"]![0]!["source"]!, StringComparison.Ordinal);
        var rows = JsonNode.Parse(await Samples.Text("hypothesis", Export()))!["annotations"]!.AsArray();
        Assert.Equal("ClauseSelector", (string?)Assert.Single(rows[1]!["target"]![0]!["selector"]!.AsArray())!["type"]);
    }

    private ExportDocument Export() => ExportSelection.Of(builder.State, builder.State, new Audience(true, null), ExportScope.All, Samples.Options);
}
