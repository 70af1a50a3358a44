using System.Net;
using System.Net.Sockets;
using System.Text;
using Collab.Cluster.Tests.Running;

namespace Collab.Cluster.Tests;

/// <summary>The proxy does to links what it is told, and no more. What is behind it answers every byte with the same.</summary>
public sealed class TcpProxyTests : IAsyncLifetime, IDisposable
{
    /// <summary>Long enough for what is said on loopback to be heard: that nothing comes can only be waited for.</summary>
    private static readonly TimeSpan Unheard = TimeSpan.FromMilliseconds(200);

    private readonly TcpListener _echo = new(IPAddress.Loopback, 0);
    private TcpProxy _proxy = null!;

    public Task InitializeAsync()
    {
        _echo.Start();
        _ = EchoAsync();
        _proxy = TcpProxy.Start(new Uri($"http://127.0.0.1:{((IPEndPoint)_echo.LocalEndpoint).Port}/"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _proxy.DisposeAsync();

    public void Dispose() => _echo.Dispose();

    [Fact]
    public void The_same_seed_decides_the_same_and_another_seed_otherwise()
    {
        LinkFault[] all = [LinkFault.Reset, LinkFault.Close, LinkFault.HalfClose, LinkFault.Swallow, LinkFault.BlackHole, LinkFault.Delay];
        var fates = Enumerable.Range(0, 1000).Select(link => LinkFate.OfSeed(7, link, all)).ToList();
        Assert.Equal(fates, Enumerable.Range(0, 1000).Select(link => LinkFate.OfSeed(7, link, all)));
        Assert.NotEqual(fates, Enumerable.Range(0, 1000).Select(link => LinkFate.OfSeed(8, link, all)));
        // On another machine and another day, too.
        Assert.Equal(new LinkFate(LinkFault.HalfClose, FromServer: false, 77, TimeSpan.FromMilliseconds(30)), fates[0]);
        Assert.Equal(new LinkFate(LinkFault.BlackHole, FromServer: true, 27483, TimeSpan.FromMilliseconds(46)), fates[1]);

        Assert.All(all, fault => Assert.InRange(fates.Count(fate => fate.Fault == fault), 100, 250));
        Assert.InRange(fates.Count(fate => fate.FromServer), 400, 600);
        Assert.InRange(fates.Count(fate => fate.After < 200), 300, 700);
        Assert.InRange(fates.Count(fate => fate.After > 5_000), 100, 400);
    }

    [Fact]
    public async Task A_reset_strikes_behind_its_byte()
    {
        _proxy.Decide(_ => new LinkFate(LinkFault.Reset, After: 6));
        var struck = 0;
        _proxy.Struck += _ => struck++;
        using var client = await ConnectAsync();
        await SayAsync(client, "abc");
        Assert.Equal("abc", await HearAsync(client, 3));
        Assert.Equal(0, struck);
        await SayAsync(client, "d");
        await Assert.ThrowsAnyAsync<SocketException>(() => HearAsync(client, 1));
        Assert.Equal(1, struck);
    }

    [Fact]
    public async Task A_close_is_an_end_and_no_error()
    {
        _proxy.Decide(_ => new LinkFate(LinkFault.Close, After: 3));
        using var client = await ConnectAsync();
        await SayAsync(client, "ab");
        Assert.Equal("a", await HearAsync(client, 2));
    }

    [Fact]
    public async Task A_half_close_ends_one_way_and_carries_the_other()
    {
        _proxy.Decide(_ => new LinkFate(LinkFault.HalfClose, FromServer: false, After: 2));
        using var client = await ConnectAsync();
        await SayAsync(client, "abcd");
        Assert.Equal("ab", await HearAsync(client, 4));
    }

    [Fact]
    public async Task What_is_swallowed_reaches_the_other_end_no_more_and_healing_cuts_what_has_lost_something()
    {
        using var client = await ConnectAsync();
        await SayAsync(client, "a");
        Assert.Equal("a", await HearAsync(client, 1));
        _proxy.Strike(new LinkFate(LinkFault.Swallow));
        await SayAsync(client, "b");
        await Patience.UntilAsync(() => _proxy.Answered == 2, "the server answers");
        _proxy.Heal();
        await Assert.ThrowsAnyAsync<SocketException>(() => HearAsync(client, 1));
        using var another = await ConnectAsync();
        await SayAsync(another, "c");
        Assert.Equal("c", await HearAsync(another, 1));
    }

    [Fact]
    public async Task A_black_hole_accepts_and_carries_nothing_until_it_heals()
    {
        _proxy.Strike(new LinkFate(LinkFault.BlackHole));
        using var client = await ConnectAsync();
        await SayAsync(client, "abc");
        var heard = HearAsync(client, 3);
        await Task.WhenAny(heard, Task.Delay(Unheard));
        Assert.False(heard.IsCompleted);
        Assert.Equal(0, _proxy.Answered);
        _proxy.Heal();
        Assert.Equal("abc", await heard);
    }

    [Fact]
    public async Task A_delay_holds_back_what_is_said_and_keeps_its_order()
    {
        _proxy.Strike(new LinkFate(LinkFault.Delay, Delay: TimeSpan.FromMilliseconds(100)));
        using var client = await ConnectAsync();
        var began = System.Diagnostics.Stopwatch.StartNew();
        await SayAsync(client, "ab");
        await SayAsync(client, "cd");
        Assert.Equal("abcd", await HearAsync(client, 4));
        Assert.True(began.Elapsed >= TimeSpan.FromMilliseconds(90), $"It took {began.Elapsed}.");
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(_proxy.Address.Host, _proxy.Address.Port);
        return client;
    }

    private static Task SayAsync(Socket client, string text) => client.SendAsync(Encoding.ASCII.GetBytes(text));

    /// <returns>As many characters, or fewer where the link ends.</returns>
    private static async Task<string> HearAsync(Socket client, int most)
    {
        using var enough = new CancellationTokenSource(Patience.Long);
        var (buffer, heard) = (new byte[most], 0);
        for (int read; heard < most && (read = await client.ReceiveAsync(buffer.AsMemory(heard), enough.Token)) > 0;)
            heard += read;
        return Encoding.ASCII.GetString(buffer, 0, heard);
    }

    private async Task EchoAsync()
    {
        while (true)
        {
            using var taken = await _echo.AcceptSocketAsync();
            await using var stream = new NetworkStream(taken);
            try
            {
                await stream.CopyToAsync(stream);
            }
            catch (IOException)
            {
                // Reset.
            }
        }
    }
}
