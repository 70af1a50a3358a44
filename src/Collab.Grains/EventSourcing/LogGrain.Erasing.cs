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
            return Reply.Refused(new RefusalException(refused switch { StorageFullException => "storage-full", StorageDamagedException => "damaged", _ => "unavailable" }, refused.Message));
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
        catch (StorageUnavailableException refused)
        {
            LogNotErased(Logger, refused, Stream);
        }
    }

    private void NoteErasure(LogEvent e)
    {
        if (e.Data is ContentErased)
            _erasures.Add(e);
    }

    private async Task<List<long>> FindWordsAsync(List<LogEvent> erasures)
    {
        List<long> seqs = [];
        var last = erasures.Count == 0 ? 0 : erasures.Max(e => e.Seq);
        for (long after = 0; after < last && await log.ReadAsync(Stream, after, (int)Math.Min(PageSize, last - after), PageBytes) is { Count: > 0 } page; after = page[^1].Seq)
        {
            foreach (var e in page.Where(stored => stored.Payload is not null).Select(EventCodec.Read))
            {
                if (erasures.Any(erasure => erasure.Seq > e.Seq && ((ContentErased)erasure.Data).Reaches(e)))
                    seqs.Add(e.Seq);
            }
        }

        return seqs;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was erased from {Stream} could not be taken out of its log; it is tried again when it is next loaded")]
    private static partial void LogNotErased(ILogger logger, Exception failure, string stream);
}
