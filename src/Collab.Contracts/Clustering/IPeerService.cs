using Orleans.Services;

namespace Collab.Contracts.Clustering;

/// <summary>What each node of a cluster answers the others.</summary>
[Alias("Collab.IPeerService")]
public interface IPeerService : IGrainService
{
    /// <summary>Whether a node belongs to the cluster, as far as is known here.</summary>
    [Alias("Counts")]
    Task<bool> CountsAsync(SiloAddress node);

    /// <summary>For how long storage has not answered here, reckoned from when it was asked; null where it never did. Older nodes cannot be asked.</summary>
    [Alias("SilenceOfStorage")]
    Task<TimeSpan?> SilenceOfStorageAsync();
}
