using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// Somebody who writes over HTTP and over the hub without waiting for answers: as often as is allowed, or many times that. To the hub they speak
/// bare frames: a client that makes an exception of each refusal takes the processor that the others' delay is measured on.
/// </summary>
internal sealed class Flood : IAsyncDisposable
{
    // By default 50 calls a second to the hub, and 300 writes a minute over HTTP.
    private const int HubCalls = 50, HttpCalls = 5;

    private const byte RecordSeparator = 0x1e;

    private readonly CancellationTokenSource _over = new();
    private readonly Person _person;
    private readonly string _document;
    private readonly string _clause;
    private readonly ClientWebSocket _hub = new();
    private Task _writing = Task.CompletedTask, _reading = Task.CompletedTask;
    private int _sent, _refused, _broken;

    private Flood(Person person, string document, string clause) => (_person, _document, _clause) = (person, document, clause);

    /// <summary>How many times as often as is allowed.</summary>
    public int Times { get; set; } = 1;

    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Refused with <c>rate-limited</c>.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Ended otherwise.</summary>
    public int Broken => Volatile.Read(ref _broken);

    public static async Task<Flood> StartAsync(Person person, string document, string clause)
    {
        var flood = new Flood(person, document, clause);
        flood._hub.Options.SetRequestHeader("Cookie", person.Cookie);
        await flood._hub.ConnectAsync(new UriBuilder(new Uri(person.Address, "hub")) { Scheme = "ws" }.Uri, CancellationToken.None);
        await flood.TellAsync(Frame("""{"protocol":"json","version":1}"""));
        flood._reading = flood.ReadAsync();
        flood._writing = flood.WriteAsync();
        return flood;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_writing, _reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _hub.Dispose();
        _over.Dispose();
    }

    private static byte[] Frame(string message) => [.. Encoding.UTF8.GetBytes(message), RecordSeparator];

    private async Task WriteAsync()
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / HttpCalls));
        while (await tick.WaitForNextTickAsync(_over.Token))
        {
            for (var i = 0; i < Times; i++)
            {
                _ = PostAsync();
                for (var call = 0; call < HubCalls / HttpCalls; call++)
                    await InvokeAsync();
            }
        }
    }

    private async Task PostAsync()
    {
        Interlocked.Increment(ref _sent);
        try
        {
            using var answer = await _person.Http.PostAsJsonAsync(
                $"api/documents/{_document}/annotations",
                new { commandId = Guid.NewGuid(), targets = new[] { new { clause = _clause } }, body = new { text = "Again!", format = "markdown" } },
                _over.Token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null)
                Interlocked.Increment(ref _refused);
            else
                answer.EnsureSuccessStatusCode();
        }
        catch (Exception) when (!_over.IsCancellationRequested)
        {
            Interlocked.Increment(ref _broken);
        }
        catch (Exception)
        {
            // It is over.
        }
    }

    private async Task InvokeAsync()
    {
        var call = Interlocked.Increment(ref _sent);
        await TellAsync(Frame($$$"""{"type":1,"invocationId":"{{{call}}}","target":"Annotate","arguments":[{"document":"{{{_document}}}","commandId":"{{{Guid.NewGuid()}}}","targets":[{"clause":"{{{_clause}}}"}],"body":{"text":"Again!","format":"markdown"}}]}"""));
    }

    private ValueTask TellAsync(ReadOnlyMemory<byte> frame) => _hub.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, _over.Token);

    /// <summary>Counts what the calls came to; a hub that hangs up breaks the flood once.</summary>
    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        try
        {
            while (await _hub.ReceiveAsync(buffer.AsMemory(held), _over.Token) is { MessageType: not WebSocketMessageType.Close } received)
            {
                held += received.Count;
                var unread = buffer.AsSpan(0, held);
                for (int end; (end = unread.IndexOf(RecordSeparator)) >= 0; unread = unread[(end + 1)..])
                    Count(unread[..end]);
                unread.CopyTo(buffer);
                held = unread.Length;
            }

            Interlocked.Increment(ref _broken);
        }
        catch (Exception) when (!_over.IsCancellationRequested)
        {
            Interlocked.Increment(ref _broken);
        }
    }

    private void Count(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"error\":\""u8) is var error && error < 0)
            return;
        Interlocked.Increment(ref message[(error + 9)..].StartsWith("rate-limited"u8) ? ref _refused : ref _broken);
    }
}
