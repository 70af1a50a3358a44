using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>Somebody with a browser or a program, who knows nothing of the server but its address.</summary>
/// <param name="fingerprint">The SHA-256 fingerprint of the server's certificate, for HTTPS.</param>
internal sealed class Person(Uri address, string header, string credentials, string? fingerprint = null) : IDisposable
{
    /// <summary>The server says something every two seconds; a link on which nothing comes for so long is dead. SignalR looks once a second: with that it is less than five.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(1);

    private readonly Way _way = new([address]);
    private HttpClient? _http;

    /// <summary>Sends the credentials with every request.</summary>
    public HttpClient Http => _http ??= Client(new OnTheWay(_way, Handler(fingerprint)), address, header, credentials);

    /// <summary>The node that is asked now.</summary>
    public Uri Address => _way.Address;

    public string Cookie => header == "Cookie" ? credentials : throw new InvalidOperationException("A token is no cookie.");

    /// <summary>A client that keeps no cookies, believes the one certificate alone, and soon finds out that nobody listens.</summary>
    public static HttpClient Client(Uri address, string? fingerprint = null) => new(Handler(fingerprint)) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Whether a server showed the certificate of that fingerprint.</summary>
    public static bool IsPinned(X509Certificate? certificate, string? fingerprint) =>
        certificate is not null && certificate.GetCertHashString(HashAlgorithmName.SHA256) == fingerprint?.Replace(":", "", StringComparison.Ordinal);

    /// <summary>Joins by a link's secret; keeps the cookie.</summary>
    public static async Task<(Person Person, JsonObject Joined)> JoinAsync(Uri address, string secret, string name, string? fingerprint = null)
    {
        using var client = Client(address, fingerprint);
        using var answer = await client.PostAsJsonAsync("api/join", new { secret, displayName = name });
        var joined = await JsonAsync(answer);
        return (new Person(address, "Cookie", answer.Headers.GetValues("Set-Cookie").First().Split(';')[0], fingerprint), joined);
    }

    public static Person WithToken(Uri address, string token) => new(address, "Authorization", $"Bearer {token}");

    /// <summary>The same person by another way.</summary>
    public Person At(Uri other) => new(other, header, credentials);

    /// <summary>Whether they believe what a server showed.</summary>
    public bool Believes(X509Certificate? certificate) => IsPinned(certificate, fingerprint);

    /// <summary>The same person, who knows all nodes of a cluster and asks one of them first.</summary>
    public Person Among(IReadOnlyList<Uri> nodes, int first)
    {
        var person = At(nodes[first % nodes.Count]);
        person._way.Set(nodes, first);
        return person;
    }

    /// <summary>
    /// Between two attempts. Where there is no other node the one that ended is being started, on the same processors: twenty or thirty people
    /// who knock without pause make that take twice as long.
    /// </summary>
    public TimeSpan Pause => _way.Count > 1 ? Patience.Poll * 3 : Patience.Poll * 20;

    /// <summary>
    /// From now on asks another node, where there is one: the next that says that it is ready, as a proxy before the nodes would. One that is
    /// frozen takes connections and answers nothing. Where there is no other, it is asked again when somebody listens there.
    /// </summary>
    public async Task MoveOnAsync()
    {
        if (_way.Count == 1)
        {
            await ListeningAsync();
            return;
        }

        for (var i = 0; i < _way.Count; i++)
        {
            _way.MoveOn();
            if (await IsReadyAsync())
                return;
        }
    }

    /// <summary>A connection to the hub that has not been started.</summary>
    public HubConnection Hub() => new HubConnectionBuilder().WithUrl(new Uri(Address, "hub"), options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.SkipNegotiation = true;
        options.Headers[header] = credentials;
        options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(certificate, fingerprint);
    }).WithServerTimeout(DeadAfter).Build();

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return await JsonAsync(answer);
    }

    public async Task<JsonObject> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(path, body);
        return await JsonAsync(answer);
    }

    /// <summary>Every event of a document, or of one's notebook on it, from the first.</summary>
    /// <param name="read">Told of each page.</param>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string document, string path = "events", int limit = 1000, Action<JsonElement>? read = null)
    {
        List<JsonElement> events = [];
        while (true)
        {
            var page = await Http.GetFromJsonAsync<JsonElement>($"api/documents/{document}/{path}?after={events.Count}&limit={limit}");
            read?.Invoke(page);
            events.AddRange(page.GetProperty("events").EnumerateArray());
            if (page.GetProperty("last").GetInt64() >= page.GetProperty("head").GetInt64())
                return events;
        }
    }

    public void Dispose() => _http?.Dispose();

    /// <summary>Waits until somebody listens, for a second at most. A whole client that is made to be refused costs many times as much as a socket.</summary>
    private async Task ListeningAsync()
    {
        using var enough = new CancellationTokenSource(ReadyWithin);
        while (!enough.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Address.Host, Address.Port, enough.Token);
                return;
            }
            catch (Exception nobody) when (nobody is SocketException or OperationCanceledException)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        using var enough = new CancellationTokenSource(ReadyWithin);
        try
        {
            using var answer = await Http.GetAsync("health/ready", enough.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private static SocketsHttpHandler Handler(string? fingerprint) => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(certificate, fingerprint) },
    };

    private static HttpClient Client(HttpMessageHandler handler, Uri address, string header, string credentials)
    {
        var client = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, credentials);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new HttpRequestException($"{(int)answer.StatusCode} {text}", null, answer.StatusCode);
    }
}
