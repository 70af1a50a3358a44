using System.Buffers;
using System.Text;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;

namespace Collab.Server.Feeds;

/// <summary>The bytes of events and batches.</summary>
public static class BatchEncoding
{
    /// <summary>A batch without its events, generously.</summary>
    private const int EnvelopeBytes = 200;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Event(LogEvent e, DocumentState head, Annotation? annotation, Audience audience)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Options))
            EventWriter.Write(json, e, head, annotation, audience);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>As many of the events after a seq as fit; null for none.</summary>
    public static Batch? Pack(string epoch, long after, long head, int maxBytes, IEnumerable<byte[]> events)
    {
        var (packed, size) = (new List<ReadOnlyMemory<byte>>(), EnvelopeBytes);
        foreach (var bytes in events)
        {
            size += bytes.Length + 1;
            if (packed.Count > 0 && size > maxBytes)
                break;
            packed.Add(bytes);
        }

        return packed.Count == 0 ? null : Join(epoch, after + 1, after + packed.Count, head, packed);
    }

    /// <summary>One batch of events in one piece of memory, so that it leaves as one WebSocket frame.</summary>
    public static Batch Join(string epoch, long first, long last, long head, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var start = Encoding.UTF8.GetBytes($$"""{"epoch":"{{epoch}}","first":{{first}},"last":{{last}},"events":[""");
        var end = Encoding.UTF8.GetBytes($$"""],"head":{{head}}}""");
        var bytes = new byte[start.Length + events.Sum(e => e.Length + 1) - Math.Min(1, events.Count) + end.Length];
        start.CopyTo(bytes.AsSpan());
        var at = start.Length;
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0)
                bytes[at++] = (byte)',';
            events[i].Span.CopyTo(bytes.AsSpan(at));
            at += events[i].Length;
        }

        end.CopyTo(bytes.AsSpan(at));
        return new Batch(bytes, epoch, first, last);
    }
}
