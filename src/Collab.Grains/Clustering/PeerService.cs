using Collab.Contracts.Clustering;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Collab.Grains.Clustering;

/// <summary>One on each node: says which nodes count here.</summary>
[Reentrant]
public sealed class PeerService(GrainId id, Silo silo, ILoggerFactory logging, IClusterMembershipService membership) : GrainService(id, silo, logging), IPeerService
{
    public Task<bool> CountsAsync(SiloAddress node) => Task.FromResult(membership.CurrentSnapshot.GetSiloStatus(node) is not (SiloStatus.Dead or SiloStatus.None));
}
