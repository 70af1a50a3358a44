using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Collab.Grains.Clustering;

/// <summary>
/// Places at random, but not on a node that has just started, as long as there is another: its code is being compiled, its clients come
/// all at once, and nobody reads there yet, so that what wakes there is read from its beginning (docs/decisions/0281).
/// </summary>
public sealed class SettledPlacement : IPlacementDirector
{
    /// <summary>For how long a node has just started, in seconds.</summary>
    public const int SettlesWithin = 5;

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var settled = Settled(context.GetCompatibleSilos(target), SiloAddress.AllocateNewGeneration());
        return Task.FromResult(settled[Random.Shared.Next(settled.Count)]);
    }

    /// <param name="now">In the seconds in which silos say when they started: each by its own clock, so that one may be ahead.</param>
    public static IReadOnlyList<SiloAddress> Settled(IReadOnlyList<SiloAddress> silos, int now)
    {
        List<SiloAddress> settled = [.. silos.Where(silo => now - silo.Generation is < 0 or >= SettlesWithin)];
        return settled.Count > 0 ? settled : silos;
    }
}
