using System.Net.Http.Headers;
using Collab.Client;

namespace Collab.Benchmarks;

/// <summary>A server with one document in it and a token that may write there.</summary>
internal sealed class Room : IAsyncDisposable
{
    private static readonly string Filler = string.Concat(Enumerable.Repeat("What does this claim rest on, and who is meant by it? ", 6));

    private Room(ServerProcess server, string data, string? connection, string token, string document, string[] clauses)
    {
        (Server, Data, Connection, Token, Document, Clauses) = (server, data, connection, token, document, clauses);
    }

    public ServerProcess Server { get; private set; }

    public string Data { get; }

    /// <summary>Of its PostgreSQL; null on SQLite.</summary>
    public string? Connection { get; }

    public string Token { get; }

    public string Document { get; }

    public string[] Clauses { get; }

    public static async Task<Room> OpenAsync(string? connection = null, Func<string, Task<ServerProcess>>? start = null)
    {
        var data = Directory.CreateTempSubdirectory("collab-benchmark-").FullName;
        var server = await (start?.Invoke(data) ?? ServerProcess.CollabAsync(data, connection));
        var token = await ServerProcess.CommandAsync("token", "--data", data, "--name", "Benchmark", "--role", "owner");
        using var client = new CollabClient(server.Address, token);
        var seminar = (await client.MeAsync()).Seminars[0].Id;
        var document = (await client.DocumentsAsync(seminar))[0].Id;
        var clauses = (await client.Document(document).ReadAsync()).Clauses.Select(clause => clause.Id).ToArray();
        return new Room(server, data, connection, token, document, clauses);
    }

    public static HttpClient Client(ServerProcess server, string token) => new()
    {
        BaseAddress = server.Address,
        Timeout = TimeSpan.FromMinutes(2),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public HttpClient Client() => Client(Server, Token);

    public Task<HubClient> ConnectAsync() => HubClient.ConnectAsync(Server.Address, Token);

    /// <summary>A note of about 400 bytes that carries the time at which it was sent.</summary>
    public static string Text(long sent) => $"t={sent}; {Filler}";

    public Task<string> AnnotateAsync(HubClient client, int clause, long sent) => AnnotateAsync(client, clause, Text(sent));

    public Task<string> AnnotateAsync(HubClient client, int clause, string text) => client.InvokeAsync(
        "Annotate",
        $$$"""[{"document":"{{{Document}}}","commandId":"{{{Guid.NewGuid()}}}","targets":[{"clause":"{{{Clauses[clause % Clauses.Length]}}}"}],"body":{"text":"{{{text}}}","format":"markdown"}}]""");

    /// <summary>The server starts again on the same data.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Server = await ServerProcess.CollabAsync(Data, Connection);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
