using Collab.Domain.Events;
using Collab.Grains.Telemetry;
using Collab.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.EventSourcing;

/// <summary>How the state comes out of the log, and stays what the log says.</summary>
public abstract partial class LogGrain<TState>
{
    /// <summary>Events that one read takes while catching up, and their bytes.</summary>
    private const int PageSize = 4096, PageBytes = 4 * 1024 * 1024;

    /// <summary>How long the log is waited for before a reader is answered by what is known: while storage is away, reading goes on.</summary>
    private static readonly TimeSpan HeadPatience = TimeSpan.FromMilliseconds(500);

    private Task<StreamInfo?>? _asking;

    /// <summary>The head that an append found in place of the one that was known here.</summary>
    private long? _found;

    /// <summary>Where the log was found damaged when it was loaded: the state is that of what comes before, and nothing is written.</summary>
    protected DamagedStreamException? Damage { get; private set; }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await log.FindAsync(Stream) is { } found)
        {
            Epoch = found.Epoch;
            await LoadWholePartAsync(await ReadSnapshotAsync(found.Epoch) ?? New(found.Epoch), found.Head);
        }
        else
        {
            State = New("");
        }
    }

    protected override async Task<TState> CatchUpAsync(TState known)
    {
        List<LogEvent> events = [];
        // After a conflict the head is known. After a failure nobody knows it: then all is read when nothing more comes.
        (var head, _found) = (_found ?? long.MaxValue, null);
        try
        {
            State = await FoldAsync(known, head, long.MaxValue, events.Add);
        }
        catch (DamagedStreamException damage) when (HeadOf(known).Seq > 0 && damage.Seq == HeadOf(known).Seq + 1)
        {
            // What cannot be followed may be the head itself: then this says so.
            await log.ReadAsync(Stream, HeadOf(known).Seq - 1, 1);
            throw;
        }

        if (events.Count > 0)
            OnDurable(events);
        return State;
    }

    /// <summary>
    /// Makes sure that nothing durable is missing from the state. A silo that was frozen or cut off may hold a grain that lives elsewhere by
    /// now: only the log knows what was written there.
    /// </summary>
    protected async Task EnsureNewestAsync()
    {
        if (Damage is not null || await AskForHeadAsync() is not { } found || found.Head <= HeadOf(State).Seq)
            return;
        await CreateStreamAsync();
        FallBehind();
        await SubmitAsync(new LogEntry<TState>([], "", _ => []));
    }

    /// <summary>The events up to the first that is damaged.</summary>
    /// <exception cref="DamagedStreamException">The very first is.</exception>
    protected async Task<IReadOnlyList<StoredEvent>> ReadWholePartAsync(long after, int max, int maxBytes)
    {
        try
        {
            return await log.ReadAsync(Stream, after, max, maxBytes);
        }
        catch (DamagedStreamException damage) when (damage.Seq > after + 1)
        {
            return await log.ReadAsync(Stream, after, (int)(damage.Seq - 1 - after), maxBytes);
        }
    }

    private async Task<StreamInfo?> AskForHeadAsync()
    {
        // One question serves everybody who waits, and one that storage never answers is not asked again beside it.
        var asking = _asking is { IsCompleted: false } ? _asking : _asking = log.FindAsync(Stream);
        try
        {
            return await asking.WaitAsync(HeadPatience, Time);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or TimeoutException)
        {
            return null;
        }
    }

    private async Task LoadWholePartAsync(TState from, long head)
    {
        try
        {
            State = await FoldAsync(from, head, long.MaxValue, _ => { });
        }
        catch (DamagedStreamException damage)
        {
            Damage = damage;
            LogMetrics.Damaged();
            LogDamaged(Logger, damage, Stream, damage.Seq);
            State = await FoldAsync(from, damage.Seq - 1, damage.Seq - 1, _ => { });
        }
    }

    /// <param name="least">It goes on until it has this event and has seen the end, or until nothing more comes.</param>
    /// <param name="last">Nothing after this is read.</param>
    private async Task<TState> FoldAsync(TState known, long least, long last, Action<LogEvent> found)
    {
        // Only a read that asks beyond the head finds out that the head is damaged.
        var sawEnd = false;
        while ((HeadOf(known).Seq < least || !sawEnd) && HeadOf(known).Seq < last
            && await log.ReadAsync(Stream, HeadOf(known).Seq, (int)Math.Min(PageSize, last - HeadOf(known).Seq), PageBytes) is { Count: > 0 } page)
        {
            sawEnd = page.Count < PageSize;
            foreach (var stored in page)
            {
                var e = await LoadAsync(EventCodec.Read(stored));
                known = Apply(known, e);
                NoteErasure(e);
                found(e);
            }
        }

        return known;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Stream} is damaged at seq {Seq}: it is read-only until a backup is restored")]
    private static partial void LogDamaged(ILogger logger, Exception failure, string stream, long seq);
}
