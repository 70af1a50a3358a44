using Collab.Contracts.Clustering;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Collab.Grains.Clustering;

/// <summary>One on each node: says which nodes count here, and whether it sees storage.</summary>
[Reentrant]
public sealed class PeerService(GrainId id, Silo silo, ILoggerFactory logging, IClusterMembershipService membership, IStorageSight storage) : GrainService(id, silo, logging), IPeerService
{
    public Task<bool> CountsAsync(SiloAddress node) => Task.FromResult(membership.CurrentSnapshot.GetSiloStatus(node) is not (SiloStatus.Dead or SiloStatus.None));

    public Task<TimeSpan?> SilenceOfStorageAsync() => Task.FromResult(storage.Silence);
}
