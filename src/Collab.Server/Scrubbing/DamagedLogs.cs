using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain.Events;
using Collab.Server.Admin;
using Collab.Storage;
using Orleans.Core.Internal;
using Orleans.Runtime;

namespace Collab.Server.Scrubbing;

/// <summary>What is done about a log that is found damaged while somebody has it open.</summary>
internal sealed partial class DamagedLogs(IEventLog log, IGrainFactory grains, ILogger<DamagedLogs> logger) : IDisposable
{
    // A class that exports at once waits its turn: the connections to storage are for people.
    private readonly SemaphoreSlim _turns = new(2);

    private const int PageEvents = 1000, PageBytes = 4 * 1024 * 1024;

    /// <summary>Whoever opens it next reads the log from its beginning and finds the damage: it is read-only from then on.</summary>
    public async Task CloseAsync(string kind, string stream)
    {
        // A state that was stored after the damage would pass over it.
        if (kind == StreamKind.Document)
            await ForgetSnapshotAsync(stream);
        IAddressable grain = kind switch
        {
            StreamKind.Seminar => grains.GetGrain<ISeminarGrain>(stream),
            StreamKind.Notebook => grains.GetGrain<INotebookGrain>(stream),
            StreamKind.Sealed => grains.GetGrain<ISealedGrain>(stream),
            _ => grains.GetGrain<IDocumentGrain>(stream),
        };
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
    }

    /// <summary>
    /// Reads the log of a document as far as something is taken away of it: what was opened before the damage is still whole in memory, and is
    /// not what the log can prove any more.
    /// </summary>
    /// <param name="hash">The hash of the event at <paramref name="head"/>, in lower-case hex.</param>
    /// <exception cref="DamagedStreamException">It is read-only from then on.</exception>
    /// <exception cref="StorageUnavailableException">The log cannot be read.</exception>
    public async Task DemandWholeAsync(string document, long head, string hash, CancellationToken cancellation)
    {
        if (await InTurnAsync(() => FindDamageAsync(document, head, hash, cancellation), cancellation) is not { } seq)
            return;
        try
        {
            await CloseAsync(StreamKind.Document, document);
        }
        catch (OutcomeUnknownException failing)
        {
            // A disk that fails can read like one that is damaged. Where nothing can be stored nobody knows which it is.
            throw new StorageUnavailableException("The storage fails, so that nothing can prove what is to be taken away. Try again when it is well.", failing);
        }

        LogDamaged(logger, document, seq);
        throw new DamagedStreamException(document, seq);
    }

    public void Dispose() => _turns.Dispose();

    private async Task ForgetSnapshotAsync(string document)
    {
        try
        {
            await log.SaveSnapshotAsync(document, Snapshot.OfNothing);
        }
        catch (Exception lost) when (lost is StreamNotFoundException or DamagedStreamException or StorageDamagedException)
        {
            // The row of the log, or the place for it, is what is lost: nothing is stored beside it.
        }
    }

    private async Task<long?> InTurnAsync(Func<Task<long?>> find, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await find();
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<long?> FindDamageAsync(string document, long head, string hash, CancellationToken cancellation)
    {
        try
        {
            StoredEvent? last = null;
            while ((last?.Seq ?? 0) < head)
            {
                cancellation.ThrowIfCancellationRequested();
                var seq = last?.Seq ?? 0;
                var page = await log.ReadAsync(document, seq, (int)Math.Min(PageEvents, head - seq), PageBytes);
                if (page.Count == 0)
                    return seq + 1;
                await foreach (var (at, _) in Verification.DamagedTextsAsync(log, page))
                    return at;
                last = page[^1];
            }

            return last is null || Convert.ToHexStringLower(last.Hash.Span) == hash ? null : head;
        }
        catch (DamagedStreamException damage)
        {
            return damage.Seq;
        }
        catch (StreamNotFoundException)
        {
            return 1;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The document {Document} was found damaged at seq {Seq} when it was to be taken away: it is read-only until a backup is restored")]
    private static partial void LogDamaged(ILogger logger, string document, long seq);
}
