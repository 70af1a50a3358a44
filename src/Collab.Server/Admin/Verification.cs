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
    public sealed record Result(long Streams, long Events, IReadOnlyList<Damage> Damaged);

    public static async Task<Result> RunAsync(IEventLog log, Func<Progress, Task> report)
    {
        List<StreamInfo> streams = [];
        foreach (var kind in new[] { StreamKind.Seminar, StreamKind.Document, StreamKind.Notebook })
            streams.AddRange(await log.ListAsync(kind));
        var (total, done, damaged) = (streams.Sum(stream => stream.Head), 0L, new List<Damage>());
        foreach (var stream in streams)
        {
            var seq = 0L;
            try
            {
                for (IReadOnlyList<StoredEvent> page; (page = await log.ReadAsync(stream.Stream, seq, PageSize)).Count > 0; seq = page[^1].Seq)
                {
                    await CheckTextsAsync(log, page);
                    await report(new Progress(done + page[^1].Seq, total));
                }
            }
            catch (DamagedStreamException damage)
            {
                damaged.Add(new Damage(stream.Kind, stream.Stream, damage.Seq, damage.Message));
            }
            catch (DamagedTextException damage)
            {
                damaged.Add(new Damage(stream.Kind, stream.Stream, seq + 1, damage.Message));
            }

            done += stream.Head;
            await report(new Progress(done, total));
        }

        return new Result(streams.Count, total, damaged);
    }

    private static async Task CheckTextsAsync(IEventLog log, IReadOnlyList<StoredEvent> page)
    {
        foreach (var stored in page.Where(stored => stored.Kind == nameof(DocumentImported)))
        {
            var text = ((DocumentImported)EventCodec.Read(stored).Data).Text;
            if (await log.ReadTextAsync(text) is null)
                throw new DamagedTextException(text);
        }
    }
}
