using System.Threading.RateLimiting;
using Collab.Server.Limits;

namespace Collab.Server.Tests.Limits;

public sealed class RateLimiterChainTests
{
    [Fact]
    public void What_it_chains_is_disposed_of_with_it()
    {
        using var first = new Limiter(1);
        using var second = new Limiter(1);
        new RateLimiterChain<string>(first, second).Dispose();
        Assert.True(first.IsDisposed && second.IsDisposed, "The timer of a limiter goes on.");
    }

    [Fact]
    public void Each_of_them_must_grant()
    {
        using var generous = new Limiter(2);
        using var mean = new Limiter(1);
        using var chain = new RateLimiterChain<string>(generous, mean);
        using var granted = chain.All.AttemptAcquire("Ada");
        using var refused = chain.All.AttemptAcquire("Ada");
        Assert.True(granted.IsAcquired);
        Assert.False(refused.IsAcquired);
    }

    private sealed class Limiter(int permits) : PartitionedRateLimiter<string>
    {
        private readonly ConcurrencyLimiter _inner = new(new ConcurrencyLimiterOptions { PermitLimit = permits });

        public bool IsDisposed { get; private set; }

        public override RateLimiterStatistics? GetStatistics(string resource) => _inner.GetStatistics();

        protected override RateLimitLease AttemptAcquireCore(string resource, int permitCount) => _inner.AttemptAcquire(permitCount);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(string resource, int permitCount, CancellationToken cancellationToken) =>
            _inner.AcquireAsync(permitCount, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
