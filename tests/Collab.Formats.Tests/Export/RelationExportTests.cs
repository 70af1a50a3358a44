using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>What notes are to each other stands at both of them, and a merged thread under the other one; of what is hidden, neither.</summary>
public sealed class RelationExportTests
{
    private readonly DocumentBuilder _document = new("One.", "Two.", "Three.");
    private readonly string _member, _moderator, _first, _second, _reply, _other;

    public RelationExportTests()
    {
        (_member, _moderator) = (_document.Join("Ida Lund"), _document.Join("Mona Berg", Role.Moderator));
        (_first, _second) = (_document.Note(_member, "So it is.", (0, "")), _document.Note(_member, "It is not.", (2, "")));
        (_reply, _other) = (_document.Reply(_member, _second, "Never."), _document.Note(_member, "So it is, again.", (1, "")));
        _document.Relate(_moderator, _second, RelationKind.Contradicts, _first);
        _document.Relate(_member, _reply, RelationKind.Supports, _first);
        _document.Merge(_moderator, _other, _first);
    }

    [Theory]
    [InlineData("markdown", "contradicts note 1 (point 1)", "contradicted by note 2 (point 3)", "supports note 1 (point 1)", "merged into note 1")]
    [InlineData("text", "contradicts note 1 (point 1)", "contradicted by note 2 (point 3)", "supported by note 3 (point 3)", "merged into note 1")]
    [InlineData("html", "contradicts note 1 (point 1)", "contradicted by note 2 (point 3)", "supports note 1 (point 1)", "merged into note 1")]
    [InlineData("json", "\"relation\": \"contradicts\"", "\"relation\": \"supports\"", "\"mergedInto\": ")]
    [InlineData("jsonld", "\"motivation\": \"linking\"", "\"collab:relation\": \"contradicts\"", "\"collab:mergedInto\": {")]
    [InlineData("docx", "contradicts note 1 (point 1)", "contradicted by note 2 (point 3)", "supports note 1 (point 1)", "merged into note 1")]
    [InlineData("tei", "name=\"contradicts\" active=\"#note-2\" passive=\"#note-1\"", "name=\"supports\"", "<ptr type=\"mergedInto\" target=\"#note-1\"/>")]
    [InlineData("akn", "contradicts note 1 (point 1)", "contradicted by note 2 (point 3)", "<c:relation name=\"supports\" from=\"3\" to=\"1\"", "mergedInto=\"1\"")]
    [InlineData("hypothesis", "\"relation\": \"contradicts\"", "\"relation\": \"supports\"", "\"mergedInto\": 1")]
    public async Task It_is_said_in_each_format_and_is_gone_with_a_note_that_is_hidden(string format, params string[] expected)
    {
        var text = (await ExportAsync(format)).ReplaceLineEndings(" ").Replace("      ", "", StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
        _document.Hide(_moderator, _first);
        text = await ExportAsync(format);
        Assert.All(new[] { "contradict", "support", "linking" }, part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
        Assert.Contains(format is "json" or "jsonld" or "tei" or "hypothesis" ? "contradicts" : "contradicted by", (await ExportAsync(format, new Audience(true, _moderator))).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_has_columns_for_what_notes_are_to_each_other_and_for_merged_threads()
    {
        var rows = NoteNumbers.Rows(Encoding.UTF8.GetBytes(await ExportAsync("csv"))).ToDictionary(row => row["number"]);
        Assert.Equal("contradicted by note 2 (point 3); supported by note 3 (point 3)", rows["1"]["relations"]);
        Assert.Equal(("contradicts note 1 (point 1)", ""), (rows["2"]["relations"], rows["2"]["mergedInto"]));
        Assert.Equal(("", "1"), (rows["4"]["relations"], rows["4"]["mergedInto"]));
        _document.Hide(_moderator, _first);
        Assert.All(NoteNumbers.Rows(Encoding.UTF8.GetBytes(await ExportAsync("csv"))), row => Assert.Equal("", row["relations"]));
    }

    [Fact]
    public async Task The_passage_of_a_merged_thread_is_marked_where_it_is()
    {
        var passage = _document.Note(_member, "Quoted.", (2, "Three"));
        _document.Merge(_moderator, passage, _first);
        var page = new HtmlParser().ParseDocument(await ExportAsync("html"));
        Assert.Equal(("Three", "5"), (page.QuerySelectorAll("p.text")[2].QuerySelector("mark")?.TextContent, page.QuerySelectorAll("p.text")[2].QuerySelector("a.ref")?.TextContent));
    }

    [Fact]
    public async Task A_linking_annotation_has_one_note_as_target_and_the_other_as_body()
    {
        var items = JsonNode.Parse(await ExportAsync("jsonld"))!["first"]!["items"]!.AsArray();
        var link = items.First(item => (string)item!["motivation"]! == "linking")!;
        var address = $"https://host/rooms/{_document.State.Header.Id}";
        Assert.Equal(($"{address}/notes/2", $"{address}/notes/1", "Mona Berg"), ((string)link["target"]!, (string)link["body"]!, (string)link["creator"]!["name"]!));
        Assert.Equal(items.Count, items.Select(item => (string)item!["id"]!).Distinct().Count());
    }

    [Fact]
    public void A_merged_thread_stands_under_the_other_and_nowhere_else_and_a_point_alone_has_what_was_merged_into_it()
    {
        var all = Of(ExportScope.All);
        Assert.Equal([1, 4], all.Clauses[0].Threads.Single().Notes.Select(note => note.Number));
        Assert.Equal((1, 1), (all.Notes.Single(note => note.Number == 4).Depth, all.Notes.Single(note => note.Number == 4).MergedIntoNumber));
        Assert.Empty(all.Clauses[1].Threads);
        Assert.Equal([1, 4], Of(ExportScope.Parse($"clause:{_document.Clause(0)}")).Notes.Select(note => note.Number));
        Assert.Empty(Of(ExportScope.Parse($"clause:{_document.Clause(1)}")).Notes);
        // Between notes of which one is not in the export nothing is said.
        Assert.Equal(2, all.Relations.Length);
        Assert.Empty(Of(ExportScope.Parse($"clause:{_document.Clause(2)}")).Relations);
    }

    private ExportDocument Of(ExportScope scope) => ExportSelection.Of(_document.State, _document.State, new Audience(false, null), scope, new ExportOptions(new Uri("https://host/")));

    private async Task<string> ExportAsync(string format, Audience? audience = null)
    {
        using var stream = new MemoryStream();
        var export = ExportSelection.Of(_document.State, _document.State, audience ?? new Audience(false, null), ExportScope.All, new ExportOptions(new Uri("https://host/")));
        await Exporters.All.Single(exporter => exporter.Format == format).WriteAsync(export, stream);
        return ExportedText.Of(stream.ToArray());
    }
}
