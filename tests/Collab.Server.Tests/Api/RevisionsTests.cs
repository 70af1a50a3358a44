using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Api;

/// <summary>Another revision of a text: looked at, corrected, applied, read; over HTTP, on the pages, for whoever reads live, and after a restart.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class RevisionsTests(ServerFixture fixture) : IDisposable
{
    private const string Kind = "Be kind to whoever speaks, and let them speak to the end.", Brief = "Be brief when you speak.", Listen = "Listen before you answer anybody.";

    private const string Next = "House rules\n\n1. Be kind to whoever speaks, and let them speak to the end, always.\n\n2. Listen before you answer anybody.\n\n3. Whoever comes late sits down quietly and does not ask what was said.\n";

    private readonly string _data = Directory.CreateTempSubdirectory("collab-revisions-").FullName;

    private CollabServer Server => fixture.Server;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_text_is_revised_and_everything_that_was_said_is_where_it_was_or_where_a_person_put_it()
    {
        var server = await CollabServer.StartAsync(_data);
        var (seminar, owner, document) = await server.NewSeminarAsync("House rules", Kind, Brief, Listen);
        var reader = await server.JoinAsync(Role.Annotator, seminar: seminar);
        var path = $"/api/documents/{document}";
        var points = (await owner.ReadAsync(path))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        var kept = await NoteAsync(points[0], "let them speak", "shared");
        var orphan = await NoteAsync(points[1], "brief", "shared");
        await NoteAsync(points[1], "when you", "private");
        Assert.Equal("200", await owner.PutAsync($"{path}/annotations/{orphan}/pin", new { commandId = Guid.NewGuid(), clause = points[1] }).OutcomeAsync());
        var before = (await owner.ReadAsync(path))["seq"]!.GetValue<long>();

        // Looked at: nothing happens. The point that goes is like none that comes.
        using var looked = await owner.PostAsync($"{path}/revisions/preview", new { text = Next });
        var preview = await looked.JsonAsync();
        Assert.Equal(["reworded", "deleted", "unchanged", "inserted"], preview["pairs"]!.AsArray().Select(pair => (string)pair!["change"]!).OrderBy(change => Array.IndexOf(["reworded", "deleted", "unchanged", "inserted"], change)));
        Assert.Equal((1, 1), ((int)preview["notes"]!["moved"]! + (int)preview["notes"]!["unchanged"]!, (int)preview["notes"]!["orphaned"]!));
        Assert.Equal(before, (await owner.ReadAsync(path))["seq"]!.GetValue<long>());

        // Corrected: what leaves something out is refused, and so is what is in doubt, or seen too early.
        Assert.Equal("422 not-paired", await ReviseAsync(owner, new { commandId = Guid.NewGuid(), revision = 1, text = Next, pairs = new[] { new { clauses = new[] { points[0] }, parts = new[] { 0 } } } }));
        Assert.Equal("409 stale", await ReviseAsync(owner, new { commandId = Guid.NewGuid(), revision = 7, text = Next }));
        Assert.Equal("403 forbidden", await ReviseAsync(reader, new { commandId = Guid.NewGuid(), revision = 1, text = Next }));
        var doubtful = Next.Replace("Listen before you answer anybody.", "Listen to all of them before you say what you think.", StringComparison.Ordinal);
        Assert.Equal("409 not-sure", await ReviseAsync(owner, new { commandId = Guid.NewGuid(), revision = 1, text = doubtful }));
        object[] pairs = [new { clauses = new[] { points[0] }, parts = new[] { 0 } }, new { clauses = new[] { points[1] }, parts = Array.Empty<int>() }, new { clauses = new[] { points[2] }, parts = new[] { 1 } }, new { clauses = Array.Empty<string>(), parts = new[] { 2 } }];

        // Applied, once, whoever asks again; and a live reader is told.
        var hub = await reader.ConnectAsync();
        var watched = NextAsync(hub, document, before);
        var command = new { commandId = Guid.NewGuid(), revision = 1, text = Next, pairs, reason = "Rule 2 was rude." };
        Assert.Equal("201", await ReviseAsync(owner, command));
        Assert.Equal("201", await ReviseAsync(owner, command));
        Assert.Equal("409 stale", await ReviseAsync(owner, command with { commandId = Guid.NewGuid() }));
        var told = await watched;
        Assert.Equal(("TextRevised", 2, "Rule 2 was rude."), (told.GetProperty("kind").GetString()!, told.GetProperty("data").GetProperty("revision").GetInt32(), told.GetProperty("data").GetProperty("reason").GetString()!));

        await hub.DisposeAsync();
        await server.DisposeAsync();
        await using var again = await CollabServer.StartAsync(_data);
        (owner, reader) = (At(again, owner), At(again, reader));
        var now = await owner.ReadAsync(path);
        Assert.Equal((2, points[1]), ((int)now["revision"]!, (string)now["gone"]![0]!["id"]!));
        Assert.Equal([points[0], points[2]], now["clauses"]!.AsArray().Take(2).Select(clause => (string)clause!["id"]!));
        Assert.Equal(2, (int)TargetOf(now, kept)["revision"]!);
        Assert.Equal((1, "orphaned", points[1]), ((int)TargetOf(now, orphan)["revision"]!, (string)TargetOf(now, orphan)["anchor"]!["state"]!, (string)TargetOf(now, orphan)["clause"]!));
        Assert.Equal(orphan, (string)now["pins"]![0]!["annotation"]!);
        Assert.Equal(1, (int)(await reader.ReadAsync($"{path}/notebook"))["annotations"]![0]!["targets"]![0]!["revision"]!);

        // The text before, with its notes; and a note on it comes too late where it has changed.
        var then = await reader.ReadAsync($"{path}?revision=1");
        Assert.Equal((1, before, Brief), ((int)then["revision"]!, (long)then["seq"]!, (string)then["clauses"]![1]!["text"]!));
        Assert.Null(TargetOf(then, orphan)["anchor"]);
        Assert.Equal("404 not-found", await reader.GetAsync($"{path}?revision=3").OutcomeAsync());
        await reader.AnnotateAsync(document, "written since, for myself", points[0], isPrivate: true);
        Assert.Contains("written since", await reader.Http.GetStringAsync($"/rooms/{document}/reading"), StringComparison.Ordinal);
        Assert.DoesNotContain("written since", await reader.Http.GetStringAsync($"/rooms/{document}/reading?revision=1"), StringComparison.Ordinal);
        Assert.Equal("409 stale", await reader.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = points[0], revision = 1 } }, body = new { text = "late" } }).OutcomeAsync());
        Assert.Equal("201", await reader.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = points[2], revision = 1 } }, body = new { text = "in time" } }).OutcomeAsync());
        Assert.Equal("201", await reader.PostAsync($"{path}/annotations/{orphan}/replies", new { commandId = Guid.NewGuid(), body = new { text = "It was a good rule." } }).OutcomeAsync());

        // What was hidden since is hidden in the past as well.
        Assert.Equal("200", await owner.PostAsync($"{path}/annotations/{kept}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        var other = await again.JoinAsync(Role.Reader, seminar: seminar);
        foreach (var address in new[] { $"{path}?revision=1", $"/rooms/{document}/reading?revision=1", $"/rooms/{document}/revisions", $"/rooms/{document}/revisions/2" })
            Assert.DoesNotContain("On let them speak", await other.Http.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Contains("On let them speak", await owner.Http.GetStringAsync($"/rooms/{document}/reading?revision=1"), StringComparison.Ordinal);

        // The queue, on the page: left where it was, then placed after all.
        var item = Assert.Single((await reader.ReadAsync($"{path}/revisions/queue"))["items"]!.AsArray())!;
        Assert.Equal((orphan, true), ((string)item["annotation"]!, (bool)item["waits"]!));
        Assert.Equal("403 forbidden", await reader.PostAsync($"{path}/annotations/{orphan}/keep", new { commandId = Guid.NewGuid(), version = 1 }).OutcomeAsync());
        Assert.Equal("200", await owner.PostAsync($"{path}/annotations/{orphan}/keep", new { commandId = Guid.NewGuid(), version = 1 }).OutcomeAsync());
        Assert.False((bool)(await reader.ReadAsync($"{path}/revisions/queue"))["items"]![0]!["waits"]!);
        foreach (var format in new[] { "markdown", "html", "text", "csv", "tei" })
        {
            var export = string.Join(' ', (await owner.Http.GetStringAsync($"{path}/export?format={format}")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.True(format == "csv" ? export.Contains("(revision 1)", StringComparison.Ordinal) : export.Contains("on an earlier text: point 2 in revision 1", StringComparison.Ordinal) && export.Contains("2 of the text", StringComparison.Ordinal), $"{format}: {export}");
        }

        Assert.Equal(points[1], (string)JsonNode.Parse(await owner.Http.GetStringAsync($"{path}/export?format=json"))!["gone"]![0]!["id"]!);
        Assert.Equal("200", await owner.PatchAsync($"{path}/annotations/{orphan}", new { commandId = Guid.NewGuid(), version = 1, targets = new[] { new { clause = points[0], revision = 2 } } }).OutcomeAsync());
        Assert.Empty((await reader.ReadAsync($"{path}/revisions/queue"))["items"]!.AsArray());
        Assert.Equal([1, 2], (await reader.ReadAsync($"{path}/revisions"))["items"]!.AsArray().Select(row => (int)row!["revision"]!));

        async Task<string> NoteAsync(string clause, string exact, string visibility)
        {
            using var noted = await reader.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause, revision = 1, quote = new { exact } } }, body = new { text = $"On {exact}" }, visibility });
            return (string)(await noted.JsonAsync())["id"]!;
        }

        Task<string> ReviseAsync(Participant by, object body) => by.PostAsync($"{path}/revisions", body).OutcomeAsync();
    }

    [Fact]
    public async Task A_form_has_fields_for_as_many_points_as_it_takes_and_applies_all()
    {
        const int Points = 450;
        static string Text(string word) => string.Join("\n\n", Enumerable.Range(1, Points).Select(n => $"{n}. Rule {n} of {n * 7} says that {word} of house {n * 13} is kept by number {n * 17} alone."));
        var (_, owner, document) = await Server.NewSeminarAsync("House rules", [.. Text("order").Split("\n\n").Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])]);
        var path = $"/rooms/{document}";
        var shown = await FormAsync(owner, $"{path}/revise", new() { ["text"] = Text("quiet"), ["format"] = "text" });
        Assert.Equal(400, shown.Html.Split("name=\"p-").Length - 1);
        Assert.Equal(200, (await FormAsync(owner, $"{path}/revise", new(Hidden(shown.Html)) { ["action"] = "apply" })).Status);
        Assert.Equal(2, (int)(await owner.ReadAsync($"/api/documents/{document}"))["revision"]!);
    }

    [Fact]
    public async Task A_text_of_5_MiB_goes_through_the_forms_of_its_pages_whole()
    {
        // Of letters that hardly pack.
        var (random, bytes) = (new Random(7), new byte[15_000]);
        string[] points = [Kind, Brief, .. Enumerable.Range(0, 270).Select(_ =>
        {
            random.NextBytes(bytes);
            return string.Join(' ', Convert.ToBase64String(bytes).Replace('+', 'x').Replace('/', 'y').Chunk(50).Select(word => new string(word)));
        })];
        var text = string.Join("\n\n", points.Select((point, at) => $"{at + 1}. {point}"));
        Assert.True(text.Length > 5 * 1024 * 1024, $"{text.Length}");
        var (_, owner, document) = await Server.NewSeminarAsync("House rules", Kind, Brief);
        var path = $"/rooms/{document}/revise";
        var shown = await FormAsync(owner, path, new() { ["text"] = text, ["format"] = "text" });
        var fields = Hidden(shown.Html);
        Assert.True(fields["draft"].Length > 4 * 1024 * 1024, $"{fields["draft"].Length}");
        using var none = new MemoryStream();
        using (var packing = new BrotliStream(none, CompressionLevel.Fastest, leaveOpen: true))
            packing.Write("[null]"u8);
        foreach (var draft in new[] { "no base64", Convert.ToBase64String(none.ToArray()) })
            Assert.Equal(400, (await FormAsync(owner, path, new(fields) { ["draft"] = draft, ["action"] = "apply" })).Status);
        Assert.Equal(200, (await FormAsync(owner, path, new(fields) { ["action"] = "apply" })).Status);
        var now = await owner.ReadAsync($"/api/documents/{document}");
        Assert.Equal(2, (int)now["revision"]!);
        Assert.Equal(points.Select(point => point.Trim()), now["clauses"]!.AsArray().Select(clause => ((string)clause!["text"]!).Trim()));

        var carried = await FormAsync(owner, "/import", new() { ["text"] = text }, from: "/");
        Assert.Equal(200, carried.Status);
        Assert.Contains(points[^1][..60], WebUtility.HtmlDecode(carried.Html), StringComparison.Ordinal);

        // In other letters it is twice as long, and as an address would have it three times that: the form of the page goes as it is.
        var cyrillic = $"{string.Concat(Enumerable.Repeat("Слово за слово. ", 300_000))}Конец.";
        Assert.True(Encoding.UTF8.GetByteCount(cyrillic) > 8_000_000);
        carried = await FormAsync(owner, "/import", new() { ["text"] = cyrillic }, from: "/");
        Assert.Equal(200, carried.Status);
        Assert.Contains("Слово за слово. Конец.", WebUtility.HtmlDecode(carried.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M183_The_pages_need_no_script_and_what_is_in_doubt_is_not_applied_by_them()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("House rules", Kind, "Be brief when you speak, <b>always</b>.", Listen);
        var reader = await Server.JoinAsync(Role.Moderator, seminar: seminar);
        var path = $"/rooms/{document}";
        var points = (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        await owner.AnnotateAsync(document, "On brevity", points[1]);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync($"{path}/revise")).StatusCode);
        const string Doubtful = "1. Be kind to whoever speaks, and let them speak to the end.\n\n2. Be brief when they speak and <i>never</i> shout at anybody here.\n\n3. Listen before you answer anybody.\n";
        var shown = await FormAsync(owner, $"{path}/revise", new() { ["text"] = Doubtful.Replace("brief", "bri\aef", StringComparison.Ordinal), ["format"] = "text" });
        // What a preview by the API says of the text the page says, too.
        Assert.Contains("control characters were left out.", shown.Html, StringComparison.Ordinal);
        Assert.Contains("not sure</span>", shown.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>never</i>", shown.Html, StringComparison.Ordinal);
        var fields = Hidden(shown.Html);
        fields["action"] = "apply";
        Assert.Equal(409, (await FormAsync(owner, $"{path}/revise", fields)).Status);
        fields[$"p-{points[1]}"] = "7";
        Assert.Equal(422, (await FormAsync(owner, $"{path}/revise", fields)).Status);
        fields[$"p-{points[1]}"] = "";
        var looked = await FormAsync(owner, $"{path}/revise", new(fields) { ["action"] = "preview" });
        Assert.DoesNotContain("not sure</span>", looked.Html, StringComparison.Ordinal);
        Assert.Equal(200, (await FormAsync(owner, $"{path}/revise", fields)).Status);
        Assert.Equal(2, (int)(await owner.ReadAsync($"/api/documents/{document}"))["revision"]!);
        // Who comes too late keeps the text, paired anew.
        var late = await FormAsync(owner, $"{path}/revise", new(fields) { ["commandId"] = $"{Guid.NewGuid()}" });
        Assert.Equal((409, "2"), (late.Status, Hidden(late.Html)["revision"]));
        Assert.True(Hidden(late.Html).ContainsKey("draft"));

        var changed = await reader.Http.GetStringAsync($"{path}/revisions/2");
        Assert.Contains("Note 1: its words are gone.", changed, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;never", changed, StringComparison.Ordinal);
        Assert.Contains("Be brief when you speak, &lt;b&gt;always", await reader.Http.GetStringAsync($"{path}/reading?revision=1"), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"commandId\"", await reader.Http.GetStringAsync($"{path}/reading?revision=1"), StringComparison.Ordinal);
        Assert.Contains("In the text no more", await reader.Http.GetStringAsync($"{path}/reading"), StringComparison.Ordinal);
        Assert.Contains("1 note is on an earlier text", await reader.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("Leave it on the earlier text", await reader.Http.GetStringAsync($"{path}/revisions"), StringComparison.Ordinal);

        var queue = await owner.Http.GetStringAsync($"{path}/revisions");
        var note = (await owner.ReadAsync($"/api/documents/{document}/revisions/queue"))["items"]![0]!;
        var place = new Dictionary<string, string> { ["annotation"] = (string)note["annotation"]!, ["version"] = "1", ["target"] = "0", ["place"] = points[0], ["revision"] = "2", ["action"] = "place" };
        Assert.Contains("On brevity", queue, StringComparison.Ordinal);
        Assert.Equal(403, (await FormAsync(reader, $"{path}/revisions", place)).Status);
        Assert.Equal(200, (await FormAsync(owner, $"{path}/revisions", new(place) { ["action"] = "keep" })).Status);
        Assert.Equal(409, (await FormAsync(owner, $"{path}/revisions", new(place) { ["action"] = "keep" })).Status);
        // Offered in a text that is another by now: its numbers are of other words.
        Assert.Equal("201", await owner.PostAsync($"/api/documents/{document}/revisions", new { commandId = Guid.NewGuid(), revision = 2, text = Doubtful.Replace("Be kind to whoever", "Be very kind to whoever", StringComparison.Ordinal) }).OutcomeAsync());
        Assert.Equal(409, (await FormAsync(owner, $"{path}/revisions", new(place) { ["place"] = $"{points[0]} 3 7" })).Status);
        Assert.Equal(200, (await FormAsync(owner, $"{path}/revisions", new(place) { ["revision"] = "3" })).Status);
        Assert.Empty((await owner.ReadAsync($"/api/documents/{document}/revisions/queue"))["items"]!.AsArray());
    }

    /// <summary>Sends the form of a page of ours as that page says, with the field that proves it.</summary>
    private static async Task<(int Status, string Html)> FormAsync(Participant by, string path, Dictionary<string, string> fields, string? from = null)
    {
        using var opened = await by.GetAsync(from ?? path);
        var html = await opened.Content.ReadAsStringAsync();
        var proof = Hidden(html).FirstOrDefault(field => field.Key.StartsWith("__", StringComparison.Ordinal));
        var sent = fields.Where(field => field.Key != proof.Key).Append(new(proof.Key ?? "none", proof.Value ?? ""));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Form().Matches(html).Any(form => form.Value.Contains($"action=\"{path}\"", StringComparison.Ordinal) && form.Value.Contains("multipart/form-data", StringComparison.Ordinal)) ? InParts(sent) : new FormUrlEncodedContent(sent) };
        if (opened.Headers.TryGetValues("Set-Cookie", out var cookies))
            request.Headers.Add("Cookie", $"{by.Cookie}; {string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0]))}");
        using var answer = await by.Http.SendAsync(request);
        return ((int)answer.StatusCode is 303 or 302 ? 200 : (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static MultipartFormDataContent InParts(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), name);
        return parts;
    }

    [GeneratedRegex("<form [^>]*>")]
    private static partial Regex Form();

    /// <summary>The fields of a form that stand in it with a value.</summary>
    private static Dictionary<string, string> Hidden(string html) => Input().Matches(html).GroupBy(input => input.Groups["name"].Value).ToDictionary(input => input.Key, input => WebUtility.HtmlDecode(input.First().Groups["value"].Value));

    [GeneratedRegex("<input (?:id=\"[^\"]*\" |type=\"hidden\" )+name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Input();

    /// <summary>The next event that the hub tells of.</summary>
    private static async Task<JsonElement> NextAsync(HubConnection hub, string document, long after)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", document, after, patience.Token))
            return batch.GetProperty("events")[0];
        throw new InvalidOperationException("The stream ended.");
    }

    private static Participant At(CollabServer server, Participant who) => new(server, who.Name, who.Cookie) { Member = who.Member, Person = who.Person, Role = who.Role };

    private static JsonNode TargetOf(JsonNode snapshot, string note) => snapshot["annotations"]!.AsArray().Single(each => (string)each!["id"]! == note)!["targets"]![0]!;
}
