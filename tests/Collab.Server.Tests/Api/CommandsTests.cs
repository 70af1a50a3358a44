using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class CommandsTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_pin_is_taken_off_the_point_that_the_body_names_or_the_address()
    {
        var (owner, document, points) = await OpenAsync();
        var note = await AnnotateBothAsync(owner, document, points);
        var path = $"/api/documents/{document}/annotations/{note}/pin";
        await PinAsync();
        Assert.Equal("200", await owner.SendAsync(HttpMethod.Delete, path, new { commandId = Guid.NewGuid(), clause = points[0] }).OutcomeAsync());
        Assert.Equal([points[1]], await PinnedAsync(owner, document));

        await PinAsync();
        Assert.Equal("200", await owner.SendAsync(HttpMethod.Delete, path, new { clause = points[1], order = 0 }, ("Idempotency-Key", $"\"{Guid.NewGuid()}\"")).OutcomeAsync());
        Assert.Equal([points[0]], await PinnedAsync(owner, document));

        await PinAsync();
        Assert.Equal("200", await owner.DeleteAsync($"{path}?clause={points[0]}", Guid.NewGuid()).OutcomeAsync());
        Assert.Equal([points[1]], await PinnedAsync(owner, document));

        async Task PinAsync()
        {
            foreach (var point in points)
                Assert.Equal("200", await owner.PutAsync(path, new { commandId = Guid.NewGuid(), clause = point }).OutcomeAsync());
        }
    }

    [Fact]
    public async Task What_is_said_of_a_pin_twice_must_be_the_same()
    {
        var (owner, document, points) = await OpenAsync();
        var note = await AnnotateBothAsync(owner, document, points);
        var path = $"/api/documents/{document}/annotations/{note}/pin";
        var id = Guid.NewGuid();
        Assert.Equal("200", await owner.PutAsync(path, new { commandId = Guid.NewGuid(), clause = points[0] }).OutcomeAsync());
        Assert.Equal("400 bad-request", await owner.SendAsync(HttpMethod.Delete, path, new { commandId = id }, ("Idempotency-Key", Guid.NewGuid().ToString())).OutcomeAsync());
        Assert.Equal("400 bad-request", await owner.SendAsync(HttpMethod.Delete, $"{path}?clause={points[1]}", new { commandId = id, clause = points[0] }).OutcomeAsync());
        Assert.Equal("400 bad-request", await owner.SendAsync(HttpMethod.Delete, path, new { clause = points[0] }).OutcomeAsync());
        Assert.Equal("400 unknown-field", await owner.SendAsync(HttpMethod.Delete, path, new { commandId = id, point = points[0] }).OutcomeAsync());
        Assert.Equal([points[0]], await PinnedAsync(owner, document));
        Assert.Equal("200", await owner.SendAsync(HttpMethod.Delete, $"{path}?clause={points[0]}", new { commandId = id, clause = points[0] }, ("Idempotency-Key", id.ToString())).OutcomeAsync());
        Assert.Empty(await PinnedAsync(owner, document));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_note_that_has_changed_since_is_neither_edited_nor_deleted(bool isPrivate)
    {
        var (owner, document, points) = await OpenAsync();
        var path = $"/api/documents/{document}/annotations/{(string)(await owner.AnnotateAsync(document, "first", points[0], isPrivate))["id"]!}";
        var (old, first) = (await ETagAsync(), Guid.NewGuid());
        Assert.Equal("200", await EditAsync(first, 1, "second", old));
        var now = await ETagAsync();
        Assert.NotEqual(old, now);
        Assert.Equal("412 precondition-failed", await EditAsync(Guid.NewGuid(), 2, "third", old));
        Assert.Equal("200", await EditAsync(first, 1, "second", old));
        Assert.Equal("412 precondition-failed", await DeleteAsync(Guid.NewGuid(), old));
        Assert.Equal(now, await ETagAsync());

        var last = Guid.NewGuid();
        Assert.Equal("200", await DeleteAsync(last, now));
        Assert.Equal("200", await DeleteAsync(last, now));
        Assert.Equal("412 precondition-failed", await DeleteAsync(Guid.NewGuid(), now));

        async Task<string> ETagAsync()
        {
            using var response = await owner.GetAsync(path);
            return response.Headers.ETag!.Tag;
        }

        Task<string> EditAsync(Guid id, int version, string text, string match) =>
            owner.SendAsync(HttpMethod.Patch, path, new { commandId = id, version, body = new { text } }, ("If-Match", match)).OutcomeAsync();

        Task<string> DeleteAsync(Guid id, string match) => owner.SendAsync(HttpMethod.Delete, path, null, ("Idempotency-Key", id.ToString()), ("If-Match", match)).OutcomeAsync();
    }

    [Fact]
    public async Task A_note_of_32_long_passages_goes_into_one_batch_or_is_refused()
    {
        const int Body = 16 * 1024;
        // Every second character is escaped in JSON.
        var (_, owner, document) = await Server.NewSeminarAsync("Long points", string.Concat(Enumerable.Repeat("a\"", 1_000)));
        var point = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]![0]!["id"]!;
        Assert.Equal("422 text-too-long", await AnnotateAsync(900));
        Assert.Equal("201", await AnnotateAsync(700));
        using var response = await owner.GetAsync($"/api/documents/{document}/events?after=0&limit=64");
        var events = (await response.JsonAsync())["events"]!.AsArray();
        var longest = events.Max(e => System.Text.Encoding.UTF8.GetByteCount(e!.ToJsonString(new(System.Text.Json.JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        Assert.InRange(longest, Batch.MaxBytes - (12 * 1024), Batch.MaxBytes - 200);

        Task<string> AnnotateAsync(int length) => owner.PostAsync($"/api/documents/{document}/annotations", new
        {
            commandId = Guid.NewGuid(),
            targets = Enumerable.Range(0, 32).Select(start => new { clause = point, position = new { start, end = start + length } }),
            body = new { text = new string('x', Body) },
        }).OutcomeAsync();
    }

    [Fact]
    public async Task Everything_read_of_a_document_can_be_asked_for_at_least_a_seq()
    {
        var (owner, document, points) = await OpenAsync();
        var made = await owner.AnnotateAsync(document, "findable", points[0]);
        var kept = await owner.AnnotateAsync(document, "mine", points[0], isPrivate: true);
        var (epoch, notebook) = ((string)(await owner.ReadAsync($"/api/documents/{document}"))["epoch"]!, (string)(await owner.ReadAsync($"/api/documents/{document}/notebook"))["epoch"]!);
        foreach (var (path, log, seq) in new[]
        {
            ("", epoch, (long)made["seq"]!), ($"/annotations/{made["id"]}", epoch, (long)made["seq"]!), ("/search?q=findable", epoch, (long)made["seq"]!), ("/export?format=text", epoch, (long)made["seq"]!),
            ("/events?after=0", epoch, (long)made["seq"]!), ($"/annotations/{kept["id"]}", notebook, (long)kept["seq"]!), ("/notebook", notebook, (long)kept["seq"]!), ("/notebook/events?after=0", notebook, (long)kept["seq"]!),
        })
        {
            var asked = $"/api/documents/{document}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}atLeast=";
            Assert.Equal((path, "200"), (path, await owner.GetAsync($"{asked}{seq}").OutcomeAsync()));
            Assert.Equal((path, "200"), (path, await owner.GetAsync($"{asked}{log}:{seq}").OutcomeAsync()));
            Assert.Equal((path, "409 resync"), (path, await owner.GetAsync($"{asked}another:{seq}").OutcomeAsync()));
            Assert.Equal((path, "503 unavailable"), (path, await owner.GetAsync($"{asked}{seq + 100}").OutcomeAsync()));
            Assert.Equal((path, "400 bad-request"), (path, await owner.GetAsync($"{asked}soon").OutcomeAsync()));
        }
    }

    private async Task<(Participant Owner, string Document, string[] Points)> OpenAsync()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var clauses = (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray();
        return (owner, document, [.. clauses.Select(clause => (string)clause!["id"]!)]);
    }

    private static async Task<string> AnnotateBothAsync(Participant who, string document, string[] points)
    {
        using var response = await who.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), targets = points.Select(clause => new { clause }), body = new { text = "both" } });
        return (string)(await response.JsonAsync())["id"]!;
    }

    private static async Task<string[]> PinnedAsync(Participant who, string document) =>
        [.. (await who.ReadAsync($"/api/documents/{document}"))["pins"]!.AsArray().Select(pin => (string)pin!["clause"]!)];
}
