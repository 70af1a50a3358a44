using System.Buffers.Text;
using System.Text;

namespace Collab.Benchmarks.Readers;

/// <summary>
/// Finds the events in the bytes of one reader's messages by their <c>"seq":</c>, without reading the JSON, and holds them to be all there and in order: over batches
/// however they were merged, over pieces however the network cut them, over connections that were resumed. Where order is not promised it counts and adds up.
/// </summary>
internal sealed class SeqScanner
{
    /// <summary>So many bytes before what came must be free: what was cut off there is put before its rest.</summary>
    public const int Headroom = 64;

    // Of the longest of what is looked for, all but its last byte.
    private const int Begun = 7;

    private readonly byte[] _cut = new byte[Headroom];
    private int _cutBytes;
    private long? _last;

    /// <summary>The seq that the reader has had before: the first event is the one after it.</summary>
    public long After { get; init; }

    /// <summary>The seq of the last event.</summary>
    public long Last => _last ?? After;

    public long Events { get; private set; }

    /// <summary>Of all seqs: where order is not held, count and sum tell whether each came once.</summary>
    public long Sum { get; private set; }

    /// <summary>What was wrong first; null while all is as it should be.</summary>
    public string? Fault { get; private set; }

    /// <summary>The server has answered a call.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Whether each event must be the one after the last; else any order will do.</summary>
    public required bool IsOrdered { get; init; }

    /// <summary>Told each sending time (<c>"t=…;</c>) that comes; null where nobody asks, which is cheaper.</summary>
    public Action<long>? Sent { get; init; }

    /// <summary>The next bytes come over another connection: what was cut off there does not go on, and is sent again.</summary>
    public void Resume() => _cutBytes = 0;

    /// <param name="buffer">Bytes of messages from <see cref="Headroom"/> on; what is before them is overwritten.</param>
    /// <param name="count">How many.</param>
    public void Scan(Span<byte> buffer, int count)
    {
        _cut.AsSpan(0, _cutBytes).CopyTo(buffer[(Headroom - _cutBytes)..]);
        var bytes = buffer.Slice(Headroom - _cutBytes, _cutBytes + count);
        var (seqsUntil, cutSeq) = Seqs(bytes);
        var (timesUntil, cutTime) = Sent is null ? (0, null) : Times(bytes);
        // A number that is cut off is the last thing there is; else what may be the beginning of something.
        var rest = cutSeq ?? cutTime ?? Math.Max(Math.Max(seqsUntil, timesUntil), bytes.Length - Begun);
        LookForOthers(bytes);
        var cut = Math.Min(bytes.Length - rest, Headroom);
        bytes[^cut..].CopyTo(_cut);
        _cutBytes = cut;
    }

    /// <returns>Where the last one ends, and where one begins that is cut off.</returns>
    private (int Until, int? Cut) Seqs(ReadOnlySpan<byte> bytes)
    {
        var mark = "\"seq\":"u8;
        var from = 0;
        for (int at; (at = bytes[from..].IndexOf(mark)) >= 0;)
        {
            var begin = from + at;
            from = begin + mark.Length;
            var isNumber = Utf8Parser.TryParse(bytes[from..], out long seq, out var length);
            if (from + length == bytes.Length)
                return (begin, begin);
            if (isNumber)
                Take(seq);
            else
                Fault ??= "A seq is no number.";
            from += length;
        }

        return (from, null);
    }

    private (int Until, int? Cut) Times(ReadOnlySpan<byte> bytes)
    {
        var mark = "\"t="u8;
        var from = 0;
        for (int at; (at = bytes[from..].IndexOf(mark)) >= 0;)
        {
            var begin = from + at;
            from = begin + mark.Length;
            var isNumber = Utf8Parser.TryParse(bytes[from..], out long sent, out var length);
            if (from + length == bytes.Length)
                return (begin, begin);
            if (isNumber && bytes[from + length] == (byte)';')
                Sent!(sent);
            from += length;
        }

        return (from, null);
    }

    private void Take(long seq)
    {
        if (IsOrdered && seq != Last + 1)
            Fault ??= $"After event {Last} came {seq}.";
        _last = seq;
        Sum += seq;
        Events++;
    }

    private void LookForOthers(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\"resync\""u8) >= 0)
            Fault ??= $"After event {Last} the reader was told to begin anew.";
        if (bytes.IndexOf("\"error\":"u8) is >= 0 and var at)
            Fault ??= $"After event {Last} came {Encoding.UTF8.GetString(bytes[at..Math.Min(bytes.Length, at + 300)])}";
        IsAnswered = IsAnswered || bytes.IndexOf("\"type\":3"u8) >= 0;
    }
}
