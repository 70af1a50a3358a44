using System.Collections.Concurrent;

namespace Collab.Server.Limits;

/// <summary>A bucket of tokens for each key, filled steadily: so many a second in the long run, and a burst after a silence.</summary>
internal sealed class TokenBuckets(TimeProvider time)
{
    /// <summary>From as many on, those are dropped that say nothing.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = [];
    private volatile int _next = Most;

    /// <summary>Takes a token.</summary>
    /// <returns>Null; or, where there is none, when there will be one.</returns>
    public TimeSpan? Take(string key, int perSecond, int burst)
    {
        var bucket = Of(key, perSecond, burst);
        lock (bucket)
        {
            Fill(bucket, perSecond, burst);
            if (bucket.Tokens < 1)
                return TimeSpan.FromSeconds((1 - bucket.Tokens) / perSecond);
            bucket.Tokens--;
            return null;
        }
    }

    /// <summary>Takes tokens for what has come already, whether there are as many or not; at most as many are owed as a burst has.</summary>
    /// <returns>When none will be owed any more; zero for now.</returns>
    public TimeSpan Spend(string key, int tokens, int perSecond, int burst)
    {
        var bucket = Of(key, perSecond, burst);
        lock (bucket)
        {
            Fill(bucket, perSecond, burst);
            bucket.Tokens = Math.Max(-burst, bucket.Tokens - tokens);
            return bucket.Tokens < 0 ? TimeSpan.FromSeconds(-bucket.Tokens / perSecond) : TimeSpan.Zero;
        }
    }

    private Bucket Of(string key, int perSecond, int burst)
    {
        if (_buckets.TryGetValue(key, out var known))
            return known;
        if (_buckets.Count >= _next)
            DropFull(perSecond, burst);
        return _buckets.GetOrAdd(key, _ => new Bucket(burst, time.GetTimestamp()));
    }

    // A full one is as good as a new one. Where many are in use they are looked through again when there are twice as many: not for each new one.
    private void DropFull(int perSecond, int burst)
    {
        foreach (var (key, bucket) in _buckets)
        {
            lock (bucket)
            {
                Fill(bucket, perSecond, burst);
                if (bucket.Tokens >= burst)
                    _buckets.TryRemove(key, out _);
            }
        }

        _next = Math.Max(Most, 2 * _buckets.Count);
    }

    private void Fill(Bucket bucket, int perSecond, int burst)
    {
        var now = time.GetTimestamp();
        bucket.Tokens = Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
        bucket.At = now;
    }

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;
    }
}
