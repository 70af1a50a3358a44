using Collab.Contracts;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.EventSourcing;

/// <summary>
/// How words are erased: that they are is an event, durable first; then they are taken out of the log. Where the two are cut apart, the
/// next activation finds the event and does the rest.
/// </summary>
public abstract partial class LogGrain<TState>
{
    private readonly List<LogEvent> _erasures = [];

    /// <summary>What the last append that failed met.</summary>
    private Exception? _failed;

    /// <summary>Whether the log holds erasures whose words may still stand in it. Nothing may be saved meanwhile that says they are gone.</summary>
    protected bool HasErasures => _erasures.Count > 0;

    /// <summary>Takes what was erased out of the log. What is gone already is passed over.</summary>
    /// <param name="always">Clean the log's files even if no word is left: only that may have been cut short.</param>
    /// <exception cref="StorageUnavailableException">Some of it may still be there; try again.</exception>
    protected virtual async Task RemoveWordsAsync(bool always)
    {
        var erasures = _erasures.ToList();
        var seqs = await FindWordsAsync(erasures);
        if (seqs.Count > 0 || always)
            await log.EraseAsync(Stream, seqs);
        _erasures.RemoveAll(erasures.Contains);
    }

    /// <summary>Whether something of a member came after the last erasure: only then is another to be written.</summary>
    private async Task<bool> HoldsAsync(string member, Func<LogEvent, bool> reaches)
    {
        var holds = false;
        for (long after = 0; await log.ReadAsync(Stream, after, PageSize, PageBytes) is { Count: > 0 } page; after = page[^1].Seq)
        {
            foreach (var e in page.Select(EventCodec.Read))
                holds = e.Data is ContentErased past && past.Member == member ? false : holds || reaches(e);
        }

        return holds;
    }

    /// <summary>Erases a member's words from a log that no seminar tells of members: that they are gone is written where there are any.</summary>
    /// <param name="reaches">Whether an event is the member's.</param>
    /// <param name="write">Writes that it is erased.</param>
    protected async Task<Reply> EraseAsync(string member, Func<LogEvent, bool> reaches, Func<Proposal, Task<Reply>> write)
    {
        await EnsureNewestAsync();
        if (Epoch.Length == 0)
            return new Reply(new CommandOutcome(0));
        if (Damage is { } damage)
        {
            await RemoveReadableWordsAsync(reaches);
            return Damaged(damage);
        }

        try
        {
            if (!await HoldsAsync(member, reaches))
                return HasErasures ? await FinishErasureAsync() : new Reply(new CommandOutcome(HeadOf(State).Seq));
        }
        catch (StorageUnavailableException unread)
        {
            return Refused(unread);
        }
        catch (DamagedStreamException found)
        {
            await RemoveReadableWordsAsync(reaches);
            return Damaged(found);
        }

        var reply = await write(new Proposal(null, new ContentErased(member)));
        return reply.Outcome is null ? await OfDamageAsync(reply, reaches) : await FinishErasureAsync();
    }

    /// <summary>
    /// The answer to an erasure that could not be written; where damage is why, the words are out of what can be read. Whoever writes a note is
    /// told to try again, for a disk that fails seems damaged too; an erasure is not to keep the others waiting for a page that is lost.
    /// </summary>
    protected async Task<Reply> OfDamageAsync(Reply refused, Func<LogEvent, bool> reaches)
    {
        var page = refused.Code == "unavailable" ? _failed as StorageDamagedException : null;
        if (page is null && refused.Code != "damaged")
            return refused;
        var first = await RemoveReadableWordsAsync(reaches);
        return (Damage ?? first) is { } damage ? Damaged(damage) : page is null ? refused : Refused(page);
    }

    /// <summary>The answer to an erasure, once nothing of it is left.</summary>
    protected async Task<Reply> FinishErasureAsync()
    {
        try
        {
            await RemoveWordsAsync(always: true);
            return new Reply(new CommandOutcome(HeadOf(State).Seq));
        }
        catch (StorageUnavailableException refused)
        {
            return Refused(refused);
        }
        catch (DamagedStreamException found)
        {
            // Under a snapshot it was not met before.
            await RemoveReadableWordsAsync(e => IsErased(e, _erasures));
            return Damaged(found);
        }
    }

    private static Reply Refused(StorageUnavailableException refused) =>
        Reply.Refused(new RefusalException(refused switch { StorageFullException => "storage-full", StorageDamagedException => "damaged", _ => "unavailable" }, refused.Message));

    /// <summary>Takes the words out of what can be read of a damaged log, to which nothing is written any more, not even that they are gone.</summary>
    /// <returns>The first event that cannot be read; null where all can.</returns>
    protected async Task<DamagedStreamException?> RemoveReadableWordsAsync(Func<LogEvent, bool> reaches)
    {
        DamagedStreamException? damage = null;
        try
        {
            (var seqs, damage) = await FindReadableWordsAsync(reaches);
            if (seqs.Count == 0)
                return damage;
            await log.EraseAsync(Stream, seqs);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or DamagedStreamException)
        {
            LogNotErased(Logger, failure, Stream);
        }

        // It is read anew, without them.
        DeactivateOnIdle();
        return damage;
    }

    // What the log was found damaged by may be elsewhere than its rows: a text, or a page that only a write needs.
    private async Task<(List<long> Seqs, DamagedStreamException? Damage)> FindReadableWordsAsync(Func<LogEvent, bool> reaches)
    {
        List<long> seqs = [];
        try
        {
            for (long after = 0; await ReadWholePartAsync(after, PageSize, PageBytes) is { Count: > 0 } page; after = page[^1].Seq)
                seqs.AddRange(page.Where(stored => stored.Payload is not null).Select(EventCodec.Read).Where(reaches).Select(e => e.Seq));
            return (seqs, null);
        }
        catch (DamagedStreamException first)
        {
            return (seqs, first);
        }
    }

    /// <summary>After activation: does what was left to do. That it cannot now keeps nobody from reading.</summary>
    protected async Task ResumeErasuresAsync()
    {
        if (!HasErasures)
            return;
        try
        {
            await RemoveWordsAsync(always: false);
        }
        catch (Exception refused) when (refused is StorageUnavailableException or DamagedStreamException)
        {
            LogNotErased(Logger, refused, Stream);
        }
    }

    private void NoteErasure(LogEvent e)
    {
        if (e.Data is ContentErased)
            _erasures.Add(e);
    }

    private static bool IsErased(LogEvent e, List<LogEvent> erasures) => erasures.Any(erasure => erasure.Seq > e.Seq && ((ContentErased)erasure.Data).Reaches(e));

    private async Task<List<long>> FindWordsAsync(List<LogEvent> erasures)
    {
        List<long> seqs = [];
        var last = erasures.Count == 0 ? 0 : erasures.Max(e => e.Seq);
        for (long after = 0; after < last && await log.ReadAsync(Stream, after, (int)Math.Min(PageSize, last - after), PageBytes) is { Count: > 0 } page; after = page[^1].Seq)
        {
            foreach (var e in page.Where(stored => stored.Payload is not null).Select(EventCodec.Read))
            {
                if (IsErased(e, erasures))
                    seqs.Add(e.Seq);
            }
        }

        return seqs;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was erased from {Stream} could not be taken out of its log; it is tried again when it is next loaded")]
    private static partial void LogNotErased(ILogger logger, Exception failure, string stream);
}
