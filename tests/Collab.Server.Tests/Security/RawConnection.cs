using System.Net.Sockets;
using System.Text;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

/// <summary>A network connection on which a test sends what it likes, as slowly as it likes.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _over = new(Longest);

    public static async Task<RawConnection> OpenAsync(CollabServer server)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(server.Address.Host, server.Address.Port);
        return connection;
    }

    public Task SendAsync(string text) => _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), _over.Token).AsTask();

    /// <summary>A byte each tenth of a second, until the other side has had enough.</summary>
    public async Task DripAsync(char letter)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await pace.WaitForNextTickAsync(_over.Token))
                await SendAsync(letter.ToString());
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Everything that comes until the other side closes; empty where it only closes.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var bytes = new MemoryStream();
        try
        {
            await _client.GetStream().CopyToAsync(bytes, _over.Token);
        }
        catch (IOException)
        {
            // Closed with what we sent unread.
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The first piece of what comes; null where the other side closes instead.</summary>
    public async Task<string?> ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var read = await _client.GetStream().ReadAsync(buffer, _over.Token);
            return read == 0 ? null : Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_over.IsCancellationRequested)
            return;
        await _over.CancelAsync();
        _client.Dispose();
        _over.Dispose();
    }
}
