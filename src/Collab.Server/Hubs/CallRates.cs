using System.Collections.Concurrent;
using Collab.Domain;
using Collab.Server.Limits;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>How often each person may call the hub: a bucket of tokens for each, filled steadily. The web server's own limits do not see hub methods.</summary>
public sealed class CallRates(IOptions<LimitsOptions> limits, TimeProvider time)
{
    private const int MostBuckets = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = [];

    /// <exception cref="RefusalException"><c>rate-limited</c>.</exception>
    public void Count(string person)
    {
        if (!limits.Value.Rates)
            return;
        if (_buckets.Count > MostBuckets)
            _buckets.Clear();
        var bucket = _buckets.GetOrAdd(person, _ => new Bucket(limits.Value.HubBurst, time.GetTimestamp()));
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(limits.Value.HubBurst, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * limits.Value.HubCalls));
            bucket.At = now;
            if (bucket.Tokens < 1)
                throw new RefusalException("rate-limited", "That was too often. Wait a second, then go on more slowly.");
            bucket.Tokens--;
        }
    }

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;
    }
}
