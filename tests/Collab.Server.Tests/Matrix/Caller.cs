using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Matrix;

/// <summary>Somebody who tries doors, and tells what came of it.</summary>
internal sealed partial class Caller(CollabServer server, Role role, Participant participant) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = role == Role.Admin ? AdminClient(server) : participant.Http;
    private HubConnection? _hub;

    public Role Role => role;

    public Participant Participant => participant;

    /// <summary>The code of the refusal, or <see cref="Expectation.Done"/>; of a page the status.</summary>
    public Task<string> TryAsync(Cell cell) => cell.Door.Way == Way.Hub ? CallAsync(cell) : SendAsync(cell);

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

    private async Task<string> SendAsync(Cell cell)
    {
        var isPage = cell.Door.Way == Way.Page;
        using var request = new HttpRequestMessage(new HttpMethod(cell.Door.Call.Split(' ')[0]), cell.Path);
        request.Headers.Accept.ParseAdd(isPage ? "text/html" : "application/json");
        if (request.Method == HttpMethod.Delete)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (cell.Door.Body?.Invoke(cell) is { } body)
            request.Content = body is Dictionary<string, string> form ? await FormAsync(request, form) : new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var status = answer.Headers.Location?.OriginalString.StartsWith("/join", StringComparison.Ordinal) == true ? 401 : (int)answer.StatusCode;
        if (status == 202)
            return Expectation.Waiting;
        if (status < 400)
            return cell.Door.Is(Traits.Words) && !text.Contains(cell.Word, StringComparison.Ordinal) ? Expectation.Withheld : Expectation.Done;
        if (isPage)
            return $"{status}";
        var code = JsonElement.Parse(text).GetProperty("code").GetString()!;
        return RefusalCodes.Status[code] == status ? code : $"{status} {code}";
    }

    /// <summary>The form with the field that each page of the caller carries, whether they may use it or not.</summary>
    private async Task<HttpContent> FormAsync(HttpRequestMessage request, Dictionary<string, string> form)
    {
        using var page = await _http.GetAsync("/join");
        if (page.IsSuccessStatusCode && AntiforgeryField().Match(await page.Content.ReadAsStringAsync()) is { Success: true } field)
        {
            form[field.Groups["name"].Value] = field.Groups["value"].Value;
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", [participant.Cookie, .. page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])]));
        }

        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        return new FormUrlEncodedContent(form);
    }

    private async Task<string> CallAsync(Cell cell)
    {
        if (role == Role.Admin)
            return await HubOverSocketAsync();
        using var limit = new CancellationTokenSource(Patience);
        var arguments = (object?[])cell.Door.Body!(cell)!;
        try
        {
            if (_hub?.State != HubConnectionState.Connected)
                _hub = await participant.ConnectAsync();
            if (cell.Door.Call is not ("Watch" or "WatchNotebook" or "Presence"))
            {
                var outcome = await _hub.InvokeCoreAsync<JsonElement>(cell.Door.Call, arguments, limit.Token);
                return outcome.ValueKind == JsonValueKind.Object && outcome.TryGetProperty("state", out _) ? Expectation.Waiting : Expectation.Done;
            }

            await using var items = _hub.StreamAsyncCore<JsonElement>(cell.Door.Call, arguments, limit.Token).GetAsyncEnumerator(limit.Token);
            Assert.True(await items.MoveNextAsync());
            return cell.Door.Is(Traits.Words) && !items.Current.GetRawText().Contains(cell.Word, StringComparison.Ordinal) ? Expectation.Withheld : Expectation.Done;
        }
        catch (HubException refusal)
        {
            return refusal.Message.Split(':')[0];
        }
        catch (System.Net.WebSockets.WebSocketException refused) when (refused.Message.Contains("401", StringComparison.Ordinal))
        {
            return "unauthenticated";
        }
    }

    private async Task<string> HubOverSocketAsync()
    {
        using var answer = await _http.GetAsync("/hub");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("code").GetString()!;
    }

    private static HttpClient AdminClient(CollabServer server) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(DataLocation.Socket(server.Data)), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost") };

    [GeneratedRegex("""<input type="hidden" name="(?<name>__[^"]+)" value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex AntiforgeryField();
}
