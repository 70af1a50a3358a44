using System.Net.Http.Headers;
using Collab.Client;

namespace Collab.Benchmarks;

/// <summary>A server with one document in it and a token that may write there.</summary>
internal sealed class Room : IAsyncDisposable
{
    private static readonly string Filler = string.Concat(Enumerable.Repeat("What does this claim rest on, and who is meant by it? ", 6));

    private Func<string, Task<ServerProcess>> _start;

    private Room(ServerProcess server, Func<string, Task<ServerProcess>> start, string data, string token, string seminar, string document, string[] clauses)
    {
        (Server, _start, Data, Token, Seminar, Document, Clauses) = (server, start, data, token, seminar, document, clauses);
    }

    public ServerProcess Server { get; private set; }

    public string Data { get; }

    public string Token { get; }

    public string Seminar { get; }

    public string Document { get; }

    public string[] Clauses { get; }

    /// <param name="connection">Of its PostgreSQL; null on SQLite.</param>
    /// <param name="start">Starts a server on a data folder; the real one where none is given.</param>
    public static async Task<Room> OpenAsync(string? connection = null, Func<string, Task<ServerProcess>>? start = null)
    {
        start ??= folder => ServerProcess.CollabAsync(folder, connection);
        var data = Directory.CreateTempSubdirectory("collab-benchmark-").FullName;
        var server = await start(data);
        var token = await ServerProcess.CommandAsync("token", "--data", data, "--name", "Benchmark", "--role", "owner");
        using var client = new CollabClient(server.Address, token);
        var seminar = (await client.MeAsync()).Seminars[0].Id;
        var document = (await client.DocumentsAsync(seminar))[0].Id;
        var clauses = (await client.Document(document).ReadAsync()).Clauses.Select(clause => clause.Id).ToArray();
        return new Room(server, start, data, token, seminar, document, clauses);
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

    /// <param name="command">Its id; a new one where none is given.</param>
    public Task<string> AnnotateAsync(HubClient client, int clause, string text, Guid? command = null) => client.InvokeAsync(
        "Annotate",
        $$$"""[{"document":"{{{Document}}}","commandId":"{{{command ?? Guid.NewGuid()}}}","targets":[{"clause":"{{{Clauses[clause % Clauses.Length]}}}"}],"body":{"text":"{{{text}}}","format":"markdown"}}]""");

    /// <summary>The server starts again on the same data.</summary>
    /// <param name="start">From now on another one than before.</param>
    public async Task RestartAsync(Func<string, Task<ServerProcess>>? start = null)
    {
        await Server.DisposeAsync();
        _start = start ?? _start;
        Server = await _start(Data);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
