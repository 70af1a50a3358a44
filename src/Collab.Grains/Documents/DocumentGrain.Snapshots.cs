using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.Documents;

public sealed partial class DocumentGrain
{
    /// <summary>Fewest events between two snapshots.</summary>
    private const int SnapshotInterval = 1000;

    private long _snapshotAt;
    private bool _savingSnapshot;

    protected override async Task<DocumentVersion?> ReadSnapshotAsync(string epoch)
    {
        if (await Log.ReadSnapshotAsync(Stream) is not { Format: DocumentSnapshot.CurrentVersion } snapshot)
            return null;
        _snapshotAt = snapshot.Seq;
        var document = await Task.Run(() => DocumentState.FromSnapshot(EventCodec.ReadSnapshot(snapshot.Bytes.Span), epoch));
        return DocumentVersion.Of(document);
    }

    protected override async Task<LogEvent> LoadAsync(LogEvent e)
    {
        if (e.Data is not DocumentImported imported)
            return e;
        var text = await Log.ReadTextAsync(imported.Text) ?? throw new DamagedStreamException(Stream, e.Seq);
        return EventCodec.WithText(e, text.Span);
    }

    /// <summary>A snapshot costs as much as the document is large: the next is due when the log has grown by a quarter.</summary>
    private void SaveSnapshotWhenDue()
    {
        if (_savingSnapshot || Header.Seq - _snapshotAt < Math.Max(SnapshotInterval, Header.Seq / 4))
            return;
        _savingSnapshot = true;
        SaveSnapshotAsync(State.Document).Ignore();
    }

    private async Task SaveSnapshotAsync(DocumentState document)
    {
        try
        {
            var bytes = await Task.Run(() => EventCodec.WriteSnapshot(document.ToSnapshot()));
            var hash = Convert.FromHexString(document.Header.Hash);
            await Log.SaveSnapshotAsync(Stream, new Snapshot(document.Header.Seq, hash, DocumentSnapshot.CurrentVersion, bytes));
            _snapshotAt = document.Header.Seq;
        }
        catch (Exception failure)
        {
            // A snapshot only shortens the next activation: the log has everything.
            LogSnapshotFailed(logger, failure, Stream);
        }
        finally
        {
            _savingSnapshot = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of {Document} could not be saved")]
    private static partial void LogSnapshotFailed(ILogger logger, Exception failure, string document);
}
