using System.Runtime.CompilerServices;
using Collab.Domain.Annotations;
using Collab.Grains.Clauses;
using Collab.Grains.Documents;
using Collab.Grains.EventSourcing;
using Collab.Grains.Sealed;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Simulation.Tests.Scheduling;
using Collab.Simulation.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>One process of the server, silo and web at once, from its start to its end.</summary>
internal sealed class Node
{
    // Small, so that readers fall below the ring, and catching up takes several pages.
    private static readonly FeedSizes Small = new(Ring: 32, Prefill: 16, Page: 16);

    private readonly Dictionary<string, (Grain Grain, Task Ready)> _activations = [];
    private readonly MachineLog _log;
    private readonly StorageGate _gate;
    private readonly GrainRuntime _runtime;

    public Node(SimulatedCluster cluster, Machine machine)
    {
        Machine = machine;
        Grains = new NodeGrains(cluster, this);
        _log = new MachineLog(cluster.Disk, machine);
        _gate = new StorageGate(machine.Clock);
        _runtime = new GrainRuntime(Grains, machine.Clock);
        Feeds = new DocumentFeeds(Grains, machine.Clock, NullLogger<DocumentFeed>.Instance, machine.Scheduler) { Sizes = Small };
        Commands = new CommandDispatcher(Feeds, Grains, new TrialRendering(text => text), new SeminarRates(Options.Create(new LimitsOptions { Rates = false }), machine.Clock));
        machine.Post(() => _ = Feeds.StartAsync(CancellationToken.None));
    }

    public Machine Machine { get; }

    public NodeGrains Grains { get; }

    public DocumentFeeds Feeds { get; }

    public CommandDispatcher Commands { get; }

    public bool Runs => !Machine.IsDead;

    /// <summary>The grain where it is active here; null where it is not, or not yet.</summary>
    public object? FindActive(string key) => _activations.TryGetValue(key, out var activation) && activation.Ready.IsCompletedSuccessfully ? activation.Grain : null;

    /// <summary>The grain, activated here if it is not.</summary>
    public async Task<object> ActivateAsync(string key)
    {
        if (!_activations.TryGetValue(key, out var activation))
        {
            var grain = Make(key);
            _activations[key] = activation = (grain, grain.OnActivateAsync(CancellationToken.None));
        }

        try
        {
            await activation.Ready;
            return activation.Grain;
        }
        catch
        {
            // The next call tries again, as in Orleans.
            if (_activations.TryGetValue(key, out var now) && now == activation)
                _activations.Remove(key);
            throw;
        }
    }

    /// <summary>The grain is activated anew at the next call. What the activation has begun goes on.</summary>
    public void Forget(string key) => _activations.Remove(key);

    private Grain Make(string key)
    {
        Grain grain = key.IndexOf('/') is var slash and >= 0
            ? AnnotationId.IsRoundLog(key[(slash + 1)..]) ? new SealedGrain(_log, _gate, Machine.Clock, NullLogger<SealedGrain>.Instance) : new ClauseGrain(Machine.Clock, NullLogger<ClauseGrain>.Instance)
            : new DocumentGrain(_log, _gate, Feeds, Machine.Clock, Machine.Scheduler, NullLogger<DocumentGrain>.Instance);
        ContextOf(grain) = new GrainContext(GrainId.Create("simulated", key));
        RuntimeOf(grain) = _runtime;
        return grain;
    }

    // A silo gives both to a grain in its constructor, by a way that is open to no one else.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<GrainContext>k__BackingField")]
    private static extern ref IGrainContext ContextOf(Grain grain);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Runtime>k__BackingField")]
    private static extern ref IGrainRuntime RuntimeOf(Grain grain);
}
