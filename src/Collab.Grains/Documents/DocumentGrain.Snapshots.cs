using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.Documents;

public sealed partial class DocumentGrain
{
    /// <summary>Fewest events between two snapshots.</summary>
    private const int SnapshotInterval = 1000;

    /// <summary>The seq of the stored one, 0 where there is none.</summary>
    private long _snapshotAt;
    private Task _saving = Task.CompletedTask;

    protected override async Task<DocumentVersion?> ReadSnapshotAsync(string epoch)
    {
        if (await FindReplicaAsync(epoch) is { } replica)
            return DocumentVersion.Of(replica);
        if (await Log.ReadSnapshotAsync(Stream) is not { Format: DocumentSnapshot.CurrentVersion } snapshot)
            return null;
        try
        {
            var document = await InBackgroundAsync(() => DocumentState.FromSnapshot(EventCodec.ReadSnapshot(snapshot.Bytes.Span), epoch));
            _snapshotAt = snapshot.Seq;
            return DocumentVersion.Of(document);
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException)
        {
            // Whole, but not what this version reads: the log has everything.
            LogSnapshotUnread(logger, failure, Stream);
            return null;
        }
    }

    /// <summary>
    /// What this node knows of the document anyway, because somebody reads it here: a snapshot is as long as the document, and to read it
    /// is most of what an activation costs. It must be of this log, and have nothing that the log lacks; and the removal of words that an
    /// erasure left undone, and damage that the scrub came upon, are found in the log alone.
    /// </summary>
    private async Task<DocumentState?> FindReplicaAsync(string epoch)
    {
        if (replicas.Find(Stream) is not { Header: { Seq: > 0, Erased: 0, IsAhead: false } header } known || header.Epoch != epoch)
            return null;
        try
        {
            var stored = await Log.FindSnapshotAsync(Stream);
            if (stored is { Seq: 0 } || await Log.ReadAsync(Stream, header.Seq - 1, 1) is not [var e] || Convert.ToHexStringLower(e.Hash.Span) != header.Hash)
                return null;
            _snapshotAt = stored is { Format: DocumentSnapshot.CurrentVersion } ? stored.Seq : 0;
            return known;
        }
        catch (DamagedStreamException)
        {
            return null;
        }
    }

    protected override Task<LogEvent> LoadAsync(LogEvent e) => e.Data is ITextEvent bringing ? WithTextAsync(e, bringing) : Task.FromResult(e);

    private async Task<LogEvent> WithTextAsync(LogEvent e, ITextEvent bringing)
    {
        try
        {
            var text = await Log.ReadTextAsync(bringing.Text) ?? throw new DamagedStreamException(Stream, e.Seq);
            return EventCodec.WithText(e, text.Span);
        }
        catch (DamagedTextException damage)
        {
            throw new DamagedStreamException(Stream, e.Seq, damage);
        }
    }

    /// <summary>A snapshot costs as much as the document is large: the next is due when the log has grown by a quarter.</summary>
    private void SaveSnapshotWhenDue()
    {
        if (!_saving.IsCompleted || HasErasures)
            return;
        if (Header.Seq - _snapshotAt >= Math.Max(SnapshotInterval, Header.Seq / 4))
            _saving = SaveSnapshotAsync(State.Document);
    }

    protected override async Task RemoveWordsAsync(bool always)
    {
        // One that is on its way has the words.
        await _saving;
        await base.RemoveWordsAsync(always);
        _snapshotAt = 0;
        SaveSnapshotWhenDue();
    }

    private async Task SaveSnapshotAsync(DocumentState document)
    {
        try
        {
            var bytes = await InBackgroundAsync(() => EventCodec.WriteSnapshot(document.ToSnapshot()));
            var hash = Convert.FromHexString(document.Header.Hash);
            await Log.SaveSnapshotAsync(Stream, new Snapshot(document.Header.Seq, hash, DocumentSnapshot.CurrentVersion, bytes));
            _snapshotAt = document.Header.Seq;
        }
        catch (Exception failure)
        {
            // A snapshot only shortens the next activation: the log has everything.
            LogSnapshotFailed(logger, failure, Stream);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of {Document} could not be read: its log is")]
    private static partial void LogSnapshotUnread(ILogger logger, Exception failure, string document);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of {Document} could not be saved")]
    private static partial void LogSnapshotFailed(ILogger logger, Exception failure, string document);
}
