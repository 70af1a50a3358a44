using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Testing;

namespace Collab.Server.Tests.Rounds;

/// <summary>A blind round by HTTP: until it is revealed nothing tells others that anybody wrote, whatever they ask for and whoever they are.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class RoundTests(ServerFixture fixture)
{
    private const string Marker = "a-marker-that-is-sealed";

    [Fact]
    public Task Until_the_reveal_every_answer_to_others_is_the_same_to_the_byte() => WaysOut.OnOneDayAsync(UntilTheRevealAsync);

    private async Task UntilTheRevealAsync()
    {
        var room = await RoomAsync("nothing");
        string[] ways = [.. WaysOut.Asked(room.Id, room.Document, room.Clause, Marker), $"{room.Path}/rounds/{room.Round}"];
        Participant[] others = [room.Other, await fixture.Server.JoinAsync(Role.Guest, seminar: room.Id), await fixture.Server.JoinAsync(Role.Reader, seminar: room.Id), room.Mona, room.Owner];
        var before = await AllAsync();
        using var tag = await room.Other.GetAsync(room.Path);

        var note = await WriteAsync(room, Marker);
        Assert.Equal((0, null, "sealed"), ((long)note["seq"]!, (int?)note["number"], (string)note["state"]!));

        Assert.Equal(before, await AllAsync());
        using var same = await room.Other.GetAsync(room.Path);
        Assert.Equal(tag.Headers.ETag, same.Headers.ETag);
        foreach (var other in others)
        {
            Assert.Equal("404 not-found", await other.GetAsync($"{room.Path}/annotations/{(string)note["id"]!}").OutcomeAsync());
            // A page has times that pass and keys of its own.
            foreach (var page in WaysOut.Pages(room.Document))
                Assert.DoesNotContain(Marker, await other.Http.GetStringAsync(page), StringComparison.Ordinal);
        }

        foreach (var way in new[] { $"{room.Path}/annotations/{(string)note["id"]!}", $"{room.Path}/rounds/{room.Round}" })
            Assert.Contains(Marker, await room.Ida.Http.GetStringAsync(way), StringComparison.Ordinal);

        async Task<List<string>> AllAsync()
        {
            var answers = new List<string>();
            foreach (var other in others)
            {
                foreach (var way in ways)
                    answers.Add($"{other.Name} {way}: {await other.Http.GetStringAsync(way)}");
            }

            foreach (var way in WaysOut.AskedByModerators(room.Id))
                answers.Add($"{way}: {await room.Mona.Http.GetStringAsync(way)}");
            foreach (var page in WaysOut.PagesOfModerators(room.Id))
                Assert.DoesNotContain(Marker, await room.Mona.Http.GetStringAsync(page), StringComparison.Ordinal);
            return answers;
        }
    }

    /// <summary>Of a round that shows who has written nothing else leaves, by any address that the server has: what it shows is asked for in one place.</summary>
    [Fact]
    public Task M204_of_a_round_that_shows_names_nothing_else_is_told_by_any_address_that_is_read() => WaysOut.OnOneDayAsync(OfARoundThatShowsNamesAsync);

    private async Task OfARoundThatShowsNamesAsync()
    {
        var room = await RoomAsync("names");
        Participant[] others = [room.Other, room.Owner];
        var before = await AllAsync($"{room.Clause}.{Identifier.New()}");
        await WriteAsync(room, $"{Marker} @{{{room.Other.Member}}}");
        var again = (string)(await WriteAsync(room, Marker))["id"]!;
        Assert.Equal("200", await room.Ida.SendAsync(HttpMethod.Patch, $"{room.Path}/annotations/{again}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = $"{Marker} reworded" } }).OutcomeAsync());
        Assert.Equal(before, await AllAsync(again));
        var told = await room.Other.Http.GetStringAsync($"{room.Path}/rounds/{room.Round}");
        Assert.Contains($"\"authors\":[\"{room.Ida.Member}\"]", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, told, StringComparison.Ordinal);

        async Task<List<string>> AllAsync(string note)
        {
            string[] ways = [.. WaysOut.Asked(room.Id, room.Document, room.Clause, "sealed"), .. WaysOut.Mapped(fixture.Server.Services, room.Id, room.Document, room.Clause, note)];
            Assert.All(["/export", "/archive", "/inbox", "/tags", "/audit", "/cite", "/manage"], part => Assert.Contains(ways, way => way.TrimEnd('/').EndsWith(part, StringComparison.Ordinal)));
            Assert.DoesNotContain(ways, way => way.Contains('{'));
            List<string> answers = [];
            foreach (var other in others)
            {
                foreach (var way in ways)
                {
                    using var answer = await other.GetAsync(way);
                    var (text, outcome) = (await TextAsync(answer), await answer.OutcomeAsync());
                    Assert.DoesNotContain(Marker, text, StringComparison.Ordinal);
                    Assert.True(outcome == "200" || IsListed(way, outcome, note, other == room.Owner), $"{other.Name} {way}: {outcome}");
                    // A page has times that pass and keys of its own, a refusal the trace by which the operator finds it.
                    var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html" && !way.Contains("/export?", StringComparison.Ordinal);
                    answers.Add($"{other.Name} {way}: {outcome} {answer.Headers.ETag} {(isPage ? "" : TraceId().Replace(text, ""))}".Replace(note, "a note", StringComparison.Ordinal));
                }
            }

            return answers;
        }
    }

    /// <summary>What is no answer with words in it, and is none as it should: nobody has asked for a thing, it is not there, is for moderators, or leads into the room.</summary>
    private static bool IsListed(string way, string outcome, string note, bool isOwner)
    {
        var address = way.TrimEnd('/');
        return outcome switch
        {
            "302" => address.Contains("/points/", StringComparison.Ordinal) || address.EndsWith("/text/1", StringComparison.Ordinal),
            "400 bad-request" => EndsWith("/export", "/search"),
            "403 forbidden" => !isOwner && EndsWith("/drafts", "/webhooks", "/archive", "/audit", "/invites", "/queue", "/imports", "/revise"),
            "404 not-found" => EndsWith(note, "/notes/1"),
            _ => false,
        };

        bool EndsWith(params string[] ends) => ends.Any(end => address.EndsWith(end, StringComparison.Ordinal));
    }

    /// <summary>The words of an answer, also those that are packed.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (!bytes.AsSpan().StartsWith("PK"u8))
            return await answer.Content.ReadAsStringAsync();
        await using var archive = new ZipArchive(new MemoryStream(bytes));
        var texts = new StringBuilder();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            texts.AppendLine($"{entry.FullName} {entry.LastWriteTime} {await reader.ReadToEndAsync()}");
        }

        return texts.ToString();
    }

    [Fact]
    public async Task A_reveal_brings_every_note_at_the_next_seqs_and_no_stream_had_one_before()
    {
        var room = await RoomAsync("counts");
        var seq = (long)(await room.Other.ReadAsync(room.Path))["seq"]!;
        await using var events = await ServerSentEvents.OpenAsync(room.Other.Http, room.Document, $"after={seq}");
        await WriteAsync(room, Marker);
        var told = await room.Other.ReadAsync($"{room.Path}/rounds/{room.Round}");
        Assert.Equal((1, 1, null), ((int)told["notes"]!, (int)told["members"]!, told["authors"]));

        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/clauses/{room.Clause}/round/reveal", new { commandId = Guid.NewGuid() }).OutcomeAsync());

        var batch = (await events.ReadAsync()).Data;
        Assert.Equal((seq + 1, seq + 2), (batch.GetProperty("first").GetInt64(), batch.GetProperty("last").GetInt64()));
        Assert.Contains(Marker, batch.GetRawText(), StringComparison.Ordinal);
        var shown = Assert.Single((await room.Other.ReadAsync(room.Path))["annotations"]!.AsArray());
        Assert.Equal(room.Ida.Member, (string)shown!["creator"]!["id"]!);
        Assert.Null((await room.Other.ReadAsync($"{room.Path}/rounds/{room.Round}"))["notes"]);
    }

    [Fact]
    public async Task What_was_cancelled_stays_its_authors_and_no_moderator_lets_it_out()
    {
        var room = await RoomAsync("names");
        var id = (string)(await WriteAsync(room, Marker))["id"]!;
        Assert.Equal(room.Ida.Member, (string)(await room.Other.ReadAsync($"{room.Path}/rounds/{room.Round}"))["authors"]!.AsArray().Single()!);
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/clauses/{room.Clause}/round/cancel", new { commandId = Guid.NewGuid() }).OutcomeAsync());

        foreach (var moderator in new[] { room.Mona, room.Owner })
        {
            Assert.Equal("404 not-found", await moderator.PostAsync($"{room.Path}/annotations/{id}/approve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
            Assert.Equal("404 not-found", await moderator.GetAsync($"{room.Path}/annotations/{id}").OutcomeAsync());
            Assert.DoesNotContain(Marker, await moderator.Http.GetStringAsync($"{room.Path}/rounds/{room.Round}"), StringComparison.Ordinal);
        }

        Assert.Contains(Marker, await room.Ida.Http.GetStringAsync($"{room.Path}/annotations/{id}"), StringComparison.Ordinal);
        Assert.Empty((await room.Other.ReadAsync(room.Path))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task What_was_written_for_a_round_that_is_over_meanwhile_is_read_by_nobody()
    {
        var room = await RoomAsync("nothing");
        object Note(Guid id, string? round) => new { commandId = id, targets = new[] { new { clause = room.Clause } }, body = new { text = Marker }, round };
        var (kept, late) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal("202", await room.Ida.PostAsync($"{room.Path}/annotations", Note(kept, room.Round)).OutcomeAsync());
        // Without script too one reads that there is a round, and what one wrote in it.
        var (mine, others) = (await room.Ida.Http.GetStringAsync($"/rooms/{room.Document}/reading"), await room.Other.Http.GetStringAsync($"/rooms/{room.Document}/reading"));
        Assert.All(new[] { mine, others }, page => Assert.Contains("A blind round is open here.", page, StringComparison.Ordinal));
        Assert.Contains(Marker, mine, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, others, StringComparison.Ordinal);
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/clauses/{room.Clause}/round/cancel", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("409 round-over", await room.Ida.PostAsync($"{room.Path}/annotations", Note(late, room.Round)).OutcomeAsync());
        // What arrived in time is answered as then, and what is meant for all now goes to all.
        Assert.Equal("202", await room.Ida.PostAsync($"{room.Path}/annotations", Note(kept, room.Round)).OutcomeAsync());
        Assert.Empty((await room.Other.ReadAsync(room.Path))["annotations"]!.AsArray());
        Assert.Equal("201", await room.Ida.PostAsync($"{room.Path}/annotations", Note(late, null)).OutcomeAsync());
    }

    private async Task<Room> RoomAsync(string show)
    {
        var server = fixture.Server;
        var (seminar, owner, document) = await server.NewSeminarAsync();
        var path = $"/api/documents/{document}";
        var clause = (string)(await owner.ReadAsync(path))["clauses"]![0]!["id"]!;
        var mona = await server.JoinAsync(Role.Moderator, seminar: seminar);
        Assert.Equal("200", await mona.PostAsync($"{path}/clauses/{clause}/round/open", new { commandId = Guid.NewGuid(), show }).OutcomeAsync());
        var round = (string)(await owner.ReadAsync(path))["rounds"]![0]!["id"]!;
        return new Room(seminar, document, clause, round, owner, mona, await server.JoinAsync(Role.Annotator, seminar: seminar), await server.JoinAsync(Role.Annotator, seminar: seminar));
    }

    private static async Task<JsonObject> WriteAsync(Room room, string text)
    {
        using var answer = await room.Ida.PostAsync($"{room.Path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = room.Clause } }, body = new { text } });
        Assert.Equal("202", await answer.OutcomeAsync());
        return await answer.JsonAsync();
    }

    private sealed record Room(string Id, string Document, string Clause, string Round, Participant Owner, Participant Mona, Participant Ida, Participant Other)
    {
        public string Path => $"/api/documents/{Document}";
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
