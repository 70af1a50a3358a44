using System.Net;
using System.Text;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class InputTests(ServerFixture fixture) : IAsyncLifetime
{
    private Participant _annotator = null!;
    private string _clause = "";

    private CollabServer Server => fixture.Server;

    private string Path => $"/api/documents/{Server.Document}";

    public async Task InitializeAsync()
    {
        _annotator = await Server.JoinAsync(Role.Annotator);
        _clause = (string)(await _annotator.ReadAsync(Path))["clauses"]![1]!["id"]!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("", "400 bad-request")]
    [InlineData("not json", "400 bad-request")]
    [InlineData("[]", "400 bad-request")]
    [InlineData("null", "400 bad-request")]
    [InlineData("{\"body\":{\"text\":\"x\"}}", "400 bad-request")]
    [InlineData("{\"commandId\":\"17\",\"body\":{\"text\":\"x\"}}", "400 bad-request")]
    [InlineData("{\"commandId\":\"5c8f4f6e-6f0a-4a53-9f3a-3a2f2d1c0b9a\",\"commandId\":\"5c8f4f6e-6f0a-4a53-9f3a-3a2f2d1c0b9a\",\"body\":{\"text\":\"x\"}}", "400 duplicate-key")]
    public async Task N62_N65_N70_what_is_no_command_is_refused(string body, string outcome) => Assert.Equal(outcome, await PostAsync(body));

    [Theory]
    [InlineData("{\"body\":{\"text\":\"x\"}}", "commandId")]
    [InlineData("{\"commandId\":\"5c8f4f6e-6f0a-4a53-9f3a-3a2f2d1c0b9a\",\"body\":{}}", "text")]
    public async Task A_field_that_is_missing_is_named(string body, string field)
    {
        using var refused = await _annotator.Http.PostAsync($"{Path}/annotations", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Contains($"The field “{field}” is missing", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task N62_bytes_that_are_no_text_are_refused_wherever_they_stand()
    {
        foreach (var (before, after) in new[] { ("{\"", "\":1}"), ("{\"secret\":\"", "\"}"), ("", "{}"), ("{\"\\u0041", "\":1}") })
        {
            Assert.Equal("400 bad-request", await SendAsync("/api/join"));
            Assert.Equal("400 bad-request", await SendAsync($"{Path}/annotations"));

            Task<string> SendAsync(string path)
            {
                var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(before), 0xFF, .. Encoding.UTF8.GetBytes(after)]);
                content.Headers.ContentType = new("application/json");
                return _annotator.Http.PostAsync(path, content).OutcomeAsync();
            }
        }
    }

    [Fact]
    public async Task N64_too_deep_is_refused()
    {
        Assert.Equal("400 too-deep", await PostAsync(string.Concat(Enumerable.Repeat("{\"body\":", 65)) + "1" + new string('}', 65)));
        Assert.Equal("400 too-deep", await PostAsync(new string('[', 100_000)));
    }

    [Theory]
    [InlineData("documents/{document}/annotations", "application/xml", "<note/>")]
    [InlineData("documents/{document}/annotations", "text/plain", "{}")]
    [InlineData("documents/{document}/annotations", "multipart/form-data; boundary=x", "--x--")]
    [InlineData("seminars/{seminar}/code", "text/plain", "{}")]
    [InlineData("seminars/{seminar}/invites", "text/plain", "{}")]
    [InlineData("seminars/{seminar}/documents", "application/x-www-form-urlencoded", "text=1.+Be+kind.")]
    [InlineData("seminars/{seminar}/documents/preview", "application/x-www-form-urlencoded", "text=1.+Be+kind.")]
    public async Task N63_another_content_type_is_refused(string path, string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        var owner = await Server.JoinAsync(Role.Owner);
        Assert.Equal("415 unsupported-media-type", await owner.Http.PostAsync("/api/" + path.Replace("{document}", Server.Document).Replace("{seminar}", Server.Seminar), content).OutcomeAsync());
    }

    [Fact]
    public async Task N66_a_body_past_1_MiB_is_refused_though_it_does_not_say_how_long_it_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/annotations") { Content = new StringContent(Note(new string('x', 1024 * 1024))) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal("413 too-large", await _annotator.Http.SendAsync(request).OutcomeAsync());
    }

    [Fact]
    public async Task N66_a_body_past_1_MiB_is_refused()
    {
        Assert.Equal("413 too-large", await PostAsync(Note(new string('x', 1024 * 1024 + 1))));
        Assert.Equal("422 text-too-long", await PostAsync(Note(new string('x', 1024 * 1000))));
    }

    [Theory]
    [InlineData("", "422 empty-text")]
    [InlineData(" \\n\\t ", "422 empty-text")]
    [InlineData("\\u200b", "422 empty-text")]
    [InlineData("a\\u0000b", "422 bad-characters")]
    [InlineData("a\\ufffeb", "422 bad-characters")]
    [InlineData("a\\ud800b", "422 bad-characters")]
    public async Task N68_N69_text_that_cannot_be_kept_is_refused(string text, string outcome) => Assert.Equal(outcome, await PostAsync(Note(text)));

    [Fact]
    public async Task N67_16_KiB_is_the_most_in_every_script()
    {
        Assert.Equal("422 text-too-long", await PostAsync(Note(new string('x', (16 * 1024) + 1))));
        Assert.Equal("201", await PostAsync(Note(new string('x', 16 * 1024))));
        Assert.Equal("201", await PostAsync(Note(new string('я', 8 * 1024))));
    }

    [Fact]
    public async Task N70_a_command_again_is_the_same_and_another_under_its_id_is_refused()
    {
        var id = Guid.NewGuid();
        using var first = await _annotator.PostAsync($"{Path}/annotations", Note("once", id));
        using var second = await _annotator.PostAsync($"{Path}/annotations", Note("once", id));
        Assert.Equal((await first.JsonAsync()).ToJsonString(), (await second.JsonAsync()).ToJsonString());
        Assert.Equal($"{Path}/annotations/{(string)(await first.JsonAsync())["id"]!}", first.Headers.Location!.ToString());
        Assert.Equal("409 command-reused", await PostAsync(Note("twice", id)));
    }

    [Theory]
    [InlineData("\"quote\":{\"exact\":\"words that stand nowhere\"}", "422 quote-not-found")]
    [InlineData("\"quote\":{\"exact\":\"\"}", "422 quote-not-found")]
    [InlineData("\"quote\":{\"exact\":\"the\"}", "422 ambiguous")]
    [InlineData("\"position\":{\"start\":-1,\"end\":3}", "422 position-out-of-range")]
    [InlineData("\"position\":{\"start\":5,\"end\":3}", "422 position-out-of-range")]
    [InlineData("\"position\":{\"start\":0,\"end\":100000}", "422 position-out-of-range")]
    [InlineData("\"position\":{\"start\":0,\"end\":4294967296}", "400 bad-request")]
    [InlineData("\"position\":{\"start\":0,\"end\":1e308}", "400 bad-request")]
    [InlineData("\"position\":{\"start\":0,\"end\":NaN}", "400 bad-request")]
    [InlineData("\"position\":{\"start\":\"0\",\"end\":3}", "400 bad-request")]
    [InlineData("\"position\":{\"start\":0}", "400 bad-request")]
    [InlineData("\"revision\":99", "409 stale")]
    public async Task N71_a_passage_that_is_not_there_is_refused(string selectors, string outcome) =>
        Assert.Equal(outcome, await PostAsync($"{{\"commandId\":\"{Guid.NewGuid()}\",\"targets\":[{{\"clause\":\"{_clause}\",{selectors}}}],\"body\":{{\"text\":\"x\"}}}}"));

    [Fact]
    public async Task N72_ten_thousand_tags_are_refused() => Assert.Equal("422 too-many-tags", await _annotator.PostAsync(
        $"{Path}/annotations", new { commandId = Guid.NewGuid(), body = new { text = "x" }, tags = Enumerable.Range(0, 10_000).Select(i => $"t{i}") }).OutcomeAsync());

    [Theory]
    [InlineData("", "422 empty-text")]
    [InlineData(" \\n\\t ", "422 empty-text")]
    [InlineData("\\u200b", "422 empty-text")]
    [InlineData("a\\u0000b", "422 bad-characters")]
    [InlineData("a\\ufffeb", "422 bad-characters")]
    [InlineData("a\\ud800b", "422 bad-characters")]
    [InlineData(null, "422 text-too-long")]
    public async Task N67_N68_N69_the_same_holds_for_a_reply_an_edit_and_a_private_note(string? text, string outcome)
    {
        var id = (string)(await _annotator.AnnotateAsync(Server.Document, "a note"))["id"]!;
        var own = (string)(await _annotator.AnnotateAsync(Server.Document, "for myself", isPrivate: true))["id"]!;
        var body = $"\"body\":{{\"text\":\"{text ?? new string('x', (16 * 1024) + 1)}\"}}";
        await AssertRefusedAsync(id, own, body, outcome);
    }

    [Fact]
    public async Task N72_ten_thousand_tags_are_refused_in_a_reply_an_edit_and_a_private_note()
    {
        var id = (string)(await _annotator.AnnotateAsync(Server.Document, "a note"))["id"]!;
        var own = (string)(await _annotator.AnnotateAsync(Server.Document, "for myself", isPrivate: true))["id"]!;
        var tags = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"t{i}\""));
        await AssertRefusedAsync(id, own, $"\"body\":{{\"text\":\"x\"}},\"tags\":[{tags}]", "422 too-many-tags");
    }

    private async Task AssertRefusedAsync(string id, string own, string fields, string outcome)
    {
        var command = $"{{\"commandId\":\"{Guid.NewGuid()}\",{fields}";
        Assert.Equal(outcome, await _annotator.PostAsync($"{Path}/annotations/{id}/replies", command + "}").OutcomeAsync());
        Assert.Equal(outcome, await _annotator.PatchAsync($"{Path}/annotations/{id}", command + ",\"version\":1}").OutcomeAsync());
        Assert.Equal(outcome, await _annotator.PatchAsync($"{Path}/annotations/{own}", command + ",\"version\":1}").OutcomeAsync());
        Assert.Equal(outcome, await _annotator.PostAsync($"{Path}/annotations", command + ",\"visibility\":\"private\"}").OutcomeAsync());
    }

    [Fact]
    public async Task N79_nonsense_in_conditional_headers_is_passed_over_or_refused()
    {
        Assert.Equal("200", await _annotator.SendAsync(HttpMethod.Get, Path, null, ("Range", "bytes=9999999-"), ("If-None-Match", "nonsense")).OutcomeAsync());
        var id = (string)(await _annotator.AnnotateAsync(Server.Document, "first"))["id"]!;
        Assert.Equal("412 precondition-failed", await EditAsync("nonsense", 1, Guid.NewGuid()));
        Assert.Equal("412 precondition-failed", await EditAsync("\"9-shown\"", 1, Guid.NewGuid()));
        using var read = await _annotator.GetAsync($"{Path}/annotations/{id}");
        var (tag, command) = (read.Headers.ETag!.Tag, Guid.NewGuid());
        Assert.Equal("200", await EditAsync(tag, 1, command));
        // The answer was lost, the same is sent again: what it asked for holds no longer, and it was done.
        Assert.Equal("200", await EditAsync(tag, 1, command));
        Assert.Equal("409 stale", await _annotator.PatchAsync($"{Path}/annotations/{id}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "third" } }).OutcomeAsync());

        Task<string> EditAsync(string match, int version, Guid commandId) => _annotator.SendAsync(
            HttpMethod.Patch, $"{Path}/annotations/{id}", new { commandId, version, body = new { text = "second" } }, ("If-Match", match)).OutcomeAsync();
    }

    [Fact]
    public async Task A_removal_needs_a_key_and_can_be_sent_again()
    {
        var id = (string)(await _annotator.AnnotateAsync(Server.Document, "to be removed"))["id"]!;
        Assert.Equal("400 bad-request", await _annotator.DeleteAsync($"{Path}/annotations/{id}").OutcomeAsync());
        var key = Guid.NewGuid();
        Assert.Equal("200", await _annotator.DeleteAsync($"{Path}/annotations/{id}", key).OutcomeAsync());
        Assert.Equal("200", await _annotator.DeleteAsync($"{Path}/annotations/{id}", key).OutcomeAsync());
    }

    [Fact]
    public async Task A_snapshot_is_sent_once_and_confirmed_after_that()
    {
        using var first = await _annotator.GetAsync(Path);
        var tag = first.Headers.ETag!.Tag;
        using var again = await _annotator.SendAsync(HttpMethod.Get, Path, null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var compressed = await _annotator.SendAsync(HttpMethod.Get, Path, null, ("Accept-Encoding", "br"));
        Assert.Equal("br", compressed.Content.Headers.ContentEncoding.Single());
        Assert.Equal("503 unavailable", await _annotator.GetAsync($"{Path}?atLeast=999999").OutcomeAsync());
        Assert.Equal("400 bad-request", await _annotator.GetAsync($"{Path}?at=-1").OutcomeAsync());
    }

    private Task<string> PostAsync(string body) => _annotator.PostAsync($"{Path}/annotations", body).OutcomeAsync();

    private static string Note(string text, Guid? id = null) => $"{{\"commandId\":\"{id ?? Guid.NewGuid()}\",\"body\":{{\"text\":\"{text}\"}}}}";
}
