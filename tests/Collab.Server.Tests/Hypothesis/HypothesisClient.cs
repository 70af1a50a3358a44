using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Testing;

namespace Collab.Server.Tests.Hypothesis;

/// <summary>Speaks as Hypothesis' client does: from the page's settings to the grant, the calls and the socket.</summary>
internal sealed partial class HypothesisClient(CollabServer server, string document, string refresh) : IAsyncDisposable
{
    private ClientWebSocket? _socket;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public string Access { get; private set; } = "";

    public HttpClient Http { get; private set; } = null!;

    public string Api => $"/hypothesis/documents/{document}/api/";

    public string Page => new Uri(server.Address, $"/hypothesis/documents/{document}").ToString();

    public static async Task<HypothesisClient> SignInAsync(CollabServer server, string document, Participant who)
    {
        var html = await who.Http.GetStringAsync($"/hypothesis/documents/{document}");
        var settings = JsonNode.Parse(Settings().Match(html).Groups["json"].Value)!;
        var client = new HypothesisClient(server, document, "");
        var got = await client.ExchangeAsync("urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", (string)settings["services"]![0]!["grantToken"]!);
        var signedIn = new HypothesisClient(server, document, (string)got["refresh_token"]!);
        signedIn.Take(got);
        return signedIn;
    }

    public async Task RefreshAsync() => Take(await ExchangeAsync("refresh_token", "refresh_token", refresh));

    public async Task<JsonNode> ExchangeAsync(string type, string name, string token)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = type, [name] = token });
        using var http = server.NewClient();
        using var answer = await http.PostAsync(Api + "token", form);
        return (await answer.JsonAsync())!;
    }

    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body = null, int expected = 200)
    {
        using var request = new HttpRequestMessage(method, Api + path);
        request.Headers.Add("X-Client-Id", Id);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == expected, $"{method} {path}: {(int)answer.StatusCode} {said}");
        return said.Length > 0 ? JsonNode.Parse(said)!.AsObject() : [];
    }

    public async Task<JsonArray> SearchAsync() => (await SendAsync(HttpMethod.Get, $"search?limit=50&sort=created&order=asc&_separate_replies=false&uri={Uri.EscapeDataString(Page)}"))["rows"]!.AsArray();

    /// <summary>Opens the socket and asks for the page.</summary>
    public async Task ListenAsync()
    {
        _socket?.Dispose();
        _socket = new ClientWebSocket();
        await _socket.ConnectAsync(SocketAddress(Access), CancellationToken.None);
        await TellAsync(new JsonObject { ["messageType"] = "client_id", ["value"] = Id });
        await TellAsync(new JsonObject { ["type"] = "whoami", ["id"] = 1 });
        await TellAsync(JsonNode.Parse("""{"filter":{"match_policy":"include_any","clauses":[{"field":"/uri","operator":"one_of","value":["PAGE"],"case_sensitive":false}],"actions":{"create":true,"update":true,"delete":true}}}""".Replace("PAGE", Page, StringComparison.Ordinal))!);
        Assert.Equal("whoyouare", (string)(await HearAsync())!["type"]!);
    }

    public Task AskWhoAsync() => TellAsync(new JsonObject { ["type"] = "whoami", ["id"] = 2 });

    public Uri SocketAddress(string token) => new($"ws://{server.Address.Authority}/hypothesis/live/{document}?access_token={Uri.EscapeDataString(token)}");

    /// <summary>The next message; null where the server closed.</summary>
    public async Task<JsonNode?> HearAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (buffer, length) = (new byte[1 << 20], 0);
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket!.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return part.MessageType == WebSocketMessageType.Close ? null : JsonNode.Parse(buffer.AsSpan(0, length));
    }

    /// <summary>The action and the ids of the next message, which tells of notes.</summary>
    public async Task<(string Action, string Ids)> ToldAsync()
    {
        var message = (await HearAsync())!;
        return ((string)message["options"]!["action"]!, string.Join(' ', message["payload"]!.AsArray().Select(note => (string)note!["id"]!)));
    }

    /// <summary>As a network does: without a word.</summary>
    public void Cut() => _socket!.Abort();

    public WebSocketCloseStatus? Closed => _socket!.CloseStatus;

    public ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        Http?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(JsonNode got)
    {
        Access = (string)got["access_token"]!;
        Http?.Dispose();
        Http = server.NewClient();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Access);
    }

    private Task TellAsync(JsonNode message) => _socket!.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);

    [GeneratedRegex("""class="js-hypothesis-config">(?<json>.*?)</script>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Settings();
}
