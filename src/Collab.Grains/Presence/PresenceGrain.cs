using Collab.Contracts.Presence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Utilities;

namespace Collab.Grains.Presence;

/// <summary>Who has one document open and where they are. Nothing durable: after a restart the nodes tell it again.</summary>
[Reentrant, Immovable]
public sealed class PresenceGrain([FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<PresenceGrain> logger) : Grain, IPresenceGrain
{
    /// <summary>Changes are gathered for so long: a room of hundreds that scroll must not flood itself.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(250);

    private readonly ObserverManager<IPresenceObserver> _observers = Observers.New<IPresenceObserver>(logger, time);
    private readonly PresenceRegister _register = new(time);
    private readonly HashSet<string> _changed = [];
    private IGrainTimer? _gathering;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            () =>
            {
                Changed(_register.DropSilent());
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(PresenceRegister.Expiry / 3, PresenceRegister.Expiry / 3) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PresenceOf>> ObserveAsync(IPresenceObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.FromResult(_register.Here);
    }

    public Task ReportAsync(IReadOnlyList<PresenceOf> connections)
    {
        Changed([.. connections.Where(_register.Put).Select(report => report.Connection)]);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> AttendedAsync(DateTimeOffset since) => Task.FromResult(_register.SeenSince(since));

    private void Changed(IReadOnlyList<string> connections)
    {
        if (connections.Count == 0)
            return;
        _changed.UnionWith(connections);
        _gathering ??= this.RegisterGrainTimer(Publish, new GrainTimerCreationOptions(GatherFor, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task Publish()
    {
        _gathering?.Dispose();
        _gathering = null;
        PresenceOf[] reports = [.. _changed.Select(_register.Find).OfType<PresenceOf>()];
        _changed.Clear();
        var document = this.GetPrimaryKeyString();
        return _observers.Notify(observer => observer.OnPresenceAsync(document, reports));
    }
}
