using System.Globalization;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;
using Collab.Storage;

namespace Collab.Server.Moderation;

/// <summary>What the record of a seminar is read from: its own log, those of its documents, and those of their queues.</summary>
/// <param name="Documents">As they are now, by their ids.</param>
/// <param name="Queues">As they are now, by the names of their logs.</param>
internal sealed record AuditSources(SeminarState Seminar, IReadOnlyDictionary<string, DocumentState> Documents, IReadOnlyDictionary<string, SealedState> Queues)
{
    public static async Task<AuditSources> OpenAsync(SeminarState seminar, DocumentFeeds feeds, IGrainFactory grains, CancellationToken cancellation)
    {
        var documents = (await feeds.OpenReadableAsync(seminar.Documents, cancellation)).ToDictionary(feed => feed.Document, feed => feed.State);
        var queues = await Task.WhenAll(documents.Keys.Select(async document => (Stream: SealedKey.QueueOf(document), State: await grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(document)).OpenAsync())));
        return new(seminar, documents, queues.ToDictionary(queue => queue.Stream, queue => queue.State));
    }

    public AuditLog KindOf(string stream) => stream == Seminar.Id ? AuditLog.Seminar : Queues.ContainsKey(stream) ? AuditLog.Queue : AuditLog.Document;

    /// <summary>The document of a document's log or of its queue's; null where it is not there any more.</summary>
    public DocumentState? DocumentOf(string stream) => Documents.GetValueOrDefault(stream.Split('/')[0]);

    /// <summary>The note that an event is about: what waits, or waited, is in the queue's log, what was flagged is the document's.</summary>
    public Annotation? NoteOf(string stream, AnnotationEventData about) =>
        AnnotationId.IsQueued(about.Annotation) ? Queues.GetValueOrDefault(stream)?.Notes.Find(about.Annotation) : DocumentOf(stream)?.Find(about.Annotation);

    /// <summary>
    /// Each log with the seq at which to go on: the seminar's own first, then for each document its own and its queue's, in the order in which they came.
    /// One that came after the page before was made has nothing that is older.
    /// </summary>
    /// <param name="before">Where the page before ended; null for the newest.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: no page said so.</exception>
    public async Task<IReadOnlyList<BackwardLog>> LogsAsync(string? before, IEventLog log)
    {
        var ends = before?.Split('.').Select(end => long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : throw new RefusalException("bad-request", "before is what the page before it said. Begin with the newest again.")).ToList();
        List<(string Stream, long Head)> heads = [(Seminar.Id, Seminar.Seq)];
        foreach (var document in Seminar.Documents)
        {
            // Of a queue the log is asked: its state may be ahead of it.
            heads.Add((document, Documents.GetValueOrDefault(document)?.Header.Seq ?? 0));
            heads.Add((SealedKey.QueueOf(document), Queues.GetValueOrDefault(SealedKey.QueueOf(document)) is { Seq: > 0 } ? (await log.FindAsync(SealedKey.QueueOf(document)))?.Head ?? 0 : 0));
        }

        return [.. heads.Select((each, i) => new BackwardLog(each.Stream, ends is null ? each.Head : i < ends.Count ? Math.Min(ends[i], each.Head) : 0, log))];
    }
}
