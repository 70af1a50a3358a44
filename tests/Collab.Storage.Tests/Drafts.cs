using System.Text;
using Collab.Domain.Events;

namespace Collab.Storage.Tests;

/// <summary>Made-up events, sealed into chains.</summary>
internal static class Drafts
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    public static StoredEvent Draft(string? clause = "c1", string actor = "mira", Guid? command = null, int ordinal = 0, string? payload = "{\"text\":\"Whose peace?\"}") => new()
    {
        Seq = 0,
        Clause = clause,
        Actor = actor,
        Command = command ?? Guid.NewGuid(),
        Ordinal = ordinal,
        Kind = "AnnotationAdded",
        At = Start,
        Data = "{\"number\":1}"u8.ToArray(),
        Payload = payload is null ? null : (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(payload),
    };

    public static StoredEvent[] Many(int count) => Enumerable.Range(0, count).Select(_ => Draft()).ToArray();

    /// <summary>Gives the drafts their seqs and hashes after an event.</summary>
    public static StoredEvent[] Seal(string stream, long after, ReadOnlyMemory<byte> hash, params StoredEvent[] drafts)
    {
        for (var i = 0; i < drafts.Length; i++)
        {
            drafts[i] = EventChain.Seal(stream, hash.Span, drafts[i] with { Seq = after + 1 + i, At = Start.AddSeconds(after + i) });
            hash = drafts[i].Hash;
        }

        return drafts;
    }

    /// <summary>Seals the drafts after the stream's head and appends them.</summary>
    public static async Task<StoredEvent[]> AppendNextAsync(this IEventLog log, string stream, params StoredEvent[] drafts)
    {
        var info = await log.FindAsync(stream);
        var events = Seal(stream, info!.Head, info.HeadHash, drafts);
        await log.AppendAsync(stream, info.Head, events);
        return events;
    }

    public static async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(this IEventLog log, string stream) =>
        await log.ReadAsync(stream, 0, int.MaxValue);
}
