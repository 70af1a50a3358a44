using System.Text.Json.Nodes;
using Collab.Testing;

namespace Collab.Server.Tests.Accounts;

/// <summary>A browser at <c>localhost</c>, where passkeys work, that keeps its cookies.</summary>
internal sealed class KeyedBrowser
{
    private readonly CollabServer _server;
    private readonly Dictionary<string, string> _cookies = [];

    /// <param name="who">Who is signed in in it; null for nobody.</param>
    public KeyedBrowser(CollabServer server, Participant? who = null)
    {
        _server = server;
        if (who?.Cookie is { } cookie)
            _cookies[cookie.Split('=')[0]] = cookie.Split('=')[1];
    }

    public string Origin => $"http://localhost:{_server.Address.Port}";

    /// <summary>What names the ceremony.</summary>
    public string? Ceremony
    {
        get => _cookies.GetValueOrDefault("collab-key");
        set => _cookies["collab-key"] = value!;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        var cookies = string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        var response = await _server.Stranger().SendAsync(method, path, body, ("Host", Origin["http://".Length..]), ("Origin", Origin), ("Cookie", cookies.Length > 0 ? cookies : null));
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var sets) ? sets : [])
        {
            var (name, value) = (set.Split('=')[0], set.Split('=', 2)[1].Split(';')[0]);
            if (value.Length > 0)
                _cookies[name] = value;
            else
                _cookies.Remove(name);
        }

        return response;
    }

    /// <summary>The person who is signed in; null for nobody.</summary>
    public async Task<string?> MeAsync()
    {
        using var me = await SendAsync(HttpMethod.Get, "/api/me");
        return me.IsSuccessStatusCode ? (string)(await me.JsonAsync())["id"]! : null;
    }

    /// <summary>What is to be made or signed.</summary>
    /// <param name="path"><c>/api/passkeys</c> or <c>/api/sign-in</c>.</param>
    public async Task<JsonNode> AskAsync(string path)
    {
        using var asked = await SendAsync(HttpMethod.Post, $"{path}/options");
        return (await asked.JsonAsync())["publicKey"]!;
    }

    public async Task<string> AddAsync(SoftKey key, string? name = null) => await AnswerAddAsync(key.Create(await AskAsync("/api/passkeys"), Origin), name);

    public async Task<string> AnswerAddAsync(JsonObject credential, string? name = null)
    {
        using var added = await SendAsync(HttpMethod.Post, "/api/passkeys", name is null ? new { credential } : new { credential, name });
        return await added.OutcomeAsync();
    }

    public async Task<string> SignInAsync(SoftKey key) => await AnswerSignInAsync(key.Sign(await AskAsync("/api/sign-in"), Origin));

    public async Task<string> AnswerSignInAsync(JsonObject credential)
    {
        using var signedIn = await SendAsync(HttpMethod.Post, "/api/sign-in", new { credential });
        return await signedIn.OutcomeAsync();
    }

    public async Task<JsonArray> ListAsync()
    {
        using var list = await SendAsync(HttpMethod.Get, "/api/passkeys");
        return (await list.JsonAsync())["items"]!.AsArray();
    }
}
