using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Stances;

/// <summary>
/// Where names do not show, who took a stance leaves by no way. Two members came alike, and one of the two took a stance: whatever says of
/// the one what it does not say of the other gives them away.
/// </summary>
[Collection(ServerCollection.Name)]
public sealed class AnonymousStanceTests(ServerFixture fixture)
{
    private const string Word = "unspokenness";

    [Fact]
    public async Task Nobody_is_told_by_any_way_who_took_it()
    {
        var room = await RoomAsync();
        var ways = await WaysAsync(room);
        foreach (var way in ways.Where(way => way.TellsOfStances))
            Assert.True(way.Text.Contains("disagree", StringComparison.Ordinal), $"{way.Name} says nothing of stances.");
        foreach (var (name, text, _) in ways)
        {
            Assert.True(Count(text, room.Taker.Member) == Count(text, room.Other.Member), $"{name} tells the member: {text}");
            Assert.True(Count(text, room.Taker.Name) == Count(text, room.Other.Name), $"{name} tells the name: {text}");
            Assert.True(!text.Contains($"{room.Command}", StringComparison.OrdinalIgnoreCase), $"{name} tells the command: {text}");
        }

        Assert.Equal(22, ways.Count);
    }

    [Fact]
    public async Task My_own_is_told_to_me_alone()
    {
        var room = await RoomAsync();
        Assert.Equal("disagree", (string)Assert.Single((await room.Taker.ReadAsync($"{room.Path}/stances/mine"))["items"]!.AsArray())!["stance"]!);
        foreach (var reader in new[] { room.Owner, room.Moderator, room.Other })
            Assert.Empty((await reader.ReadAsync($"{room.Path}/stances/mine"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_command_again_is_answered_as_before_and_another_under_its_id_is_refused()
    {
        var room = await RoomAsync();
        var seq = (long)(await room.Owner.ReadAsync(room.Path))["seq"]!;
        Assert.Equal("200", await TakeAsync(room.Taker, room.Path, room.Clause, room.Command).OutcomeAsync());
        using var other = await room.Taker.PostAsync($"{room.Path}/clauses/{room.Clause}/stance", new { commandId = room.Command, stance = "agree" });
        Assert.Equal("409 command-reused", await other.OutcomeAsync());
        Assert.Equal(seq, (long)(await room.Owner.ReadAsync(room.Path))["seq"]!);
    }

    private async Task<Room> RoomAsync()
    {
        var server = fixture.Server;
        var (seminar, owner, document) = await server.NewSeminarAsync();
        var moderator = await server.JoinAsync(Role.Moderator, "Mona Berg", seminar);
        var taker = await server.JoinAsync(Role.Annotator, "Ida Lund", seminar);
        var other = await server.JoinAsync(Role.Annotator, "Ole Dahl", seminar);
        var path = $"/api/documents/{document}";
        var clause = (string)(await owner.ReadAsync(path))["clauses"]![0]!["id"]!;
        using var set = await moderator.PostAsync($"{path}/stances", new { commandId = Guid.NewGuid(), scale = new[] { "agree", "disagree" }, anonymous = true });
        Assert.Equal("200", await set.OutcomeAsync());
        // Changed, taken back and taken again: each of the three kinds of events is there.
        using var first = await taker.PostAsync($"{path}/clauses/{clause}/stance", new { commandId = Guid.NewGuid(), stance = "agree", anonymous = true });
        Assert.Equal("200", await first.OutcomeAsync());
        using var withdrawn = await taker.PostAsync($"{path}/clauses/{clause}/stance/withdraw", new { commandId = Guid.NewGuid() });
        Assert.Equal("200", await withdrawn.OutcomeAsync());
        var command = Guid.NewGuid();
        Assert.Equal("200", await TakeAsync(taker, path, clause, command).OutcomeAsync());
        return new Room(seminar, document, path, clause, owner, moderator, taker, other, command);
    }

    private static Task<HttpResponseMessage> TakeAsync(Participant taker, string path, string clause, Guid command) =>
        taker.PostAsync($"{path}/clauses/{clause}/stance", new { commandId = command, stance = "disagree", reason = $"For {Word}.", anonymous = true });

    /// <summary>Everything that the moderator is given, and what the owner is where only owners are.</summary>
    private static async Task<List<(string Name, string Text, bool TellsOfStances)>> WaysAsync(Room room)
    {
        var ways = new List<(string, string, bool)>();
        var head = (long)(await room.Owner.ReadAsync(room.Path))["seq"]!;
        foreach (var path in new[] { room.Path, $"{room.Path}?at={head}", $"{room.Path}/events?after=0&limit=1000" })
            ways.Add((path, await TextAsync(room.Moderator, path), true));
        foreach (var format in new[] { "markdown", "html", "text", "json", "jsonld", "csv" })
            ways.Add((format, await TextAsync(room.Moderator, $"{room.Path}/export?format={format}"), true));
        ways.Add(("clause", await TextAsync(room.Moderator, $"{room.Path}/export?format=json&scope=clause:{room.Clause}"), true));
        ways.Add(("mine", await TextAsync(room.Moderator, $"{room.Path}/export?format=json&scope=mine"), false));
        ways.Add(("reading", await TextAsync(room.Moderator, $"/rooms/{room.Document}/reading"), true));
        string[] others =
        [
            $"/rooms/{room.Document}", $"{room.Path}/search?q={Word}", $"{room.Path}/stances/mine", $"/api/seminars/{room.Seminar}/members", $"/api/seminars/{room.Seminar}/audit",
            $"/seminars/{room.Seminar}/audit", $"/rooms/{room.Document}/manage", $"/rooms/{room.Document}/export",
        ];
        foreach (var path in others)
            ways.Add((path, await TextAsync(room.Owner, path), false));
        await using (var events = await ServerSentEvents.OpenAsync(room.Moderator.Http, room.Document, "after=0"))
        {
            var told = "";
            await events.UntilAsync("batch", batch =>
            {
                told += batch.GetRawText();
                return batch.GetProperty("last").GetInt64() >= head;
            });
            ways.Add(("sse", told, true));
        }

        await using var hub = await room.Moderator.ConnectAsync();
        var watched = "";
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", room.Document, 0))
        {
            watched += batch.GetRawText();
            if (batch.GetProperty("last").GetInt64() >= head)
                break;
        }

        ways.Add(("hub", watched, true));
        return ways;
    }

    private static async Task<string> TextAsync(Participant reader, string path)
    {
        using var answer = await reader.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return text;
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private sealed record Room(string Seminar, string Document, string Path, string Clause, Participant Owner, Participant Moderator, Participant Taker, Participant Other, Guid Command);
}
