using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Collab.Cluster.Tests.Running;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Cluster.Tests;

/// <summary>What is taken away is the same from every node and after every restart, and no more than one may see.</summary>
public sealed class ExportTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Every_format_has_the_same_bytes_from_two_nodes_and_after_a_restart_and_shows_each_what_is_theirs()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, 2);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        var reader = (await room.JoinAsync("reader", 1))[0];
        var annotator = (await room.JoinAsync("annotator", 1))[0];
        var path = $"api/documents/{room.Document}";
        var shown = await annotator.PostAsync($"{path}/annotations", room.Note(Guid.NewGuid(), "Whose *peace*?"));
        await annotator.PostAsync($"{path}/annotations/{shown["id"]}/replies", new { commandId = Guid.NewGuid(), body = new { text = "Everybody's.", format = "markdown" } });
        await annotator.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), visibility = "private", body = new { text = "For myself alone.", format = "markdown" } });
        var hidden = await annotator.PostAsync($"{path}/annotations", room.Note(Guid.NewGuid(), "Off the point.", clause: 1));
        await room.Owner.PostAsync($"{path}/annotations/{hidden["id"]}/hide", new { commandId = Guid.NewGuid(), reason = "off the point" });
        // Text hashes differently in each process: whatever is kept by key must be put in order.
        foreach (var person in new[] { reader, annotator, room.Owner })
        {
            foreach (var emoji in new[] { "👍", "❤️", "🤔", "🎉", "👀" })
                await person.PostAsync($"{path}/annotations/{shown["id"]}/react", new { commandId = Guid.NewGuid(), emoji, on = true });
        }

        (await room.Owner.Http.PutAsJsonAsync($"{path}/annotations/{shown["id"]}/pin", new { commandId = Guid.NewGuid(), clause = room.Clauses[0] })).EnsureSuccessStatusCode().Dispose();
        var head = (await room.Owner.PostAsync($"{path}/annotations", room.Note(Guid.NewGuid(), "=Written last.", clause: 2)))["seq"];

        (string Who, Person Person)[] everyone = [("owner", room.Owner), ("annotator", annotator), ("reader", reader)];
        var first = await TakeAllAsync(everyone, nodes.Addresses[0], path, head);
        Assert.Equal(first, await TakeAllAsync(everyone, nodes.Addresses[0], path, head));
        Assert.Equal(first, await TakeAllAsync(everyone, nodes.Addresses[1], path, head));
        foreach (var node in new[] { 0, 1 })
            await nodes[node].KillAsync();
        await nodes.StartAllAgainAsync();
        Assert.Equal(first, await TakeAllAsync(everyone, nodes.Addresses[1], path, head));

        foreach (var (who, person) in everyone)
        {
            var exported = JsonNode.Parse(first[$"{who} json"])!["annotations"]!.AsArray().Select(note => (string)note!["id"]!).Order();
            var seen = (await person.GetAsync(path))["annotations"]!.AsArray().Select(note => (string)note!["id"]!).Order();
            Assert.Equal(seen, exported);
            foreach (var format in Exporters.All.Select(exporter => exporter.Format))
                Assert.False(ExportedText.Of(first[$"{who} {format}"]).Contains("Off the point.", StringComparison.Ordinal) && who == "reader", $"The {who} was given hidden words as {format}.");
            Assert.DoesNotContain(first, export => ExportedText.Of(export.Value).Contains("For myself alone.", StringComparison.Ordinal) && !export.Key.StartsWith("annotator", StringComparison.Ordinal));
        }
    }

    private static async Task<SortedDictionary<string, byte[]>> TakeAllAsync((string Who, Person Person)[] everyone, Uri node, string path, JsonNode? head)
    {
        SortedDictionary<string, byte[]> taken = new(StringComparer.Ordinal);
        foreach (var (who, person) in everyone)
        {
            using var there = person.At(node);
            foreach (var exporter in Exporters.All)
                taken[$"{who} {exporter.Format}"] = await there.Http.GetByteArrayAsync($"{path}/export?scope=all&format={exporter.Format}&at={head}");
        }

        return taken;
    }
}
