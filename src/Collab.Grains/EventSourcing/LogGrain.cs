using System.Collections.Immutable;
using System.Diagnostics;
using Collab.Contracts;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Grains.Telemetry;
using Collab.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.EventSourcing;

/// <summary>A grain that owns a log: gives seq, time and number, seals the events into the chain, and appends them.</summary>
public abstract partial class LogGrain<TState>(IEventLog log, StorageGate gate, TimeProvider time, ILogger logger)
    : EventSourcedGrain<TState, LogEntry<TState>>(time, logger)
    where TState : class
{
    protected IEventLog Log => log;

    // Orleans makes the text anew each time that it is asked.
    protected string Stream => _stream ??= this.GetPrimaryKeyString();

    /// <summary>The kind of stream, of <see cref="StreamKind"/>.</summary>
    protected abstract string StreamKind { get; }

    protected RecentCommands Recent { get; } = new();

    protected string Epoch { get; private set; } = "";

    // Only a second activation could write to the log, and the append itself finds that out.
    protected override bool MayBeOutdated => false;

    protected abstract TState New(string epoch);

    protected abstract TState Apply(TState state, LogEvent e);

    protected abstract LogHead HeadOf(TState state);

    /// <summary>The data with what only the log's order can give: the note's number.</summary>
    protected virtual EventData Stamp(TState state, EventData data) => data;

    /// <summary>The event with what is stored beside the log.</summary>
    protected virtual Task<LogEvent> LoadAsync(LogEvent e) => Task.FromResult(e);

    /// <summary>The stored state to begin from; null for none.</summary>
    protected virtual Task<TState?> ReadSnapshotAsync(string epoch) => Task.FromResult<TState?>(null);

    /// <summary>Told of every event once it is known to be durable, in order: after a write, or when one whose answer was lost is found.</summary>
    protected virtual void OnDurable(IReadOnlyList<LogEvent> events)
    {
    }

    private readonly Dictionary<CommandKey, LogEntry<TState>> _undecided = [];
    private string? _stream;

    /// <summary>Makes the stream where there is none yet.</summary>
    protected async Task CreateStreamAsync()
    {
        if (Epoch.Length > 0)
            return;
        var created = await log.CreateAsync(Stream, StreamKind);
        if (Epoch.Length == 0)
            State = New(Epoch = created.Epoch);
    }

    /// <summary>Decides and writes, unless the log is damaged or storage is known to refuse.</summary>
    protected Task<Reply> WriteAsync(LogEntry<TState> entry) => Damage is { } damage
        ? Task.FromResult(Damaged(damage))
        : gate.Refusal is { } refusal ? Task.FromResult(Reply.Refused(refusal)) : SubmitAsync(entry);

    /// <summary>Decides and writes a command once, however often it arrives.</summary>
    protected async Task<Reply> SubmitOnceAsync(CommandKey command, string request, Func<TState, IReadOnlyList<Decided>> decide)
    {
        if (Recent.Find(command, request) is { } earlier)
            return earlier;
        if (_undecided.TryGetValue(command, out var same))
            return RecentCommands.Same(same.Request, request, await same.Answer);
        var entry = _undecided[command] = new LogEntry<TState>([command], request, decide);
        var reply = await WriteAsync(entry);
        _undecided.Remove(command);
        return reply;
    }

    // The same command twice, at two clauses or at a clause and the document: the second is answered when the first is known.
    protected override Func<LogEntry<TState>, bool> NewBatch()
    {
        HashSet<CommandKey> commands = [];
        return entry => entry.Commands.All(commands.Add);
    }

    protected override TState Decide(TState state, LogEntry<TState> entry)
    {
        if (entry.Decisions.Count == 0 || !Planted.Is(Defect.ConflictNotDecidedAgain))
            entry.Decide(state, Recent);
        entry.Begin();
        foreach (var decided in entry.Decisions.Where(d => d.Earlier is null))
        {
            var ordinal = 0;
            foreach (var proposal in decided.Proposals)
            {
                var head = HeadOf(state);
                var e = new LogEvent
                {
                    Seq = head.Seq + 1,
                    At = Later(head.At),
                    Actor = decided.Actor,
                    Clause = proposal.Clause,
                    Command = decided.Command,
                    Ordinal = ordinal++,
                    Data = Stamp(Planted.Is(Defect.NumberGivenTwice) ? State : state, proposal.Data),
                    Words = proposal.Words,
                };
                // Sealed at once: the state that it leads to is the durable one when it is written, and is not made twice.
                var link = EventCodec.Seal(Stream, HashOf(head), e);
                e = e with { Hash = Convert.ToHexStringLower(link.Hash.Span) };
                entry.Add(e, link);
                state = Apply(state, e);
            }
        }

        return state;
    }

    protected override async Task<TState?> WriteAsync(TState before, IReadOnlyList<LogEntry<TState>> decided, TState after)
    {
        List<LogEvent> events = [.. decided.SelectMany(entry => entry.Events)];
        if (Planted.Is(Defect.AcknowledgedBeforeDurable))
            decided.ToList().ForEach(Complete);
        if (Planted.Is(Defect.PublishedBeforeDurable))
            OnDurable(events);
        if (Planted.Is(Defect.FailedWriteApplied))
            State = after;
        if (events.Count > 0 && !await AppendAsync(before, decided))
            return null;
        foreach (var entry in decided)
            Complete(entry);
        State = after;
        events.ForEach(NoteErasure);
        if (events.Count > 0)
            OnDurable(events);
        return after;
    }

    /// <returns>False where another activation wrote to the log, or it holds some of the commands already.</returns>
    private async Task<bool> AppendAsync(TState before, IReadOnlyList<LogEntry<TState>> decided)
    {
        List<StoredEvent> events = [.. decided.SelectMany(entry => entry.Sealed)];
        try
        {
            var began = Stopwatch.GetTimestamp();
            await log.AppendAsync(Stream, HeadOf(before).Seq, events);
            LogMetrics.Appended(events.Count, began);
            gate.Open();
            _failed = null;
            return true;
        }
        catch (StreamConflictException conflict)
        {
            LogMetrics.Conflicted();
            LogConflict(Logger, Stream, events.Count, conflict.ExpectedSeq);
            _found = conflict.Head;
            return false;
        }
        catch (DuplicateCommandException duplicates) when (!Planted.Is(Defect.DuplicateFailsItsBatch))
        {
            foreach (var command in duplicates.Commands)
            {
                var earlier = await FindInLogAsync(command);
                foreach (var entry in decided)
                {
                    foreach (var d in entry.Decisions.Where(d => new CommandKey(d.Actor, d.Command) == command))
                        entry.FoundEarlier(command, earlier is var (request, reply) && reply is not null ? RecentCommands.Same(request, d.Request, reply) : Reply.OutcomeUnknown);
                }
            }

            return false;
        }
    }

    private void Complete(LogEntry<TState> entry)
    {
        var at = 0;
        var replies = ImmutableArray.CreateBuilder<Reply>(entry.Decisions.Count);
        foreach (var decided in entry.Decisions)
        {
            if (decided.Earlier is { } earlier)
            {
                replies.Add(earlier);
                continue;
            }

            var events = entry.Events.GetRange(at, decided.Proposals.Length);
            at += events.Count;
            var reply = events.Count > 0 ? RecentCommands.Answer(events) : new Reply(new Domain.Commands.CommandOutcome(HeadOf(State).Seq));
            if (events.Count > 0)
                Recent.Add(new CommandKey(decided.Actor, decided.Command), decided.Request, reply);
            replies.Add(reply);
        }

        entry.Replies = replies.MoveToImmutable();
        // The first is the command that asked; what follows it came along.
        entry.Complete(entry.Replies.Length > 0 ? entry.Replies[0] : new Reply(new Domain.Commands.CommandOutcome(HeadOf(State).Seq)));
    }

    protected override Reply Failed(Exception failure)
    {
        LogMetrics.Failed(failure);
        _failed = failure;
        return failure switch
        {
            // One page that is lost closes nothing for the others; a disk that fails can seem damaged at first, so that to try again is no wrong advice.
            StorageDamagedException => Reply.Refused(StorageGate.Unavailable),
            StorageUnavailableException refused => Reply.Refused(gate.Close(refused)),
            IOException when Planted.Is(Defect.LostAnswerIsFailure) => Reply.Refused(new RefusalException("unavailable", "Nothing was stored. Try again: this is a planted defect.")),
            DamagedStreamException damaged => Damaged(damaged),
            _ => base.Failed(failure),
        };
    }

    protected override Reply? FailedWaiting(Exception failure) => failure switch
    {
        StorageDamagedException => Reply.Refused(StorageGate.Unavailable),
        StorageUnavailableException or OutcomeUnknownException => Reply.Refused(gate.Close(failure)),
        _ => null,
    };

    protected static Reply Damaged(DamagedStreamException damage) => Reply.Refused(new RefusalException("damaged",
        $"What is stored here is damaged at seq {damage.Seq}: what comes before it can be read, nothing can be written. The operator can restore a backup."));

    protected override async Task<Reply> RefuseAsync(LogEntry<TState> entry, RefusalException refusal) =>
        entry.Commands is [var command] && await FindCommandAsync(command, entry.Request) is { } earlier ? earlier : Reply.Refused(refusal);

    /// <summary>The answer to a command that was done already; null for one that was not.</summary>
    protected async Task<Reply?> FindCommandAsync(CommandKey command, string request)
    {
        if (Epoch.Length == 0)
            return null;
        if (Recent.Find(command, request) is { } recent)
            return recent;
        return await FindInLogAsync(command) is var (earlier, reply) && reply is not null ? RecentCommands.Same(earlier, request, reply) : null;
    }

    private async Task<(string? Request, Reply? Reply)> FindInLogAsync(CommandKey command)
    {
        var events = await log.FindCommandAsync(Stream, command.Actor, command.Command);
        return events.Count == 0
            ? (null, null)
            : (EventCodec.Read(events[0]).Words?.Request, RecentCommands.Answer([.. events.Select(EventCodec.Read).Select(e => Planted.Is(Defect.RetryAnswersAnotherSeq) ? e with { Seq = HeadOf(State).Seq } : e)]));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Stream}: {Count} events met a conflict behind {Expected}: others have written, and it is decided again")]
    private static partial void LogConflict(ILogger logger, string stream, int count, long expected);

    private byte[] HashOf(LogHead head) => head.Seq > 0 ? Convert.FromHexString(head.Hash) : EventChain.Genesis(Stream);

    /// <summary>Now, in whole milliseconds, and never before the event before it.</summary>
    private DateTimeOffset Later(DateTimeOffset last)
    {
        var now = Time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        return now > last || Planted.Is(Defect.TimeGoesBack) ? now : last;
    }
}
