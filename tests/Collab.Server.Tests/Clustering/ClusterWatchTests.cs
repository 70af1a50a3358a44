using System.Threading.Channels;
using Collab.Server.Clustering;
using Collab.Server.Hubs;
using Collab.Server.Limits;
using Collab.Server.Tests.Hubs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Clustering;

public sealed class ClusterWatchTests : IClusterProbe, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WatchedTime _time = new();
    private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();
    private readonly Credentials _credentials = new();
    private readonly AskedAccounts _accounts;
    private readonly ClusterContact _contact;
    private readonly Connections _connections;
    private readonly ClusterWatch _watch;
    private ClusterAnswer _answer = ClusterAnswer.Counts;

    public ClusterWatchTests()
    {
        var (accounts, test) = AskedAccounts.New();
        (_accounts, _contact) = (test, new(this, new StorageContact(accounts, _time), _time));
        _connections = new(Options.Create(new LimitsOptions()), _credentials, _credentials, _time, NullLogger<Connections>.Instance);
        _watch = new(_contact, _connections, _time, NullLogger<ClusterWatch>.Instance);
    }

    public Task<ClusterAnswer> AskAsync()
    {
        _asked.Writer.TryWrite(true);
        return Task.FromResult(_answer);
    }

    public Task<TimeSpan?> AskOfStorageAsync() => Task.FromResult<TimeSpan?>(TimeSpan.Zero);

    public void Dispose()
    {
        _watch.Dispose();
        _connections.Dispose();
        _contact.Dispose();
    }

    [Fact]
    public Task A_node_that_loses_its_cluster_cuts_off_what_is_under_way_and_closes_its_live_connections() =>
        CutsOffAndClosesAsync(() => _answer = ClusterAnswer.Silence);

    [Fact]
    public Task So_does_one_that_alone_loses_storage() => CutsOffAndClosesAsync(() => _accounts.Answer = StorageContactTests.Away);

    private async Task CutsOffAndClosesAsync(Action lose)
    {
        var (request, closed, answer) = (new Lifetime(), new TaskCompletionSource(), new TaskCompletionSource());
        var waiting = _contact.PassAsync(request.Request(), _ => answer.Task);
        using var live = _connections.Open(Credentials.Caller("ada"), closed.SetResult);
        await _watch.StartAsync(CancellationToken.None);
        await _time.IsUsed.WaitAsync(Patience);
        await TickAsync();
        await TickAsync();
        Assert.False(request.IsCutOff || closed.Task.IsCompleted, "It belongs to its cluster.");

        lose();
        for (var passed = TimeSpan.Zero; passed <= ClusterContact.Lease; passed += TimeSpan.FromSeconds(1))
            await TickAsync();

        await request.CutOff.WaitAsync(Patience);
        await closed.Task.WaitAsync(Patience);
        answer.SetResult();
        await waiting;
        await _watch.StopAsync(CancellationToken.None);
    }

    /// <summary>A second passes, and the watch has asked.</summary>
    private async Task TickAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await _asked.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }

    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _isUsed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The watch begins a moment after its start: before that no time may pass.</summary>
        public Task IsUsed => _isUsed.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _isUsed.TrySetResult();
            return timer;
        }
    }
}
