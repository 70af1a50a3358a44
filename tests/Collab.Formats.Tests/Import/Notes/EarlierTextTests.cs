using System.Collections.Immutable;
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

    private readonly DocumentBuilder builder = new("The Council shall appoint a secretary for each committee of the house.", $"{Fee} {Vote}", "The assembly hears the report of the treasurer and elects the Council by secret ballot.");
    private readonly string whole, treasurer, answer;

    public EarlierTextTests()
    {
        var owner = builder.Join("Ida Lund", Role.Owner);
        builder.Note(owner, "Stays.", (0, "secretary"));
        whole = builder.Note(owner, "On the whole of what was split.", (1, ""));
        treasurer = builder.Note(owner, "On words that are others now.", (2, "treasurer"));
        answer = builder.Reply(owner, treasurer, "An answer.");
        var texts = builder.State.Header.Clauses;
        ImmutableArray<ClauseDraft> parts = [.. new[] { texts[0].Text, Fee, Vote, "The assembly hears the report of the auditors, not of any treasurer, and elects the Council by secret ballot." }.Select((text, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, text))];
        var pairs = Pairing.Propose(texts, parts).Select(pair => pair with { Sure = true }).ToImmutableArray();
        builder.Do(new ReviseText { CommandId = Guid.NewGuid(), Actor = owner, Revision = 1, Drafts = parts, Pairs = pairs, Text = new string('b', 64) });
        Assert.Equal([1, 1], new[] { whole, treasurer }.Select(id => builder.State.Find(id)!.Targets[0].Revision));
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
                Assert.All(left, note => Assert.Empty(note.Passages));
            else
                Assert.All(left, note => Assert.Equal("earlier-text", landing.Land(Assert.Single(note.Passages)).Code));
            // What was placed comes, and what a person chooses.
            Assert.NotNull(format == "hypothesis" && here == copy.State.Header ? "" : landing.Land(Assert.Single(file.Notes.First(note => note.Note.Text?.Contains("Stays", StringComparison.Ordinal) == true).Passages)).Target?.Clause);
            Assert.Equal(here.Clauses[2].Id, landing.Land(left[0].Passages.FirstOrDefault() ?? new Passage(null, null, null, null), here.Clauses[2].Id).Target!.Clause);
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
    public async Task No_other_program_is_sent_to_words_of_now()
    {
        var items = JsonNode.Parse(await Samples.Text("jsonld", Export()))!["first"]!["items"]!.AsArray();
        Assert.EndsWith($"/reading?revision=1#clause-{builder.State.Find(treasurer)!.Targets[0].Clause}", (string)items[2]!["target"]![0]!["source"]!, StringComparison.Ordinal);
        var rows = JsonNode.Parse(await Samples.Text("hypothesis", Export()))!["annotations"]!.AsArray();
        Assert.Equal("ClauseSelector", (string?)Assert.Single(rows[1]!["target"]![0]!["selector"]!.AsArray())!["type"]);
    }

    private ExportDocument Export() => ExportSelection.Of(builder.State, builder.State, new Audience(true, null), ExportScope.All, Samples.Options);
}
