using Orleans.Runtime;

namespace Collab.Server.Hosting;

/// <summary>Chooses a node for what one of a cluster does.</summary>
internal sealed class OneNode(IServiceProvider services)
{
    /// <summary>The one with the lowest address, as far as this node knows. For a moment it may be two, or none.</summary>
    public bool IsThis =>
        services.GetService<ISiloStatusOracle>() is { } silos && silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Min() is { } lowest && lowest.Equals(silos.SiloAddress);
}
