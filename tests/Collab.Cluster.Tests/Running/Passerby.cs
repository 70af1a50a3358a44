using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>Somebody who opens a document, reads along for a while, goes and comes back, for ever. What is read is counted and forgotten.</summary>
internal sealed class Passerby(Person person, string document, int seed)
{
    // Shorter than the server waits for a word of theirs.
    private const int LeastMilliseconds = 4_000, MostMilliseconds = 20_000;

    private readonly Random _random = new(seed);

    /// <summary>How often they came.</summary>
    public int Visits { get; private set; }

    /// <summary>Bytes that they read.</summary>
    public long Read { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        var buffer = new byte[32 * 1024];
        while (!stop.IsCancellationRequested)
        {
            using var stay = CancellationTokenSource.CreateLinkedTokenSource(stop);
            stay.CancelAfter(_random.Next(LeastMilliseconds, MostMilliseconds));
            try
            {
                await VisitAsync(buffer, stay.Token);
            }
            catch (Exception gone) when (stay.IsCancellationRequested && gone is (OperationCanceledException or WebSocketException))
            {
                // Without a goodbye, as a page that is closed.
            }
        }
    }

    private async Task VisitAsync(byte[] buffer, CancellationToken stay)
    {
        var head = (long)(await person.GetAsync($"api/documents/{document}"))["seq"]!;
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", person.Cookie);
        await socket.ConnectAsync(new UriBuilder(new Uri(person.Address, "hub")) { Scheme = "ws" }.Uri, stay);
        await SendAsync(socket, """{"protocol":"json","version":1}""", stay);
        await SendAsync(socket, JsonSerializer.Serialize(new { type = 4, invocationId = "1", target = "Watch", arguments = new object[] { document, head } }), stay);
        Visits++;
        while (await socket.ReceiveAsync(buffer.AsMemory(), stay) is { MessageType: not WebSocketMessageType.Close } part)
            Read += part.Count;
        throw new IOException("The server ended the connection.");
    }

    private static async Task SendAsync(ClientWebSocket socket, string message, CancellationToken stay) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, endOfMessage: true, stay);
}
