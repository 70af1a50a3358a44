using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Pages;
using Collab.Server.Webhooks;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Webhooks;

/// <summary>A real server tells a real one, over a restart.</summary>
public sealed class WebhooksTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Collab:Limits:WebhookTrials"] = "2", ["Collab:Webhooks:Private:0"] = "127.0.0.1", ["Collab:Webhooks:EverySeconds"] = "3600" };

    private readonly string _data = Directory.CreateTempSubdirectory("collab-webhooks-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private CollabServer _server = null!;
    private Receiver _receiver = null!;
    private WebhookRound _round = null!;

    public async Task InitializeAsync()
    {
        (_server, _receiver) = (await CollabServer.StartAsync(_data, Settings), await Receiver.StartAsync());
        _round = Round();
    }

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
        Assert.Equal(_time.GetUtcNow().AddSeconds(10), (DateTimeOffset)row["nextTry"]!, TimeSpan.FromMilliseconds(1));

        await _server.DisposeAsync();
        _server = await CollabServer.StartAsync(_data, Settings);
        _round = Round();
        owner = new Participant(_server, owner.Name, owner.Cookie);
        _receiver.Status = 200;
        _time.Advance(TimeSpan.FromSeconds(11));
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

    [Fact]
    public async Task M165_addresses_that_never_answer_hold_up_no_other_seminar_and_are_waited_for_ten_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (_, stalling, theirs) = await _server.NewSeminarAsync();
        var (_, owner, document) = await _server.NewSeminarAsync();
        for (var i = 0; i < 5; i++)
            await SetAsync(stalling, theirs, $"http://{silent.LocalEndpoint}/");
        await SetAsync(owner, document);
        await stalling.AnnotateAsync(theirs, "Nobody answers.");
        List<TcpClient> held = [];
        for (var told = 1; told <= 2; told++)
        {
            await owner.AnnotateAsync(document, "Told at once, and again.");
            await _round.RunAsync(_time.GetUtcNow());
            await _round.ToldAsync(document);
            Assert.Equal(told, _receiver.Arrived.Count);
            // Two of that seminar are asked, and the others wait for their turn: of a round later, too.
            while (held.Count < 2)
                held.Add(await silent.AcceptTcpClientAsync());
            Assert.False(silent.Pending());
        }

        Assert.All(await RowsAsync(stalling, theirs), row => Assert.Equal(0, (int)row["failures"]!));
        _time.Advance(WebhookSender.Patience);
        while (held.Count < 4)
            held.Add(await silent.AcceptTcpClientAsync());
        silent.Stop();
        held.ForEach(client => client.Dispose());
        await _round.ToldAsync();
        var rows = await RowsAsync(stalling, theirs);
        Assert.All(rows, row => Assert.Equal((1, "It cannot be reached, or is an address that this server does not tell."), ((int)row["failures"]!, (string)row["failure"]!)));
        Assert.All(rows, row => Assert.Equal(_time.GetUtcNow().AddSeconds(10), (DateTimeOffset)row["nextTry"]!, TimeSpan.FromMilliseconds(1)));
        // What took ten seconds is slow from then on; what answered at once is not, nor what refused at once.
        Assert.Equal([false, false, true, true, true], (await KeptAsync(theirs)).Select(webhook => webhook.Prompt).Order());
        Assert.True(Assert.Single(await KeptAsync(document)).Prompt);
    }

    [Fact]
    public async Task M166_a_person_tries_a_webhook_so_often_a_minute_and_the_receiver_hears_no_more()
    {
        var (_, owner, document) = await _server.NewSeminarAsync();
        await SetAsync(owner, document);
        var id = (string)(await RowAsync(owner, document))["id"]!;
        List<int> answers = [];
        for (var i = 0; i < 3; i++)
            answers.Add((int)(await PlainFormsTests.SendAsync(owner, $"/rooms/{document}/webhooks", ("action", "try"), ("webhook", id))).Status);
        Assert.Equal([200, 200, 429], answers);
        Assert.Equal(2, _receiver.Arrived.Count);
        Assert.All(_receiver.Arrived, trial => Assert.Contains("webhook.trial", trial.Body, StringComparison.Ordinal));
    }

    private WebhookRound Round() => ActivatorUtilities.CreateInstance<WebhookRound>(_server.Services, _time, new WebhookSender(_server.Services.GetRequiredService<WebhookNetwork>(), _time));

    private async Task RoundAsync()
    {
        await _round.RunAsync(_time.GetUtcNow());
        await _round.ToldAsync();
    }

    private async Task SetAsync(Participant owner, string document, string? url = null)
    {
        using var answer = await owner.PostAsync($"/api/documents/{document}/webhooks", new { url = url ?? _receiver.Url });
        _receiver.Secret = (string)(await answer.JsonAsync())["secret"]!;
    }

    private static async Task<JsonObject> RowAsync(Participant owner, string document) =>
        (await RowsAsync(owner, document)).Single();

    private static async Task<JsonObject[]> RowsAsync(Participant owner, string document) =>
        [.. (await owner.ReadAsync($"/api/documents/{document}/webhooks"))["items"]!.AsArray().Select(row => row!.AsObject())];

    private Task<IReadOnlyList<Webhook>> KeptAsync(string document) => _server.Services.GetRequiredService<WebhookStore>().OfAsync(document);
}
