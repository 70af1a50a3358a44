using Collab.Domain;
using Collab.Server.Limits;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>How often each person may call the hub. The web server's own limits do not see hub methods.</summary>
public sealed class CallRates(IOptions<LimitsOptions> limits, TimeProvider time)
{
    private readonly TokenBuckets _buckets = new(time);

    /// <summary>Counts a call.</summary>
    /// <returns>Why it may not be made: <c>rate-limited</c>; null where it may.</returns>
    public RefusalException? Count(string person) =>
        limits.Value.Rates && _buckets.Take(person, limits.Value.HubCalls, limits.Value.HubBurst) is not null
            ? new("rate-limited", "That was too often. Wait a second, then go on more slowly.")
            : null;
}
