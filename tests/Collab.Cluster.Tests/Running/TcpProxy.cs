using System.Net;
using System.Net.Sockets;

namespace Collab.Cluster.Tests.Running;

/// <summary>A link to the server that can fail: it swallows answers, cuts them at a byte, or delays them.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly List<(TcpClient Client, TcpClient Server)> _links = [];
    private readonly Uri _target;
    private readonly Task _accepting;
    private long _answered;

    private TcpProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public static TcpProxy Start(Uri target) => new(target);

    /// <summary>Everything that the server says is lost.</summary>
    public bool SwallowsAnswers { get; set; }

    /// <summary>How long every piece of an answer is held back.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>After so many more bytes from the server the link is cut; null for never.</summary>
    public long? CutAfter { get; set; }

    /// <summary>Bytes that came from the server, lost ones too.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Cuts every link that is open.</summary>
    public void Cut()
    {
        List<(TcpClient Client, TcpClient Server)> links;
        lock (_gate)
        {
            links = [.. _links];
            _links.Clear();
        }

        foreach (var (client, server) in links)
        {
            client.Client.Close(0);
            server.Client.Close(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_over.Token);
            var server = new TcpClient { NoDelay = true };
            client.NoDelay = true;
            lock (_gate)
                _links.Add((client, server));
            _ = RelayAsync(client, server);
        }
    }

    private async Task RelayAsync(TcpClient client, TcpClient server)
    {
        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, _over.Token);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _over.Token), AnswerAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, by either side or by a test.
        }

        client.Client.Close(0);
        server.Client.Close(0);
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, _over.Token)) > 0;)
        {
            Interlocked.Add(ref _answered, read);
            if (SwallowsAnswers)
                continue;
            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay, _over.Token);
            var let = (int)Math.Min(read, CutAfter ?? read);
            await to.WriteAsync(buffer.AsMemory(0, let), _over.Token);
            CutAfter -= let;
            if (CutAfter == 0)
            {
                CutAfter = null;
                return;
            }
        }
    }
}
