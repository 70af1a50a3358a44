using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Collab.Domain.Policy;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Collab.Server.Tests.Security.Timing;

/// <summary>How long a wrong guess takes says not how near it was.</summary>
public sealed class TimingTests(ITestOutputHelper output)
{
    private const int Rounds = 300;

    private static readonly Dictionary<string, string?> WithoutRates = new() { ["Collab:Limits:Rates"] = "false" };

    [Fact]
    public async Task N9_a_wrong_secret_of_a_token_takes_as_long_as_a_wrong_id()
    {
        await using var server = await CollabServer.StartAsync(settings: WithoutRates);
        var compared = await CompareTokensAsync(server, (await (await server.JoinAsync(Role.Annotator)).WithTokenAsync("read")).Token!);
        Assert.False(compared.Tells, compared.ToString());
    }

    [Fact]
    public async Task N9_were_the_id_looked_up_first_the_comparison_would_tell()
    {
        await using var server = await CollabServer.StartAsync(settings: WithoutRates, configure: builder =>
            builder.Services.AddSingleton(services => AccountsThatStopEarly.Of(services.GetRequiredService<IStorage>().Accounts)));
        var token = (await (await server.JoinAsync(Role.Annotator)).WithTokenAsync("read")).Token!;
        AccountsThatStopEarly.Known = token[..^43];
        var compared = await CompareTokensAsync(server, token);
        Assert.True(compared.Tells, compared.ToString());
    }

    [Fact]
    public async Task N14_a_link_that_is_nearly_right_takes_as_long_as_any_other()
    {
        await using var server = await CollabServer.StartAsync(settings: WithoutRates);
        var owner = await server.JoinAsync(Role.Owner);
        using var made = await owner.PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "reader" });
        var secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        using var http = server.NewClient();
        var compared = await CompareJoinsAsync(http, "secret", _ => Changed(secret), _ => $"i{server.Seminar}{Secret.New()}");
        Assert.False(compared.Tells, compared.ToString());
        // Of the links that accounts keep: one that nobody made, as an owner's and as a person's.
        compared = await CompareJoinsAsync(http, "secret", _ => Changed(server.OwnerSecret!), _ => $"p{Secret.New()}");
        Assert.False(compared.Tells, compared.ToString());
    }

    [Fact]
    public async Task N14_a_code_that_is_nearly_right_takes_as_long_as_any_other()
    {
        await using var server = await CollabServer.StartAsync(settings: WithoutRates);
        using var shown = await (await server.JoinAsync(Role.Owner)).PostAsync($"/api/seminars/{server.Seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        // Each code is looked for by a grain of its own, which stays: both kinds come back as often.
        var near = "BCDFGHJKLMNPQRST".Where(letter => letter != code[^1]).Select(letter => code[..^1] + letter).Take(14).ToArray();
        var far = near.Select(guess => new string([.. guess.Select(letter => letter == 'Z' ? 'X' : 'Z').Take(5), guess[^1]])).ToArray();
        using var http = server.NewClient();
        var compared = await CompareJoinsAsync(http, "code", round => near[round % 14], round => far[round % 14]);
        Assert.False(compared.Tells, compared.ToString());
    }

    private async Task<Comparison> CompareTokensAsync(CollabServer server, string token)
    {
        using var http = server.NewClient();
        var compared = await Arms.CompareAsync(Rounds, _ => GuessAsync(Changed(token)), _ => GuessAsync($"collab_pat_{Secret.NewId()}_{Secret.New()}"));
        output.WriteLine(compared.ToString());
        return compared;

        async Task GuessAsync(string guess)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", guess) } };
            using var response = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    private async Task<Comparison> CompareJoinsAsync(HttpClient http, string kind, Func<int, string> first, Func<int, string> second)
    {
        var compared = await Arms.CompareAsync(Rounds, round => GuessAsync(first(round)), round => GuessAsync(second(round)));
        output.WriteLine(compared.ToString());
        return compared;

        async Task GuessAsync(string guess)
        {
            using var response = await http.PostAsJsonAsync("/api/join", new Dictionary<string, string> { [kind] = guess, ["displayName"] = "Eve" });
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    /// <summary>The same but for its last ten characters.</summary>
    private static string Changed(string secret) => secret[..^10] + Secret.New()[..10];
}
