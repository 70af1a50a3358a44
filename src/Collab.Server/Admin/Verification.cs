using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Server.Admin;

/// <summary>Reads everything that a log keeps, and says where it is not what was written.</summary>
public static class Verification
{
    private const int PageSize = 1000;

    /// <summary>Where a stream is damaged.</summary>
    /// <param name="Seq">The first damaged or missing event.</param>
    public sealed record Damage(string Kind, string Stream, long Seq, string Detail);

    /// <summary>How far long work has come: events, pages or steps; bytes where the total is 0 because nobody knows it.</summary>
    public sealed record Progress(long Done, long Total);

    /// <summary>What was found.</summary>
    /// <param name="Contradictions">What is wrong with the storage beside the streams.</param>
    public sealed record Result(long Streams, long Events, IReadOnlyList<Damage> Damaged, IReadOnlyList<string> Contradictions)
    {
        public bool IsWhole => Damaged.Count == 0 && Contradictions.Count == 0;
    }

    public static async Task<Result> RunAsync(IStorage storage, Func<Progress, Task> report)
    {
        var log = storage.Log;
        var (streams, contradictions) = (new List<StreamInfo>(), new List<string>());
        foreach (var kind in StreamKind.All)
            await OrSayAsync(async () => streams.AddRange(await log.ListAsync(kind)), $"Which logs of the kind {kind} there are cannot be read.");
        var (total, done, damaged) = (streams.Sum(stream => stream.Head), 0L, new List<Damage>());
        foreach (var stream in streams)
        {
            damaged.AddRange(await ReadAsync(log, stream, PageSize, page => report(new Progress(done + page[^1].Seq, total))));
            done += stream.Head;
            await report(new Progress(done, total));
        }

        await OrSayAsync(async () => contradictions.AddRange(await storage.CheckAsync()), "What stands beside the logs cannot be checked.");
        return new Result(streams.Count, total, damaged, contradictions);

        async Task OrSayAsync(Func<Task> read, string what)
        {
            try
            {
                await read();
            }
            catch (StorageDamagedException damage)
            {
                contradictions.Add($"{what} {damage.Message}");
            }
        }
    }

    /// <summary>Reads one stream from its beginning: the texts that are not as they were written, and the first event that is not.</summary>
    /// <param name="afterPage">Told of each page of events that was read.</param>
    public static async Task<IReadOnlyList<Damage>> ReadAsync(IEventLog log, StreamInfo stream, int pageSize, Func<IReadOnlyList<StoredEvent>, Task> afterPage)
    {
        List<Damage> found = [];
        var seq = 0L;
        try
        {
            for (IReadOnlyList<StoredEvent> page; (page = await log.ReadAsync(stream.Stream, seq, pageSize)).Count > 0; seq = page[^1].Seq)
            {
                await CheckTextsAsync(page);
                await afterPage(page);
            }
        }
        catch (DamagedStreamException damage)
        {
            // What is whole of its page has texts, too.
            if (damage.Seq > seq + 1)
                await CheckTextsAsync(await log.ReadAsync(stream.Stream, seq, (int)(damage.Seq - 1 - seq)));
            found.Add(new Damage(stream.Kind, stream.Stream, damage.Seq, damage.Message));
        }
        catch (StorageDamagedException damage)
        {
            found.Add(new Damage(stream.Kind, stream.Stream, seq + 1, damage.Message));
        }
        catch (StreamNotFoundException lost)
        {
            // It was listed, under an id that is none.
            found.Add(new Damage(stream.Kind, stream.Stream, 1, lost.Message));
        }

        return found;

        async Task CheckTextsAsync(IReadOnlyList<StoredEvent> page)
        {
            await foreach (var (at, detail) in DamagedTextsAsync(log, page))
                found.Add(new Damage(stream.Kind, stream.Stream, at, detail));
        }
    }

    /// <summary>The texts that events bring and that are not as they were written, each with the seq of its event.</summary>
    internal static async IAsyncEnumerable<(long Seq, string Detail)> DamagedTextsAsync(IEventLog log, IReadOnlyList<StoredEvent> page)
    {
        foreach (var stored in page.Where(stored => stored.Kind is nameof(DocumentImported) or nameof(EditionAdded) or nameof(TextRevised)))
        {
            var text = ((ITextEvent)EventCodec.Read(stored).Data).Text;
            string? damage = null;
            try
            {
                if (await log.ReadTextAsync(text) is null)
                    damage = new DamagedTextException(text).Message;
            }
            catch (DamagedTextException damaged)
            {
                damage = damaged.Message;
            }

            if (damage is not null)
                yield return (stored.Seq, damage);
        }
    }
}
