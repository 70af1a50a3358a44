using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Proxy;

/// <summary>A real nginx with a cache that all share, keyed by the address alone, stands before the server.</summary>
public sealed class SharedCacheTests : IAsyncLifetime
{
    private const string Files = "files of the program";

    private CollabServer _server = null!;

    private Participant _ada = null!, _ben = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task N96_nobody_gets_anothers_page_from_a_cache_that_all_share()
    {
        await BeginAsync();
        var outcome = await AskAllAsync();
        Assert.True(outcome.Addresses > 30, $"{outcome.Addresses}");
        Assert.Empty(outcome.FromCache);
        Assert.Empty(outcome.Anothers);
    }

    [Fact]
    public async Task N96_a_cache_that_keeps_what_it_must_not_is_seen_to_do_so()
    {
        await BeginAsync(careless: true);
        var outcome = await AskAllAsync();
        Assert.NotEmpty(outcome.FromCache);
        Assert.Contains("/api/me", outcome.Anothers);
        Assert.Contains("/account", outcome.Anothers);
    }

    [Fact]
    public async Task Files_of_the_program_come_from_the_cache()
    {
        await BeginAsync();
        var page = await _ada.Http.GetStringAsync("/join");
        var style = System.Text.RegularExpressions.Regex.Match(page, "href=\"(/?css/[^\"]+)\"").Groups[1].Value;
        foreach (var expected in new[] { "MISS", "HIT" })
        {
            using var response = await _ben.GetAsync("/" + style.TrimStart('/'));
            Assert.Equal(expected, response.Headers.GetValues("X-Cache").Single());
            Assert.DoesNotContain(response.Headers, header => header.Key == "Set-Cookie");
        }
    }

    [Fact]
    public async Task N96_what_one_knows_already_is_not_taken_for_what_another_knows()
    {
        await BeginAsync();
        var path = $"/api/documents/{_server.Document}";
        using var adas = await _ada.GetAsync(path);
        using var bens = await _ben.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", adas.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, bens.StatusCode);
        Assert.NotEqual(adas.Headers.ETag, bens.Headers.ETag);
    }

    private async Task BeginAsync(bool careless = false)
    {
        _server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false" });
        // Before anybody has a client, which keeps the address that it began with.
        await _server.ThroughNginxAsync(careless);
        (_ada, _ben) = (await _server.JoinAsync(Role.Owner, "Adalbert Quast"), await _server.JoinAsync(Role.Reader, "Benedikta Zoll"));
        await _ada.AnnotateAsync(_server.Document, "Adalbert only", isPrivate: true);
    }

    /// <summary>Ada asks every address, then Ben, then a stranger.</summary>
    private async Task<(int Addresses, List<string> FromCache, List<string> Anothers)> AskAllAsync()
    {
        var (addresses, fromCache, anothers) = (0, new List<string>(), new List<string>());
        foreach (var path in Addresses())
        {
            addresses++;
            foreach (var (caller, others) in new[] { (_ada, Array.Empty<string>()), (_ben, [_ada.Person, "Adalbert only"]), (_server.Stranger(), [_ada.Person, _ben.Person, _server.Seminar]) })
            {
                using var response = await caller.GetAsync(path);
                var shown = response.Headers + await response.Content.ReadAsStringAsync();
                if (response.Headers.GetValues("X-Cache").Single() == "HIT")
                    fromCache.Add(path);
                if (others.Any(word => shown.Contains(word, StringComparison.Ordinal)) || (others.Length > 0 && IsAnothers(caller, shown)))
                    anothers.Add(path);
            }
        }

        return (addresses, fromCache, anothers);
    }

    // A page names in its frame who is signed in.
    private bool IsAnothers(Participant caller, string shown) =>
        new[] { _ada, _ben }.Any(person => person != caller && shown.Contains($"Your account: </span>{person.Name}", StringComparison.Ordinal));

    private IEnumerable<string> Addresses() =>
        (from endpoint in _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
         where endpoint.Metadata.GetMetadata<Unprotected>()?.Why != Files && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true
         let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{document}", _server.Document).Replace("{seminar}", _server.Seminar).Replace("{number}", "1")
         where !path.Contains('{') && !path.StartsWith("/admin", StringComparison.Ordinal)
         select path).Distinct();
}
