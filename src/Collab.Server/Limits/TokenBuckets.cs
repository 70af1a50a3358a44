using System.Collections.Concurrent;

namespace Collab.Server.Limits;

/// <summary>A bucket of tokens for each key, filled steadily: so many a second in the long run, and a burst after a silence.</summary>
internal sealed class TokenBuckets(TimeProvider time)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = [];

    /// <summary>Takes a token.</summary>
    /// <returns>Null; or, where there is none, when there will be one.</returns>
    public TimeSpan? Take(string key, int perSecond, int burst)
    {
        if (_buckets.Count > Most)
            _buckets.Clear();
        var bucket = _buckets.GetOrAdd(key, _ => new Bucket(burst, time.GetTimestamp()));
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            if (bucket.Tokens < 1)
                return TimeSpan.FromSeconds((1 - bucket.Tokens) / perSecond);
            bucket.Tokens--;
            return null;
        }
    }

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;
    }
}
