using System.Text;
using Collab.Domain.Events;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Flips;

/// <summary>Data that is to be damaged: the same ids, salts and sizes each time, so that a strike at a place can be repeated.</summary>
internal sealed class Story
{
    private const int Streams = 6;

    private readonly Dictionary<string, List<StoredEvent>> _written = [];
    private readonly Dictionary<string, List<byte[]>> _snapshots = [];

    public IReadOnlyDictionary<string, List<StoredEvent>> Written => _written;

    /// <summary>What stands in each row of a stream, and nowhere else.</summary>
    public static string Mark(string stream) => $"<{stream}>";

    /// <summary>Events of many sizes, snapshots and texts, and pages that were used and are free again.</summary>
    /// <param name="log">Empty.</param>
    /// <param name="between">Told when half of it is written.</param>
    public static async Task<Story> WriteAsync(IEventLog log, Action between)
    {
        var (story, random) = (new Story(), new Random(5));
        for (var s = 0; s < Streams; s++)
        {
            await log.CreateAsync($"d.{s}", StreamKind.Document);
            story._written[$"d.{s}"] = [];
            story._snapshots[$"d.{s}"] = [];
        }

        for (var round = 0; round < 8; round++)
        {
            if (round == 4)
                between();
            for (var s = 0; s < Streams; s++)
                story._written[$"d.{s}"].AddRange(await log.AppendNextAsync($"d.{s}", [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => Event($"d.{s}", random))]));
            foreach (var (stream, events) in story._written)
            {
                story._snapshots[stream].Add(Filled(random, (8 - round) * 1000));
                await log.SaveSnapshotAsync(stream, new Snapshot(events.Count, events[^1].Hash, 1, story._snapshots[stream][^1]));
            }

            await log.SaveTextAsync(Filled(random, random.Next(9000)));
        }

        return story;
    }

    private static StoredEvent Event(string stream, Random random)
    {
        var large = random.Next(6) == 0;
        var words = string.Concat(Enumerable.Repeat(Mark(stream), random.Next(1, large ? 1500 : 60)));
        return Draft($"c{random.Next(3)}", command: new Guid(Filled(random, 16)), payload: words) with { Salt = Filled(random, EventChain.SaltSize) };
    }

    private static byte[] Filled(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>What a damaged log must still be: nothing wrong, the part before the damage readable, no end that is missed.</summary>
    /// <param name="whole">The streams whose rows are untouched; null where that cannot be told.</param>
    /// <param name="headsToo">Whether a head may be damaged alone: then all is whole, and the damage is behind it.</param>
    /// <returns>Whether anything was refused or said to be damaged.</returns>
    public async Task<bool> CheckAsync(IEventLog log, IReadOnlySet<string>? whole, string strike, bool headsToo = false)
    {
        var refused = false;
        foreach (var (stream, written) in _written)
        {
            try
            {
                Assert.Equal(written, await PagesAsync(log, stream));
                continue;
            }
            catch (DamagedStreamException damage)
            {
                Assert.False(whole?.Contains(stream) == true, $"{strike}: {stream} is whole, and was refused: {damage.Message}");
                Assert.InRange(damage.Seq, 1, written.Count + (headsToo ? 1 : 0));
                if (damage.Seq > 1)
                    Assert.Equal(written.Take((int)damage.Seq - 1), await log.ReadAsync(stream, 0, (int)damage.Seq - 1));
            }
            catch (Exception x) when (x is StorageUnavailableException or StreamNotFoundException)
            {
                Assert.False(whole?.Contains(stream) == true, $"{strike}: {stream} is whole, and was refused: {x.Message}");
            }

            refused = true;
        }

        return refused;
    }

    /// <summary>Whether each stream that can be read has a snapshot as one was written, or none: it is never a reason to refuse anything.</summary>
    public async Task CheckSnapshotsAsync(IEventLog log, string strike)
    {
        foreach (var (stream, written) in _snapshots)
        {
            var isRead = false;
            try
            {
                isRead = (await PagesAsync(log, stream)).Count == _written[stream].Count;
                if (await log.ReadSnapshotAsync(stream) is { } snapshot)
                    Assert.Contains(written, bytes => snapshot.Bytes.Span.SequenceEqual(bytes));
                await log.FindSnapshotAsync(stream);
            }
            catch (Exception x) when (x is DamagedStreamException or StorageUnavailableException or StreamNotFoundException)
            {
                Assert.False(isRead, $"{strike}: {stream} is whole, and its snapshot was refused: {x.Message}");
            }
        }
    }

    /// <summary>Whether every event is found by its command and its clause; what is found must be right whatever happened.</summary>
    public async Task<bool> IsFoundAsync(IEventLog log)
    {
        var found = true;
        foreach (var (stream, written) in _written)
        {
            try
            {
                foreach (var clause in new[] { "c0", "c1", "c2" })
                    found &= IsAll(written.Where(e => e.Clause == clause), await log.ReadClauseAsync(stream, clause, 0));
                foreach (var e in written.Where(e => e.Seq % 7 == 0))
                    found &= IsAll([e], await log.FindCommandAsync(stream, e.Actor, e.Command));
            }
            catch (Exception x) when (x is DamagedStreamException or StorageUnavailableException or StreamNotFoundException)
            {
            }
        }

        return found;

        static bool IsAll(IEnumerable<StoredEvent> written, IReadOnlyList<StoredEvent> read)
        {
            var all = written.ToDictionary(e => e.Seq);
            Assert.All(read, e => Assert.Equal(all[e.Seq], e));
            return read.Count == all.Count;
        }
    }

    private static async Task<List<StoredEvent>> PagesAsync(IEventLog log, string stream)
    {
        List<StoredEvent> all = [];
        while (await log.ReadAsync(stream, all.Count, 7) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }
}
