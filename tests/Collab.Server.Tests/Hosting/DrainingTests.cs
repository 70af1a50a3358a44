using Collab.Domain;
using Collab.Server.Hosting;
using Collab.Server.Hubs;
using Collab.Server.Limits;
using Collab.Server.Tests.Hubs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Hosting;

/// <summary>What a node does between the signal and its end, so that those who were on it go on elsewhere.</summary>
public sealed class DrainingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Credentials _credentials = new();
    private readonly Connections _connections;
    private readonly Draining _draining;

    public DrainingTests()
    {
        _connections = new(Options.Create(new LimitsOptions()), _credentials, _credentials, _time, NullLogger<Connections>.Instance);
        _draining = new(_connections, _time);
    }

    public void Dispose() => _connections.Dispose();

    [Fact]
    public async Task What_is_new_is_told_to_try_again_elsewhere()
    {
        _draining.Enter().Dispose();
        await _draining.DrainAsync().WaitAsync(Patience);
        Assert.Equal("unavailable", Assert.Throws<RefusalException>(_draining.Enter).Code);
    }

    [Fact]
    public async Task What_is_under_way_is_waited_for_and_then_live_connections_are_closed()
    {
        var closed = new TaskCompletionSource();
        using var live = _connections.Open(Credentials.Caller("ada"), closed.SetResult);
        var (one, other) = (_draining.Enter(), _draining.Enter());
        var draining = _draining.DrainAsync();
        one.Dispose();
        // Told twice, it has ended once.
        one.Dispose();
        _time.Advance(Draining.Longest / 2);
        Assert.False(closed.Task.IsCompleted || draining.IsCompleted, "Somebody is still being answered.");

        other.Dispose();
        await PassUntilEndedAsync(draining);
        Assert.True(closed.Task.IsCompleted, "Who reads there would hear nothing until the process ends.");
    }

    [Fact]
    public async Task Whoever_never_ends_is_waited_for_so_long_and_no_longer()
    {
        _draining.Enter();
        var draining = _draining.DrainAsync();
        _time.Advance(Draining.Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(draining.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await draining.WaitAsync(Patience);
    }

    private async Task PassUntilEndedAsync(Task what)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!what.IsCompleted && !enough.IsCancellationRequested)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await what.WaitAsync(Patience);
    }
}
