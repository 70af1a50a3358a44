using Collab.Contracts;
using Collab.Domain;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.EventSourcing;

/// <summary>
/// A grain whose state is the fold of events. One write is in flight; everything that arrives meanwhile is decided together,
/// in order, when it is done, and goes out in the next (group commit). The state is immutable and always the durable one:
/// what was never written is neither read nor built on. Needs [Reentrant] on the class.
/// </summary>
/// <typeparam name="TState">Immutable.</typeparam>
/// <typeparam name="TEntry">What is decided.</typeparam>
public abstract partial class EventSourcedGrain<TState, TEntry>(TimeProvider time, ILogger logger) : Grain
    where TState : class
    where TEntry : Entry
{
    /// <summary>Most entries that one write takes: bounds the latency of the first.</summary>
    private const int MaxBatch = 512;

    /// <summary>How long a batch is decided again after conflicts before its outcome is given up.</summary>
    private static readonly TimeSpan MaxRetrying = TimeSpan.FromSeconds(4);

    private readonly Queue<TEntry> _waiting = new();
    private bool _writing;

    /// <summary>True after a failure: what is durable must be read before anything is decided.</summary>
    private bool _behind;

    /// <summary>The durable state.</summary>
    protected TState State { get; set; } = null!;

    protected TimeProvider Time => time;

    protected ILogger Logger => logger;

    /// <summary>Begins a batch: answers which entries may go into it, asked once each, in order. The first that may not begins the next.</summary>
    protected virtual Func<TEntry, bool> NewBatch() => _ => true;

    /// <summary>Decides an entry on a state and returns the state after it, or throws the refusal.</summary>
    protected abstract TState Decide(TState state, TEntry entry);

    /// <summary>
    /// Writes what was decided, completes the entries and returns the durable state after them; null where nothing was written, because the
    /// decision was made on an older state.
    /// </summary>
    /// <param name="after">The state to which the decisions led.</param>
    protected abstract Task<TState?> WriteAsync(TState before, IReadOnlyList<TEntry> decided, TState after);

    /// <summary>The durable state now, reached from the last one that is known.</summary>
    protected abstract Task<TState> CatchUpAsync(TState known);

    /// <summary>Whether somebody else may have changed what this grain decides on, so that a refusal is worth a second look.</summary>
    protected abstract bool MayBeOutdated { get; }

    /// <summary>The answer of an entry that the rules refuse: what it was answered before, where it is a retry of something done.</summary>
    protected abstract Task<Reply> RefuseAsync(TEntry entry, RefusalException refusal);

    /// <summary>The answer to entries whose writing failed.</summary>
    protected virtual Reply Failed(Exception failure) => Reply.OutcomeUnknown;

    /// <summary>The answer to entries that waited for the writing that failed, and were not sent; null where they are tried.</summary>
    protected virtual Reply? FailedWaiting(Exception failure) => null;

    /// <summary>Queues the entry and answers when it is durable or refused.</summary>
    protected Task<Reply> SubmitAsync(TEntry entry)
    {
        _waiting.Enqueue(entry);
        if (!_writing)
        {
            _writing = true;
            WriteWaitingAsync().Ignore();
        }

        return entry.Answer;
    }

    /// <summary>What is decided next is decided on what is durable then: somebody else has written.</summary>
    protected void FallBehind() => _behind = true;

    private async Task WriteWaitingAsync()
    {
        await Task.Yield(); // the calls that are queued on this activation join the first write
        while (_waiting.Count > 0)
        {
            var batch = new List<TEntry>(Math.Min(_waiting.Count, MaxBatch));
            var mayJoin = NewBatch();
            while (batch.Count < MaxBatch && _waiting.TryPeek(out var entry) && (mayJoin(entry) || batch.Count == 0))
                batch.Add(_waiting.Dequeue());
            try
            {
                await WriteBatchAsync(batch);
            }
            catch (Exception failure)
            {
                _behind = true;
                var reply = Failed(failure);
                foreach (var entry in batch)
                    entry.Complete(reply);
                LogFailed(logger, failure, GetType().Name, this.GetPrimaryKeyString(), batch.Count, reply.Code!);
                FailWaiting(failure);
            }
        }

        _writing = false;
    }

    // They have waited as long as the failed ones; another attempt could cost them as much again.
    private void FailWaiting(Exception failure)
    {
        if (FailedWaiting(failure) is not { } refused)
            return;
        while (_waiting.TryDequeue(out var waiting))
            waiting.Complete(refused);
    }

    private async Task WriteBatchAsync(List<TEntry> batch)
    {
        var began = time.GetTimestamp();
        var fresh = false;
        while (true)
        {
            if (_behind)
            {
                State = await CatchUpAsync(State);
                (_behind, fresh) = (false, true);
            }

            var (decided, after) = DecideAll(batch);
            if (decided.Count < batch.Count && !fresh && MayBeOutdated)
            {
                _behind = true;
                continue;
            }

            if ((decided.Count > 0 ? await WriteAsync(State, decided, after) : State) is { } written)
            {
                State = written;
                break;
            }

            if (time.GetElapsedTime(began) >= MaxRetrying)
                throw new TimeoutException($"Others wrote for {MaxRetrying.TotalSeconds} s whenever this was decided.");
            (_behind, fresh) = (true, false);
        }

        foreach (var entry in batch)
        {
            if (entry.Refusal is { } refusal)
                entry.Complete(await RefuseAsync(entry, refusal));
        }
    }

    private (List<TEntry> Decided, TState After) DecideAll(List<TEntry> batch)
    {
        var decided = new List<TEntry>(batch.Count);
        var state = State;
        foreach (var entry in batch)
        {
            entry.Refusal = null;
            try
            {
                state = Decide(state, entry);
                decided.Add(entry);
            }
            catch (RefusalException refusal)
            {
                entry.Refusal = refusal;
            }
        }

        return (decided, state);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} {Key}: {Count} commands were answered {Code}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string grain, string key, int count, string code);
}
