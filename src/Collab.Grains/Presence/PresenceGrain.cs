using Collab.Contracts.Presence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace Collab.Grains.Presence;

/// <summary>Who has one document open and where they are. Nothing durable: after a restart the nodes tell it again.</summary>
[Reentrant]
public sealed class PresenceGrain([FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<PresenceGrain> logger) : Grain, IPresenceGrain
{
    /// <summary>A connection whose node says nothing for so long is gone.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(30);

    /// <summary>Changes are gathered for so long: a room of hundreds that scroll must not flood itself.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(250);

    private readonly ObserverManager<IPresenceObserver> _observers = Observers.New<IPresenceObserver>(logger, time);
    private readonly Dictionary<string, PresenceOf> _here = [];
    private readonly HashSet<string> _changed = [];
    private IGrainTimer? _gathering;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(DropSilent, new GrainTimerCreationOptions(Expiry / 3, Expiry / 3) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PresenceOf>> ObserveAsync(IPresenceObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.FromResult<IReadOnlyList<PresenceOf>>([.. _here.Values]);
    }

    public Task HereAsync(IReadOnlyList<PresenceOf> connections)
    {
        foreach (var connection in connections)
        {
            var known = _here.GetValueOrDefault(connection.Connection);
            _here[connection.Connection] = connection;
            if (known is null || known with { At = connection.At } != connection)
                Changed(connection.Connection);
        }

        return Task.CompletedTask;
    }

    public Task GoneAsync(IReadOnlyList<string> connections)
    {
        foreach (var connection in connections)
        {
            if (_here.Remove(connection))
                Changed(connection);
        }

        return Task.CompletedTask;
    }

    private Task DropSilent()
    {
        var before = time.GetUtcNow() - Expiry;
        return GoneAsync([.. _here.Values.Where(p => p.At < before).Select(p => p.Connection)]);
    }

    private void Changed(string connection)
    {
        _changed.Add(connection);
        _gathering ??= this.RegisterGrainTimer(Publish, new GrainTimerCreationOptions(GatherFor, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task Publish()
    {
        _gathering?.Dispose();
        _gathering = null;
        PresenceOf[] here = [.. _changed.Where(_here.ContainsKey).Select(c => _here[c])];
        string[] gone = [.. _changed.Where(c => !_here.ContainsKey(c))];
        _changed.Clear();
        var document = this.GetPrimaryKeyString();
        return _observers.Notify(observer => observer.OnPresenceAsync(document, here, gone));
    }
}
