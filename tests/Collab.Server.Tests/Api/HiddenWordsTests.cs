using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Api;

/// <summary>What a moderator has hidden is read by its author and by moderators, and leaves by no other way.</summary>
[Collection(ServerCollection.Name)]
public sealed class HiddenWordsTests(ServerFixture fixture) : IAsyncLifetime
{
    private static readonly string[] Formats = ["markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis", "paper"];

    private string _seminar = "", _document = "", _id = "";
    private long _before, _head;
    private Participant _author = null!, _moderator = null!;

    private CollabServer Server => fixture.Server;

    private string Path => $"/api/documents/{_document}";

    /// <summary>Every way by which notes leave, that all who may read may take.</summary>
    private IEnumerable<string> Ways =>
    [
        Path, $"{Path}?at={_before}", $"{Path}/annotations/{_id}", $"{Path}/events?after=0&limit=1000", $"{Path}/notebook", $"/api/seminars/{_seminar}/documents",
        $"/rooms/{_document}", $"/rooms/{_document}/reading", $"/rooms/{_document}/manage", $"/rooms/{_document}/export?format=text",
        $"/w3c/documents/{_document}/annotations/", $"/hypothesis/documents/{_document}/api/search?limit=200", $"/hypothesis/documents/{_document}/api/annotations/{_id}",
        "/account",
        .. Formats.SelectMany(format => new[] { $"{Path}/export?format={format}", $"{Path}/export?format={format}&at={_before}", $"{Path}/export?format={format}&scope=selected&annotation={_id}" }),
    ];

    public async Task InitializeAsync()
    {
        (_seminar, _, _document) = await Server.NewSeminarAsync();
        (_author, _moderator) = (await Server.JoinAsync(Role.Annotator, seminar: _seminar), await Server.JoinAsync(Role.Moderator, seminar: _seminar));
        using var noted = await _author.PostAsync($"{Path}/annotations", new { commandId = Guid.NewGuid(), body = new { text = "unspeakable" }, tags = new[] { "unutterable" } });
        _id = (string)(await noted.JsonAsync())["id"]!;
        _before = (long)(await noted.JsonAsync())["seq"]!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Reader)]
    [InlineData(Role.Guest)]
    public async Task N58_N60_hidden_words_reach_no_other_member(Role role)
    {
        var other = await Server.JoinAsync(role, seminar: _seminar);
        Assert.Contains("unspeakable", await ReadAsync(other, Path), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(other, "unspeakable"));
        await HideAsync();
        foreach (var way in Ways)
        {
            var shown = await ReadAsync(other, way);
            Assert.False(shown.Contains("unspeakable", StringComparison.Ordinal) || shown.Contains("unutterable", StringComparison.Ordinal), $"It is in {way}.");
        }

        Assert.Equal(0, await CountAsync(other, "unspeakable"));
        Assert.Equal(0, await CountAsync(other, "unutterable"));
        Assert.DoesNotContain("uns", await WatchAsync(other), StringComparison.Ordinal);
        Assert.DoesNotContain("uns", await FollowAsync(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task N58_N60_hidden_words_reach_their_author_and_moderators()
    {
        await HideAsync();
        foreach (var reader in new[] { _author, _moderator })
        {
            Assert.Contains("unspeakable", await ReadAsync(reader, Path), StringComparison.Ordinal);
            Assert.Equal(1, await CountAsync(reader, "unspeakable"));
        }

        foreach (var format in Formats.Except(["paper"]))
            Assert.Contains("unspeakable", await ReadAsync(_moderator, $"{Path}/export?format={format}"), StringComparison.Ordinal);
        Assert.Contains("unspeakable", await ReadAsync(_moderator, $"/rooms/{_document}/manage"), StringComparison.Ordinal);
        Assert.Contains("unspeakable", await WatchAsync(_moderator), StringComparison.Ordinal);
        Assert.Contains("unspeakable", await FollowAsync(_moderator), StringComparison.Ordinal);
    }

    private async Task HideAsync()
    {
        using var hidden = await _moderator.PostAsync($"{Path}/annotations/{_id}/hide", new { commandId = Guid.NewGuid(), reason = "off the point" });
        _head = (long)(await hidden.JsonAsync())["seq"]!;
    }

    /// <summary>Headers and body of an answer that is no refusal.</summary>
    private static async Task<string> ReadAsync(Participant reader, string way)
    {
        using var response = await reader.GetAsync(way);
        Assert.True(response.IsSuccessStatusCode, $"{way} answered {(int)response.StatusCode}.");
        return response.Headers + await response.Content.ReadAsStringAsync();
    }

    private async Task<int> CountAsync(Participant reader, string words) => (await reader.ReadAsync($"{Path}/search?q={words}"))["items"]!.AsArray().Count;

    /// <summary>Everything that the hub streams up to the head.</summary>
    private async Task<string> WatchAsync(Participant reader)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var hub = await reader.ConnectAsync();
        var seen = "";
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", _document, 0, enough.Token))
        {
            seen += batch.GetRawText();
            if (batch.GetProperty("last").GetInt64() >= _head)
                break;
        }

        return seen;
    }

    /// <summary>Everything that comes as Server-Sent Events up to the head.</summary>
    private async Task<string> FollowAsync(Participant reader)
    {
        var seen = "";
        await using var events = await ServerSentEvents.OpenAsync(reader.Http, _document, "after=0");
        await events.UntilAsync("batch", batch => (seen += batch.GetRawText()).Length > 0 && batch.GetProperty("last").GetInt64() >= _head);
        return seen;
    }
}
