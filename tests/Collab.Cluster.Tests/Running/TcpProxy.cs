using System.Net;
using System.Net.Sockets;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// Stands between clients and a server, and lets links fail: each by what was decided for it, by a seed for instance, or all at once.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<Link, Task> _links = [];
    private readonly Uri _target;
    private readonly Task _accepting;
    private Func<int, LinkFate> _fates = _ => LinkFate.None;
    private int _opened;
    private long _answered;

    private TcpProxy(Uri target)
    {
        _target = target;
        _listener.Start(512);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Bytes that came from the server, lost ones too.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Told each fault when it strikes: on a link that was alive, for a byte was on its way.</summary>
    public event Action<LinkFate> Struck = static _ => { };

    public static TcpProxy Start(Uri target) => new(target);

    /// <summary>Decides for every link that is opened from now on, by its number.</summary>
    public void Decide(Func<int, LinkFate> fates)
    {
        lock (_gate)
            (_fates, _opened) = (fates, 0);
    }

    /// <summary>The same befalls every link, open or to come, from now on.</summary>
    public void Strike(LinkFate fate)
    {
        Decide(_ => fate);
        foreach (var link in Open())
            link.Suffer(fate);
    }

    /// <summary>Nothing more befalls any link. Those that have lost something are cut, since it will not come again.</summary>
    public void Heal() => Strike(LinkFate.None);

    /// <summary>Cuts every link that is open.</summary>
    public void Cut()
    {
        foreach (var link in Open())
            link.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Cut();
        Task[] carrying;
        lock (_gate)
            carrying = [.. _links.Values];
        await Task.WhenAll(carrying);
        _over.Dispose();
    }

    private Link[] Open()
    {
        lock (_gate)
            return [.. _links.Keys];
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_over.Token);
            client.NoDelay = true;
            var link = new Link(client, fate => Struck(fate), bytes => Interlocked.Add(ref _answered, bytes));
            lock (_gate)
            {
                link.Suffer(_fates(_opened++));
                _links[link] = Task.Run(() => CarryAsync(link));
            }
        }
    }

    private async Task CarryAsync(Link link)
    {
        using (link)
            await link.CarryAsync(_target, _over.Token);
        lock (_gate)
            _links.Remove(link);
    }
}
