using Collab.Domain;

namespace Collab.Server.Feeds;

/// <summary>
/// Those who wait until the replica has an event. Every writer does: one timer serves them all, and each is woken once, when its own event
/// is there.
/// </summary>
/// <param name="hurry">Called while somebody has waited for as long as a gap may last.</param>
internal sealed class SeqWaits(TimeProvider time, Action hurry)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(TaskCompletionSource Reached, long Since), long> _waiting = new();
    private ITimer? _timer;

    /// <summary>Done when <see cref="Reached"/> was told the seq or a later one.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>: it was not within <see cref="DocumentFeed.Patience"/>.</exception>
    public Task WaitAsync(long seq)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue((reached, time.GetTimestamp()), seq);
            _timer ??= time.CreateTimer(_ => Tick(), null, DocumentFeed.GapPatience, DocumentFeed.GapPatience);
        }

        return reached.Task;
    }

    /// <summary>The replica has all events up to this one.</summary>
    public void Reached(long seq)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var first, out var wanted) && wanted <= seq)
            {
                _waiting.Dequeue();
                first.Reached.SetResult();
            }
        }
    }

    private void Tick()
    {
        bool late;
        lock (_gate)
        {
            var all = _waiting.UnorderedItems.ToList();
            if (all.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
                return;
            }

            late = all.Exists(wait => time.GetElapsedTime(wait.Element.Since) >= DocumentFeed.GapPatience);
            _waiting.Clear();
            foreach (var (wait, seq) in all)
            {
                if (time.GetElapsedTime(wait.Since) < DocumentFeed.Patience)
                    _waiting.Enqueue(wait, seq);
                else
                    wait.Reached.SetException(new RefusalException("unavailable", $"The server has not got to seq {seq} yet. Try again in a moment."));
            }
        }

        if (late)
            hurry();
    }
}
