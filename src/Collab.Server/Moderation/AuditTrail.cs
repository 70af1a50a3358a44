using Collab.Domain.Events;

namespace Collab.Server.Moderation;

/// <summary>Several logs as one, newest first by their times. Within a log no time goes back, so each is gone through once.</summary>
internal static class AuditTrail
{
    /// <summary>Most events that are looked at for a page: nearly all of a document's are notes. What is older is asked for by the next page.</summary>
    public const int MostLookedAt = 10_000;

    /// <summary>At most <paramref name="count"/> of the events that are wanted. Where it stopped, the logs say.</summary>
    public static async Task<IReadOnlyList<(string Stream, LogEvent Event)>> ReadAsync(IReadOnlyList<BackwardLog> logs, Func<string, StoredEvent, LogEvent?> want, int count, int mostLookedAt = MostLookedAt)
    {
        List<(string, LogEvent)> found = [];
        for (var looked = 0; found.Count < count && looked < mostLookedAt; looked++)
        {
            var (newest, head) = ((BackwardLog?)null, (StoredEvent?)null);
            foreach (var log in logs)
            {
                if (await log.PeekAsync() is { } e && (head is null || e.At > head.At))
                    (newest, head) = (log, e);
            }

            if (newest is null)
                break;
            newest.Take();
            if (want(newest.Stream, head!) is { } wanted)
                found.Add((newest.Stream, wanted));
        }

        return found;
    }
}
