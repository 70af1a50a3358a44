using Collab.Domain;

namespace Collab.Server.Hubs;

/// <summary>How many streams of each kind one connection has open.</summary>
internal sealed class StreamCounts
{
    private readonly Dictionary<string, int> _counts = [];

    /// <exception cref="RefusalException"><c>rate-limited</c>: there are as many as there may be.</exception>
    public void Begin(string kind, int most)
    {
        lock (_counts)
        {
            var count = _counts.GetValueOrDefault(kind);
            if (count >= most)
                throw new RefusalException("rate-limited", $"This connection has {count} streams of the kind open, as many as there may be. End some first.");
            _counts[kind] = count + 1;
        }
    }

    public void End(string kind)
    {
        lock (_counts)
            _counts[kind]--;
    }
}
