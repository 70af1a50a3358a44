using System.Text;
using Collab.Benchmarks.Readers;

namespace Collab.Contracts.Tests.Benchmarks;

/// <summary>The load client that claims that every reader had every event in order.</summary>
public sealed class SeqScannerTests
{
    private readonly FrameReader _frames = new();
    private readonly List<long> _sent = [];

    [Fact]
    public void Wherever_the_network_cuts_every_event_is_found_once()
    {
        byte[] stream =
        [
            .. Frame(Batch(1, 3)), .. Frame("{\"type\":6}\u001e"), .. Frame(""),
            // One message in three fragments, with a ping between them.
            .. Frame(Batch(4, 6)[..90], isLast: false), .. Control(9, "are you there"), .. Frame(Batch(4, 6)[90..97], 0, isLast: false), .. Frame(Batch(4, 6)[97..], 0),
            .. Frame(Batch(7, 400)), .. Control(10, ""),
        ];
        for (var cut = 0; cut < stream.Length; cut += cut < 2000 ? 1 : 997)
        {
            var (frames, sent) = (new FrameReader(), new List<long>());
            var scanner = new SeqScanner { IsOrdered = true, Sent = sent.Add };
            Feed(frames, scanner, stream.AsSpan(0, cut));
            Feed(frames, scanner, stream.AsSpan(cut));
            Assert.Null(scanner.Fault);
            Assert.Equal((400L, 400L), (scanner.Last, scanner.Events));
            Assert.Equal(Enumerable.Range(1, 400).Select(seq => 1_000_000L + seq), sent);
            Assert.Equal(Encoding.UTF8.GetBytes("are you there"), frames.Pinged);
            Assert.Equal(7, frames.Frames);
        }
    }

    [Fact]
    public void Byte_by_byte_it_is_the_same()
    {
        var scanner = Scanner();
        foreach (var one in Frame(Batch(1, 30)))
            Feed(_frames, scanner, [one]);
        Assert.Null(scanner.Fault);
        Assert.Equal((30L, 30L, 30), (scanner.Last, scanner.Events, _sent.Count));
    }

    [Theory]
    [InlineData(3, "After event 1 came 3.")]
    [InlineData(1, "After event 1 came 1.")]
    public void What_is_missing_or_comes_twice_is_seen(int next, string fault)
    {
        var scanner = Scanner();
        Feed(_frames, scanner, [.. Frame(Batch(1, 1)), .. Frame(Batch(next, next))]);
        Assert.Equal(fault, scanner.Fault);
    }

    [Fact]
    public void Within_a_merged_batch_too()
    {
        var scanner = Scanner();
        Feed(_frames, scanner, Frame(Batch(1, 9).Replace("\"seq\":5,", "\"seq\":6,", StringComparison.Ordinal)));
        Assert.Equal("After event 4 came 6.", scanner.Fault);
    }

    [Fact]
    public void Whoever_is_to_begin_anew_has_lost_something()
    {
        var scanner = Scanner();
        Feed(_frames, scanner, [.. Frame(Batch(1, 2)), .. Frame("")]);
        Feed(_frames, scanner, Frame("{\"type\":2,\"invocationId\":\"1\",\"item\":{\"resync\":true}}\u001e"));
        Assert.Equal("After event 2 the reader was told to begin anew.", scanner.Fault);
    }

    [Theory]
    [InlineData("{\"type\":2,\"invocationId\":\"1\",\"item\":{\"resync\":true}}\u001e", "After event 2 the reader was told to begin anew.")]
    [InlineData("{\"type\":3,\"invocationId\":\"1\",\"error\":\"not-found\"}\u001e", "After event 2 came \"error\":")]
    public void Behind_an_event_of_the_same_bytes_and_wherever_it_is_cut_too(string message, string fault)
    {
        var bytes = Frame(Batch(1, 2) + message);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (frames, scanner) = (new FrameReader(), Scanner());
            Feed(frames, scanner, bytes.AsSpan(0, cut));
            Feed(frames, scanner, bytes.AsSpan(cut));
            Assert.StartsWith(fault, scanner.Fault, StringComparison.Ordinal);
            Assert.Equal(2, scanner.Events);
        }
    }

    [Fact]
    public void Whoever_begins_later_has_the_event_after_that_first()
    {
        var scanner = new SeqScanner { IsOrdered = true, After = 7 };
        Assert.Equal(7, scanner.Last);
        Feed(_frames, scanner, Frame(Batch(8, 9)));
        Assert.Null(scanner.Fault);
        Assert.Equal((9L, 2L), (scanner.Last, scanner.Events));
    }

    [Fact]
    public void A_connection_that_is_resumed_goes_on_after_the_last_event()
    {
        var scanner = Scanner();
        var cut = Frame(Batch(1, 12));
        // In the middle of the number of the twelfth.
        Feed(_frames, scanner, cut.AsSpan(0, cut.AsSpan().LastIndexOf("\"seq\":12"u8) + 7));
        Assert.Equal(11, scanner.Last);
        scanner.Resume();
        Feed(new FrameReader(), scanner, Frame(Batch(12, 14)));
        Assert.Null(scanner.Fault);
        Assert.Equal((14L, 14L), (scanner.Last, scanner.Events));
    }

    [Fact]
    public void Where_order_is_not_promised_count_and_sum_tell()
    {
        var scanner = new SeqScanner { IsOrdered = false };
        Feed(_frames, scanner, [.. Frame(Batch(3, 3)), .. Frame(Batch(2, 2)), .. Frame(Batch(4, 4))]);
        Assert.Null(scanner.Fault);
        Assert.Equal((3L, 9L), (scanner.Events, scanner.Sum));
    }

    [Fact]
    public void An_answer_and_a_refusal_are_told_apart()
    {
        var scanner = Scanner();
        Feed(_frames, scanner, Frame("{\"type\":3,\"invocationId\":\"1\",\"result\":null}\u001e"));
        Assert.True(scanner.IsAnswered);
        Assert.Null(scanner.Fault);
        Feed(_frames, scanner, Frame("{\"type\":3,\"invocationId\":\"1\",\"error\":\"not-found\"}\u001e"));
        Assert.Contains("not-found", scanner.Fault);
    }

    [Fact]
    public void A_frame_that_is_no_server_s_is_refused_and_a_close_is_seen()
    {
        Assert.Throws<InvalidDataException>(() => new FrameReader().Unframe([0x81, 0x81, 0, 0, 0, 0, 65]));
        Feed(_frames, Scanner(), Control(8, ""));
        Assert.True(_frames.IsClosed);
    }

    private SeqScanner Scanner() => new() { IsOrdered = true, Sent = _sent.Add };

    private static void Feed(FrameReader frames, SeqScanner scanner, ReadOnlySpan<byte> received)
    {
        var buffer = new byte[SeqScanner.Headroom + received.Length];
        received.CopyTo(buffer.AsSpan(SeqScanner.Headroom));
        if (frames.Unframe(buffer.AsSpan(SeqScanner.Headroom)) is > 0 and var length)
            scanner.Scan(buffer, length);
    }

    private static string Batch(int first, int last) =>
        $"{{\"type\":2,\"invocationId\":\"1\",\"item\":{{\"epoch\":\"e\",\"first\":{first},\"last\":{last},\"events\":[{string.Join(',', Enumerable.Range(first, last - first + 1).Select(Event))}],\"head\":{last}}}}}\u001e";

    private static string Event(int seq) => $"{{\"seq\":{seq},\"kind\":\"AnnotationAdded\",\"data\":{{\"number\":{seq},\"body\":{{\"text\":\"t={1_000_000 + seq}; What is meant?\"}}}}}}";

    private static byte[] Frame(string text, int opcode = 1, bool isLast = true)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = bytes.Length < 126 ? [(byte)bytes.Length] : bytes.Length < 65536 ? [126, (byte)(bytes.Length >> 8), (byte)bytes.Length] : [127, 0, 0, 0, 0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length];
        return [(byte)((isLast ? 0x80 : 0) | opcode), .. length, .. bytes];
    }

    private static byte[] Control(int opcode, string text) => Frame(text, opcode);
}
