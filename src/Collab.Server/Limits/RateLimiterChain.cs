using System.Threading.RateLimiting;

namespace Collab.Server.Limits;

/// <summary>Limiters of which each must grant. It disposes of them, which the library's own chain does not: their timers would go on.</summary>
internal sealed class RateLimiterChain<TResource>(params PartitionedRateLimiter<TResource>[] limiters) : IDisposable
{
    public PartitionedRateLimiter<TResource> All { get; } = PartitionedRateLimiter.CreateChained(limiters);

    public void Dispose()
    {
        All.Dispose();
        foreach (var limiter in limiters)
            limiter.Dispose();
    }
}
