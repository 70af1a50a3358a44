using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Server.Tests.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Collab.Server.Tests.Telemetry;

/// <summary>A run through every door that gives a secret out or takes one in: no secret of it is told anywhere else.</summary>
public sealed partial class SecretsOfARunTests
{
    private readonly Dictionary<string, string> _secrets = [];

    [Fact]
    public async Task N117_no_secret_of_a_run_is_in_the_log_the_traces_the_metrics_or_an_export()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Collab"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Trace",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        var owner = await ComeInAsync(server);
        await InviteAsync(server, owner);
        // Who has a passkey is asked for it before a token is made.
        await UseTokenAsync(server, owner);
        await UseKeyAsync(server, owner);
        await UsePagesAsync(owner);
        await owner.AnnotateAsync(server.Document, "A note that exports hold.");
        Assert.True(_secrets.Count >= 17, string.Join(", ", _secrets.Keys));
        Assert.All(_secrets, secret => Assert.True(secret.Value.Length >= 6, secret.Key));

        var places = await ExportsAsync(server, owner);
        Assert.True(server.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(server.Services.GetRequiredService<TracerProvider>().ForceFlush());
        places["the log"] = server.Log.Text;
        places["traces"] = collector.Received("/v1/traces");
        places["metrics"] = collector.Received("/v1/metrics");
        Assert.All(places, place => Assert.True(place.Value.Length > 200, place.Key));
        Assert.Empty(from place in places from secret in _secrets where place.Value.Contains(secret.Value, StringComparison.Ordinal) select $"{secret.Key} is in {place.Key}");
    }

    private async Task<Participant> ComeInAsync(CollabServer server)
    {
        Keep("owner link", server.OwnerSecret!);
        using var joined = await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Olga" });
        var owner = new Participant(server, "Olga", Keep("owner's session", joined));
        Keep("remote owner link", await server.Services.GetRequiredService<OwnerLinks>().MakeAsync(server.Seminar, remote: true));
        await server.Stranger().PostAsync("/api/join", new { secret = Keep("wrong link", "kWrongWrongWrongWrong"), displayName = "Eve" }).OutcomeAsync();
        await new Participant(server, "Eve", $"collab={Keep("wrong session", "WrongWrongWrongWrongWrong")}").GetAsync("/api/me").OutcomeAsync();
        return owner;
    }

    private async Task InviteAsync(CollabServer server, Participant owner)
    {
        var invite = Keep("invite", await SentAsync(owner, $"/api/seminars/{server.Seminar}/invites", new { role = "reader" }), "url");
        var code = Keep("code", await SentAsync(owner, $"/api/seminars/{server.Seminar}/code"), "code");
        var personal = Keep("personal link", await SentAsync(owner, "/api/me/link"), "url");
        var back = Keep("link to return by", await SentAsync(owner, "/api/me/links", new { days = 3 }), "url");
        foreach (var (name, body) in new (string, object)[] { ("invite", new { secret = invite, displayName = "Ida" }), ("code", new { code, displayName = "Paul" }), ("personal", new { secret = personal }), ("return", new { secret = back }) })
        {
            using var joined = await server.Stranger().PostAsync("/api/join", body);
            Keep($"session by {name}", joined);
        }
    }

    private async Task UseKeyAsync(CollabServer server, Participant owner)
    {
        var laptop = new KeyedBrowser(server, owner);
        using var key = new SoftKey();
        var asked = await laptop.AskAsync("/api/passkeys");
        Keep("challenge of a new passkey", (string)asked["challenge"]!);
        Keep("ceremony of a new passkey", laptop.Ceremony!);
        Assert.Equal("201", await laptop.AnswerAddAsync(key.Create(asked, laptop.Origin), "phone"));
        var elsewhere = new KeyedBrowser(server);
        asked = await elsewhere.AskAsync("/api/sign-in");
        Keep("challenge of a passkey", (string)asked["challenge"]!);
        Keep("ceremony of a passkey", elsewhere.Ceremony!);
        var signed = key.Sign(asked, elsewhere.Origin);
        Keep("signature of a passkey", (string)signed["response"]!["signature"]!);
        using var signedIn = await elsewhere.SendAsync(HttpMethod.Post, "/api/sign-in", new { credential = signed });
        Keep("session by passkey", signedIn);
    }

    private async Task UseTokenAsync(CollabServer server, Participant owner)
    {
        var program = await owner.WithTokenAsync("read", "export");
        Keep("token", program.Token!);
        await program.ReadAsync("/api/me");
        await server.Stranger().GetAsync($"/api/me?access_token={program.Token}").OutcomeAsync();
        await new Participant(server, "Eve", null) { Token = Keep("wrong token", "collab_pat_0123456789abcdef_wrong-secret") }.GetAsync("/api/me").OutcomeAsync();
        await using (await program.ConnectAsync())
        await using (await owner.ConnectAsync())
        {
            using var negotiated = await owner.PostAsync("/hub/negotiate?negotiateVersion=1");
            Keep("connection token", (string)JsonNode.Parse(await negotiated.Content.ReadAsStringAsync())!["connectionToken"]!);
        }
    }

    private async Task UsePagesAsync(Participant owner)
    {
        using var page = await owner.GetAsync("/join");
        Keep("form's cookie", page);
        Keep("form's field", Field().Match(await page.Content.ReadAsStringAsync()).Groups["value"].Value);
    }

    private static async Task<Dictionary<string, string>> ExportsAsync(CollabServer server, Participant owner)
    {
        var exports = new Dictionary<string, string>();
        foreach (var format in new[] { "json", "markdown", "html", "csv", "text", "jsonld" })
        {
            using var export = await owner.GetAsync($"/api/documents/{server.Document}/export?format={format}");
            if (export.IsSuccessStatusCode)
                exports[$"the export {format}"] = await export.Content.ReadAsStringAsync();
        }

        Assert.True(exports.Count >= 4, string.Join(", ", exports.Keys));
        foreach (var path in new[] { $"/api/documents/{server.Document}/events?after=0", $"/api/seminars/{server.Seminar}/audit", $"/api/seminars/{server.Seminar}/members" })
        {
            using var told = await owner.GetAsync(path);
            exports[path] = (await told.JsonAsync()).ToJsonString();
        }

        return exports;
    }

    private static async Task<JsonNode> SentAsync(Participant person, string path, object? body = null)
    {
        using var response = await person.PostAsync(path, body);
        return await response.JsonAsync();
    }

    private string Keep(string name, string secret) => _secrets[name] = secret;

    private string Keep(string name, JsonNode answer, string field) => Keep(name, ((string)answer[field]!).Split('#')[^1]);

    /// <summary>The cookie that was set; the header's text without its flags.</summary>
    private string Keep(string name, HttpResponseMessage response)
    {
        var cookie = response.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => set.Split('=', 2)[1].Length > 0);
        Keep(name, cookie.Split('=', 2)[1]);
        return cookie;
    }

    [GeneratedRegex("name=\"(?:__RequestVerificationToken)\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
