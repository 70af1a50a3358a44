using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Server.Hosting;
using Collab.Storage;

namespace Collab.Server.Admin;

/// <summary>
/// The operator's commands speak through this with a running server; a stopped one is started for as long as it takes, listening to
/// nobody but this.
/// </summary>
internal sealed class AdminClient : IAsyncDisposable
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly AdminSocket _socket;
    private readonly HttpClient _http;
    private WebApplication? _own;

    private AdminClient(AdminSocket socket) => (_socket, _http) = (socket, Over(socket.Address));

    /// <summary>Whether the server ran already.</summary>
    public bool WasRunning => _own is null;

    /// <param name="storage">The data folder of the server, and the storage that a stopped one is started with.</param>
    public static async Task<AdminClient> ConnectAsync(StorageSettings storage)
    {
        var client = new AdminClient(new AdminSocket(storage.Folder));
        try
        {
            using var answer = await client.AskAsync();
            if (answer is null)
                await client.StartOwnAsync(storage);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells the server that has the data folder open that it is backed up, for its log; and what it says of its storage. Null where none runs.</summary>
    public static async Task<AdminApi.Kept?> BackingUpAsync(string folder)
    {
        await using var client = new AdminClient(new AdminSocket(folder));
        using var answer = await client.AskAsync();
        return answer is null ? null : await client.PostAsync<AdminApi.Kept>("/admin/backup", new { });
    }

    /// <summary>Whether the process that has the data folder open lives. It touches no storage, and starts nothing.</summary>
    /// <returns>False where none has it open.</returns>
    /// <exception cref="OperationCanceledException">It listens, and did not answer for so long.</exception>
    public static async Task<bool> LivesAsync(string folder, TimeSpan patience)
    {
        await using var client = new AdminClient(new AdminSocket(folder));
        using var enough = new CancellationTokenSource(patience);
        using var answer = await client.AskAsync(cancellation: enough.Token);
        // While it upgrades its data, and while it stops, it does not listen.
        return answer is not null || DataFolder.IsOpen(folder);
    }

    /// <summary>Why the server cannot do all that it does; null where it can. It starts nothing.</summary>
    /// <exception cref="OperationCanceledException">It listens, and did not answer for so long.</exception>
    public static async Task<string?> HindranceAsync(string folder, TimeSpan patience)
    {
        await using var client = new AdminClient(new AdminSocket(folder));
        using var enough = new CancellationTokenSource(patience);
        using var answer = await client.AskAsync("/admin/ready", enough.Token);
        return answer switch
        {
            { IsSuccessStatusCode: true } => null,
            { Content.Headers.ContentType.MediaType: "text/plain" } => await answer.Content.ReadAsStringAsync(enough.Token),
            not null => "storage does not answer",
            null => DataFolder.IsOpen(folder) ? "it does not listen yet, or any more" : $"no server has {folder} open",
        };
    }

    /// <exception cref="AdminException">The server refused.</exception>
    public async Task<T> GetAsync<T>(string path)
    {
        using var response = await _http.GetAsync(path);
        return await ReadAsync<T>(response);
    }

    /// <exception cref="AdminException">The server refused.</exception>
    public async Task<T> PostAsync<T>(string path, object body)
    {
        using var response = await _http.PostAsync(path, JsonContent.Create(body, options: Json));
        return await ReadAsync<T>(response);
    }

    /// <exception cref="AdminException">The server refused.</exception>
    public async Task PostAsync(string path, object body)
    {
        using var response = await _http.PostAsync(path, JsonContent.Create(body, options: Json));
        await DemandAsync(response);
    }

    /// <exception cref="AdminException">The server refused.</exception>
    public async Task DeleteAsync(string path)
    {
        using var response = await _http.DeleteAsync(path);
        await DemandAsync(response);
    }

    /// <summary>Copies an answer to a stream; reports the bytes that came.</summary>
    /// <exception cref="AdminException">The server refused.</exception>
    public async Task DownloadAsync(string path, Stream target, Action<Verification.Progress> report)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await DemandAsync(response);
        await using var source = await response.Content.ReadAsStreamAsync();
        var (piece, done) = (new byte[64 * 1024], 0L);
        for (int read; (read = await source.ReadAsync(piece)) > 0;)
        {
            await target.WriteAsync(piece.AsMemory(0, read));
            report(new Verification.Progress(done += read, 0));
        }
    }

    /// <summary>Long work: its progress, then its result.</summary>
    /// <exception cref="AdminException">The server refused, or the work failed.</exception>
    public async Task<T> RunAsync<T>(string path, object body, Action<Verification.Progress> report)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json) };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await DemandAsync(response);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() is { } text)
        {
            var line = JsonSerializer.Deserialize<AdminApi.Line<T>>(text, Json)!;
            if (line.Error is { } error)
                throw new AdminException(error);
            if (line.Progress is { } progress)
                report(progress);
            if (line.Result is { } result)
                return result;
        }

        throw new AdminException("The server stopped before it was done. Start it and try again.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_own is not null)
        {
            await _own.StopAsync();
            await _own.DisposeAsync();
        }

        _socket.Dispose();
    }

    private async Task StartOwnAsync(StorageSettings storage)
    {
        _own = CollabHost.Build(
            new Dictionary<string, string?>
            {
                [$"{ServerOptions.Section}:{nameof(ServerOptions.Data)}"] = storage.Folder,
                [$"{ServerOptions.Section}:{nameof(ServerOptions.Storage)}"] = (storage.Connection is null ? StorageKind.Sqlite : StorageKind.Postgres).ToString(),
                [$"{ServerOptions.Section}:{nameof(ServerOptions.Connection)}"] = storage.Connection,
                [$"{ServerOptions.Section}:{nameof(ServerOptions.AdminOnly)}"] = bool.TrueString,
                ["Logging:LogLevel:Default"] = "None",
                ["Logging:LogLevel:Collab"] = "None",
            },
            []);
        await _own.StartAsync();
    }

    private static HttpClient Over(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    })
    { BaseAddress = new Uri("http://localhost"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>What the server answers, a refusal too; null when nobody answers: then it does not run.</summary>
    private async Task<HttpResponseMessage?> AskAsync(string path = "/admin/storage", CancellationToken cancellation = default)
    {
        if (!File.Exists(_socket.Path))
            return null;
        try
        {
            return await _http.GetAsync(path, cancellation);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        await DemandAsync(response);
        return (await response.Content.ReadFromJsonAsync<T>(Json))!;
    }

    private static async Task DemandAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            return;
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        throw new AdminException(problem.RootElement.GetProperty("detail").GetString()!);
    }
}
