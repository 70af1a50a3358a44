using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.University;

/// <summary>A browser that keeps the cookies of both hosts and goes where it is sent, one step at a time if asked.</summary>
internal sealed class Visitor(CollabServer server, TestUniversity university) : IDisposable
{
    public const string Home = "https://collab.test";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public Dictionary<(string Host, string Name), string> Cookies { get; private init; } = [];

    /// <summary>The headers Set-Cookie of all answers.</summary>
    public List<string> SetCookies { get; } = [];

    /// <summary>The session that this browser is signed in by; null for none.</summary>
    public string? Session => Cookies.GetValueOrDefault(("collab.test", SessionCookie.SecureName)) is { } secret ? Secret.Hash(secret) : null;

    public void Dispose() => _http.Dispose();

    /// <summary>Another browser with the same cookies.</summary>
    public Visitor Copy() => new(server, university) { Cookies = new(Cookies) };

    /// <summary>The same person as others use them in tests.</summary>
    public Participant ToParticipant(string person) =>
        new(server, "", $"{SessionCookie.SecureName}={Cookies[("collab.test", SessionCookie.SecureName)]}") { Person = person };

    public void BecomeAs(Participant participant) => Cookies[("collab.test", SessionCookie.SecureName)] = participant.Cookie!.Split('=')[1];

    /// <summary>One request.</summary>
    public async Task<HttpResponseMessage> GoAsync(string url, string accept = "application/json", params (string Name, string Value)[] headers)
    {
        var to = new Uri(new Uri(Home), url);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(to.Host == "collab.test" ? server.Address : university.Address, to.PathAndQuery));
        request.Headers.Host = to.Host;
        request.Headers.Accept.ParseAdd(accept);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var cookies = string.Join("; ", Cookies.Where(cookie => cookie.Key.Host == to.Host).Select(cookie => $"{cookie.Key.Name}={cookie.Value}"));
        if (cookies.Length > 0)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        var response = await _http.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var sets) ? sets : [])
        {
            SetCookies.Add(set);
            var (name, value) = (set.Split('=')[0], set.Split('=', 2)[1].Split(';')[0]);
            if (value.Length > 0)
                Cookies[(to.Host, name)] = value;
            else
                Cookies.Remove((to.Host, name));
        }

        return response;
    }

    /// <summary>Where a request sends on to.</summary>
    public async Task<string> NextAsync(string url, params (string Name, string Value)[] headers)
    {
        using var response = await GoAsync(url, headers: headers);
        return response.Headers.Location?.OriginalString ?? throw new InvalidOperationException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>The address to which the university sends back somebody who has begun and signed in there.</summary>
    public async Task<string> BackAsync(string start = "/sign-in/university", params (string Name, string Value)[] headers) => await NextAsync(await NextAsync(start, headers));

    /// <summary>Comes in: "302", or a refusal.</summary>
    public async Task<string> ComeInAsync() => await (await GoAsync(await BackAsync())).OutcomeAsync();

    /// <summary>Where the button on the page to come in leads.</summary>
    public async Task<string> ButtonAsync()
    {
        using var page = await GoAsync("/join", "text/html");
        return System.Net.WebUtility.HtmlDecode(Regex.Match(await page.Content.ReadAsStringAsync(), "href=\"(/sign-in/university[^\"]*)\"").Groups[1].Value);
    }

    /// <summary>The person who is signed in; null for nobody.</summary>
    public async Task<string?> MeAsync()
    {
        using var me = await GoAsync("/api/me");
        return me.IsSuccessStatusCode ? (string)JsonNode.Parse(await me.Content.ReadAsStringAsync())!["id"]! : null;
    }
}
