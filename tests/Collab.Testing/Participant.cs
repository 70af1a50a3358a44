using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Testing;

/// <summary>Somebody at a browser or a program of theirs.</summary>
public sealed class Participant(CollabServer server, string name, string? cookie) : IAsyncDisposable
{
    private HttpClient? _http;

    public string Name => name;

    /// <summary>The Cookie header; null where none is sent.</summary>
    public string? Cookie { get; } = cookie;

    /// <summary>The Authorization header's token; null where none is sent.</summary>
    public string? Token { get; init; }

    public string Person { get; init; } = "";

    public string Member { get; init; } = "";

    public Role Role { get; init; }

    /// <summary>A client that sends the credentials with every request.</summary>
    public HttpClient Http => _http ??= Authorized();

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpResponseMessage> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<HttpResponseMessage> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<HttpResponseMessage> DeleteAsync(string path, Guid? key = null) => SendAsync(HttpMethod.Delete, path, null, ("Idempotency-Key", key?.ToString()));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        foreach (var (header, value) in headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(header, value);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>The JSON at an address; fails where the answer is a refusal.</summary>
    public async Task<JsonObject> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.JsonAsync();
    }

    /// <summary>Adds a note to a document; null for the whole text. Answers <c>{id, number, seq}</c>.</summary>
    public async Task<JsonObject> AnnotateAsync(string document, string text, string? clause = null, bool isPrivate = false)
    {
        using var response = await PostAsync($"/api/documents/{document}/annotations", new
        {
            commandId = Guid.NewGuid(),
            targets = clause is null ? Array.Empty<object>() : [new { clause }],
            body = new { text, format = "markdown" },
            visibility = isPrivate ? "private" : "shared",
        });
        return await response.JsonAsync();
    }

    /// <summary>A started connection to the hub.</summary>
    public Task<HubConnection> ConnectAsync() => ConnectAsync("");

    /// <summary>A started connection to the hub.</summary>
    /// <param name="query">Of its address, with the question mark.</param>
    public async Task<HubConnection> ConnectAsync(string query)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/hub" + query), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            if (Cookie is not null)
                options.Headers["Cookie"] = Cookie;
            if (Token is not null)
                options.Headers["Authorization"] = $"Bearer {Token}";
        }).Build();
        await connection.StartAsync();
        return connection;
    }

    /// <summary>The same person with a token in place of the cookie.</summary>
    public async Task<Participant> WithTokenAsync(params string[] scopes)
    {
        using var response = await PostAsync("/api/tokens", new { name = "a program", scopes });
        return new Participant(server, name, null) { Token = (string)(await response.JsonAsync())["token"]!, Person = Person, Member = Member, Role = Role };
    }

    public ValueTask DisposeAsync()
    {
        _http?.Dispose();
        return ValueTask.CompletedTask;
    }

    private HttpClient Authorized()
    {
        var http = server.NewClient();
        if (Cookie is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", Cookie);
        if (Token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return http;
    }
}
