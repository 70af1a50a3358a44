using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Webhooks;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Webhooks;

/// <summary>A real server tells a real one, over a restart.</summary>
public sealed class WebhooksTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Collab:Limits:Rates"] = "false", ["Collab:Webhooks:Private:0"] = "127.0.0.1", ["Collab:Webhooks:EverySeconds"] = "3600" };

    private readonly string _data = Directory.CreateTempSubdirectory("collab-webhooks-").FullName;
    private DateTimeOffset _now = DateTimeOffset.UtcNow;
    private CollabServer _server = null!;
    private Receiver _receiver = null!;

    public async Task InitializeAsync() => (_server, _receiver) = (await CollabServer.StartAsync(_data, Settings), await Receiver.StartAsync());

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task M179_what_happens_is_told_once_signed_without_a_word_and_without_a_gap_over_failures_and_a_restart()
    {
        var (_, owner, document) = await _server.NewSeminarAsync();
        var path = $"/api/documents/{document}";
        await SetAsync(owner, document);
        var began = (long)(await owner.ReadAsync(path))["seq"]!;

        await RoundAsync();
        Assert.Empty(_receiver.Arrived);
        await owner.AnnotateAsync(document, "secret-words");
        await owner.AnnotateAsync(document, "secret-words");
        await RoundAsync();
        await RoundAsync();
        var first = Assert.Single(_receiver.Arrived);
        Assert.Equal((began + 1, began + 2), (first.First, first.Last));
        Assert.DoesNotContain("secret-words", first.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(owner.Name, first.Body, StringComparison.Ordinal);

        // A redirect is an answer like any other that is no success.
        _receiver.Status = 307;
        await owner.AnnotateAsync(document, "While it is away");
        await RoundAsync();
        await owner.AnnotateAsync(document, "Meanwhile");
        await RoundAsync();
        Assert.Equal(2, _receiver.Arrived.Count);
        var row = await RowAsync(owner, document);
        Assert.Equal((1, "It answered 307.", began + 2), ((int)row["failures"]!, (string)row["failure"]!, (long)row["seq"]!));
        Assert.Equal(_now.AddSeconds(10), (DateTimeOffset)row["nextTry"]!, TimeSpan.FromMilliseconds(1));

        await _server.DisposeAsync();
        _server = await CollabServer.StartAsync(_data, Settings);
        owner = new Participant(_server, owner.Name, owner.Cookie);
        (_receiver.Status, _now) = (200, _now.AddSeconds(11));
        await RoundAsync();
        await RoundAsync();
        await RoundAsync();
        Assert.Equal([(began + 1, began + 2), (began + 3, began + 3), (began + 3, began + 3), (began + 4, began + 4)], _receiver.Arrived.Select(message => (message.First, message.Last)));
        Assert.Equal(3, _receiver.Arrived.Select(message => message.Id).Distinct().Count());
        row = await RowAsync(owner, document);
        Assert.Equal((0, began + 4, null), ((int)row["failures"]!, (long)row["seq"]!, row["failure"]));
        Assert.NotNull(row["delivered"]);
    }

    [Fact]
    public async Task M180_what_an_owner_set_ends_when_they_are_one_no_longer_and_is_kept_sealed()
    {
        var (seminar, owner, document) = await _server.NewSeminarAsync();
        var second = await _server.JoinAsync(Role.Owner, seminar: seminar);
        await SetAsync(second, document);
        var kept = await _server.Accounts.ReadSettingAsync((await _server.Accounts.ListSettingsAsync($"webhook/{document}/")).Single());
        Assert.DoesNotContain("/hook", System.Text.Encoding.UTF8.GetString(kept!.Value.Span), StringComparison.Ordinal);

        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/members/{second.Member}", new { role = "moderator" }).OutcomeAsync());
        Assert.Equal("403 forbidden", await second.GetAsync($"/api/documents/{document}/webhooks").OutcomeAsync());
        await owner.AnnotateAsync(document, "Nobody is told.");
        await RoundAsync();
        Assert.Empty(_receiver.Arrived);
        Assert.Empty((await owner.ReadAsync($"/api/documents/{document}/webhooks"))["items"]!.AsArray());
    }

    private Task RoundAsync() => _server.Services.GetRequiredService<WebhookRound>().RunAsync(_now);

    private async Task SetAsync(Participant owner, string document)
    {
        using var answer = await owner.PostAsync($"/api/documents/{document}/webhooks", new { url = _receiver.Url });
        _receiver.Secret = (string)(await answer.JsonAsync())["secret"]!;
    }

    private static async Task<JsonObject> RowAsync(Participant owner, string document) =>
        (await owner.ReadAsync($"/api/documents/{document}/webhooks"))["items"]!.AsArray().Single()!.AsObject();
}
