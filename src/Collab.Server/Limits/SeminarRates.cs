using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>How often all members of a seminar together write on this node: a seminar whose programs run wild leaves room for the others.</summary>
public sealed class SeminarRates(IOptions<LimitsOptions> limits, TimeProvider time)
{
    private readonly TokenBuckets _buckets = new(time);

    /// <exception cref="RateLimitedException">They have written too often.</exception>
    public void Count(string seminar)
    {
        if (limits.Value.Rates && _buckets.Take(seminar, limits.Value.SeminarWrites, limits.Value.SeminarBurst) is { } wait)
            throw new RateLimitedException("So much is written in this seminar at once that the server takes no more of it. Wait a second, then send it again.", wait);
    }
}
