using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Storage;
using Collab.Storage.Sqlite;

namespace Collab.Cluster.Tests.Running;

/// <summary>Makes a document large without asking its server, which is not running meanwhile.</summary>
internal static class Filling
{
    private const int AtOnce = 10_000;

    /// <summary>Adds copies of the newest note, each with an id and a number of its own, behind the head and sealed as any event.</summary>
    public static async Task AddAsync(string folder, string document, int count)
    {
        using var storage = SqliteStorage.Open(folder);
        var info = await storage.Log.FindAsync(document) ?? throw new InvalidOperationException($"There is no stream {document}.");
        var model = EventCodec.Read((await storage.Log.ReadAsync(document, 0, int.MaxValue)).Last(stored => stored.Kind == nameof(AnnotationAdded)));
        var (added, seq, hash) = ((AnnotationAdded)model.Data, info.Head, info.HeadHash);
        for (var done = 0; done < count; done += AtOnce)
        {
            List<StoredEvent> events = [];
            for (var i = 0; i < Math.Min(AtOnce, count - done); i++)
            {
                var copy = added with { Annotation = AnnotationId.New(model.Clause), Number = added.Number + done + i + 1 };
                events.Add(EventCodec.Seal(document, hash.Span, model with { Seq = seq + events.Count + 1, Command = Guid.NewGuid(), Data = copy }));
                hash = events[^1].Hash;
            }

            await storage.Log.AppendAsync(document, seq, events);
            seq += events.Count;
        }
    }
}
