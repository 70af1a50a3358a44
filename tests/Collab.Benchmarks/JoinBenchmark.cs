using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Benchmarks;

/// <summary>What somebody waits for who comes in: from the press of the button to the cookie.</summary>
internal static class JoinBenchmark
{
    private const string Table = "Coming in, over loopback";
    private const int Times = 200, Class = 60;

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        using var owner = room.Client();
        using var me = JsonDocument.Parse(await owner.GetStringAsync("api/me"));
        var seminar = $"api/seminars/{me.RootElement.GetProperty("seminars")[0].GetProperty("id").GetString()}";
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = room.Server.Address };
        var invite = SecretOf(await PostAsync(owner, $"{seminar}/invites", new { role = "annotator" }));
        // Until then .NET compiles what is hot: nothing before it counts.
        var (cookie, _) = await JoinAsync(client, new { secret = invite, displayName = "Somebody first" });
        for (var i = 0; i < Times; i++)
            await JoinAsync(client, new { secret = invite, displayName = $"Early {i}" });

        await RowAsync("by a link, as somebody new", i => Task.FromResult<object>(new { secret = invite, displayName = $"By link {i}" }));
        var code = (await PostAsync(owner, $"{seminar}/code", new { role = "annotator" })).GetProperty("code").GetString();
        await RowAsync("by a code, as somebody new", i => Task.FromResult<object>(new { code, displayName = $"By code {i}" }));
        var back = SecretOf(await PostAsync(client, "api/me/links", new { days = 7 }, cookie));
        await RowAsync("by a link to return by", _ => Task.FromResult<object>(new { secret = back }));
        await RowAsync("by a personal link, each used once", async _ => new { secret = SecretOf(await PostAsync(client, "api/me/link", null, cookie)) });

        await PasskeyBenchmark.RunAsync(report, Table, room.Server.Address, invite);

        var atOnce = new Percentiles();
        await Task.WhenAll(Enumerable.Range(0, Class).Select(async i => atOnce.Add((await JoinAsync(client, new { secret = invite, displayName = $"At once {i}" })).Took)));
        report.Row(Table, $"{Class} at once by a link, as somebody new", Figure(atOnce), "", null);

        async Task RowAsync(string what, Func<int, Task<object>> body)
        {
            var waited = new Percentiles();
            for (var i = 0; i < Times; i++)
                waited.Add((await JoinAsync(client, await body(i))).Took);
            report.Row(Table, $"{what}, {Times} one after another", Figure(waited), "", null);
        }
    }

    private static string Figure(Percentiles waited) => $"p50 {waited.At(.5):0.0} ms, p95 {waited.At(.95):0.0} ms";

    private static async Task<(string Cookie, TimeSpan Took)> JoinAsync(HttpClient client, object body)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsJsonAsync("api/join", body);
        var took = Stopwatch.GetElapsedTime(began);
        return (answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0], took);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object? body, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        return JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private static string SecretOf(JsonElement made) => made.GetProperty("url").GetString()!.Split('#')[1];
}
