using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Collab.Server.Tests.Accounts;

namespace Collab.Benchmarks;

/// <summary>
/// What somebody waits for who comes in by a passkey, without what their device and they themselves take: the question and the answer. The
/// baseline is two requests one after the other to a server with nothing behind it.
/// </summary>
internal static class PasskeyBenchmark
{
    private const int Times = 200;

    /// <param name="invite">The secret of a link that lets somebody new in.</param>
    public static async Task RunAsync(Report report, string table, Uri server, string invite)
    {
        // Browsers let a page use passkeys at a name alone.
        var host = $"localhost:{server.Port}";
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server, DefaultRequestHeaders = { Host = host } };
        client.DefaultRequestHeaders.Add("Origin", $"http://{host}");
        using var key = new SoftKey();
        using (var joined = await client.PostAsJsonAsync("api/join", new { secret = invite, displayName = "Somebody with a key" }))
        {
            var session = CookieOf(joined);
            var (question, cookie, _) = await AskAsync("api/passkeys/options", session);
            await SendAsync("api/passkeys", new { credential = key.Create(question, $"http://{host}") }, $"{session}; {cookie}");
        }

        await using var nothing = await ServerProcess.BaselineAsync();
        using var beside = new HttpClient { BaseAddress = nothing.Address };
        // Until then .NET compiles what is hot: nothing before it counts.
        await RoundAsync(new Percentiles(), new Percentiles());
        var (waited, baseline) = (new Percentiles(), new Percentiles());
        await RoundAsync(waited, baseline);
        report.Row(table, $"by a passkey, its question and its answer, {Times} one after another", $"p50 {waited.At(.5):0.0} ms, p95 {waited.At(.95):0.0} ms", $"p50 {baseline.At(.5):0.0} ms, p95 {baseline.At(.95):0.0} ms", waited.At(.5) / baseline.At(.5));

        async Task RoundAsync(Percentiles ours, Percentiles theirs)
        {
            for (var i = 0; i < Times; i++)
            {
                var (question, cookie, asked) = await AskAsync("api/sign-in/options", null);
                var credential = key.Sign(question, $"http://{host}");
                ours.Add(asked + await SendAsync("api/sign-in", new { credential }, cookie));
                var began = Stopwatch.GetTimestamp();
                await beside.GetStringAsync("");
                await beside.GetStringAsync("");
                theirs.Add(Stopwatch.GetElapsedTime(began));
            }
        }

        async Task<(JsonNode Question, string Cookie, TimeSpan Took)> AskAsync(string path, string? cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            if (cookie is not null)
                request.Headers.Add("Cookie", cookie);
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            var took = Stopwatch.GetElapsedTime(began);
            return (JsonNode.Parse(text)!["publicKey"]!, CookieOf(answer), took);
        }

        async Task<TimeSpan> SendAsync(string path, object body, string cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Cookie", cookie);
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            var took = Stopwatch.GetElapsedTime(began);
            answer.EnsureSuccessStatusCode();
            return took;
        }
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
}
