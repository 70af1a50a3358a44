using System.Text.Json.Nodes;

namespace Collab.Formats.Tests.Export;

/// <summary>The file holds what the Hypothesis client's import asks for, and replies as its API gives them.</summary>
public sealed class HypothesisExporterTests
{
    private readonly Samples samples = new();

    /// <summary>The client's check: an object with an array of annotations, each with the fields that it reads of one.</summary>
    [Fact]
    public async Task Each_annotation_has_the_fields_that_the_client_imports()
    {
        foreach (var file in new[] { await ReadAsync(), JsonNode.Parse(await Samples.Text("hypothesis", HostileDocument.Make()))! })
        {
            Assert.All(file["annotations"]!.AsArray(), note =>
            {
                Assert.StartsWith("acct:", (string)note!["user"]!, StringComparison.Ordinal);
                Assert.StartsWith("group:", (string)note["permissions"]!["read"]![0]!, StringComparison.Ordinal);
                Assert.NotNull((string?)note["text"]);
                Assert.NotNull(note["tags"]!.AsArray());
                Assert.All(note["target"]!.AsArray(), target => Assert.StartsWith("https://room.example/rooms/", (string)target!["source"]!, StringComparison.Ordinal));
            });
        }
    }

    [Fact]
    public async Task A_note_has_its_quote_and_its_clause_and_a_reply_names_what_it_stands_under()
    {
        var file = await ReadAsync();
        var first = Note(file, samples.First);
        var selectors = first["target"]![0]!["selector"]!.AsArray();
        Assert.Equal(("TextQuoteSelector", "all the fundamental positions"), ((string)selectors[0]!["type"]!, (string)selectors[0]!["exact"]!));
        Assert.Equal(("ClauseSelector", samples.Builder.Clause(1), "1"), ((string)selectors[1]!["type"]!, (string)selectors[1]!["clause"]!, (string)selectors[1]!["label"]!));
        Assert.Equal(("Ana", "2026-11-23T08:38:00Z", "Is this about numbers?"), ((string)first["user_info"]!["display_name"]!, (string)first["created"]!, (string)first["text"]!));
        Assert.Null(first["references"]);
        Assert.Equal([samples.First], References(file, samples.Answer));
        Assert.Equal([samples.First, samples.Answer], References(file, samples.Deeper));
        Assert.True((bool)first["collab"]!["resolved"]!);
        Assert.Equal(0, (int)Note(file, samples.Pinned)["collab"]!["pinned"]![0]!["order"]!);
    }

    /// <summary>A reply whose parent is not in the export still says under what it stands.</summary>
    [Fact]
    public async Task What_is_not_in_the_export_is_referred_to_all_the_same() =>
        Assert.Equal([samples.First, samples.Answer], References(await ReadAsync("selected", samples.Deeper), samples.Deeper));

    [Fact]
    public async Task What_is_withheld_says_so_in_the_place_of_its_words()
    {
        var file = await ReadAsync();
        Assert.Equal(("(hidden: off topic)", true, "hidden"), ((string)Note(file, samples.Hidden)["text"]!, (bool)Note(file, samples.Hidden)["hidden"]!, (string)Note(file, samples.Hidden)["collab"]!["state"]!));
        Assert.Equal(("(removed by its author)", "deleted"), ((string)Note(file, samples.Deleted)["text"]!, (string)Note(file, samples.Deleted)["collab"]!["state"]!));
        Assert.Equal("", (string)Note(file, samples.Highlight)["text"]!);
    }

    private async Task<JsonNode> ReadAsync(string scope = "all", params string[] selected) => JsonNode.Parse(await Samples.Text("hypothesis", samples.For(samples.Ana, scope, selected)))!;

    private static JsonNode Note(JsonNode file, string id) => file["annotations"]!.AsArray().Single(note => (string)note!["id"]! == id)!;

    private static IEnumerable<string> References(JsonNode file, string id) => Note(file, id)["references"]!.AsArray().Select(reference => (string)reference!);
}
