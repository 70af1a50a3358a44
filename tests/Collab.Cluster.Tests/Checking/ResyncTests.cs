using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Checking;

/// <summary>A reader who fell behind may be told to take a snapshot, and goes on behind it; nothing else is in order.</summary>
public sealed class ResyncTests
{
    private const int Head = 200, Behind = Checker.LongestBatch + 1;

    [Fact]
    public void A_reader_that_is_told_takes_a_snapshot_and_goes_on_behind_it() => Assert.Empty(Check(trace =>
    {
        trace.Add(Batch(1, 10));
        Jump(trace, 10 + Behind);
        trace.Add(Batch(10 + Behind + 1, Head));
    }));

    [Fact]
    public void It_may_be_told_again_and_end_with_a_snapshot() => Assert.Empty(Check(trace =>
    {
        trace.Add(Batch(1, 10));
        Jump(trace, 90);
        Jump(trace, Head);
    }));

    [Fact]
    public void Who_was_told_and_took_none_is_found() => Found("took none", trace =>
    {
        trace.Add(Batch(1, 10));
        trace.SendBack();
    });

    [Fact]
    public void Who_was_told_without_need_is_found() => Found("no more than a batch behind", trace =>
    {
        trace.Add(Batch(1, 10));
        Jump(trace, 10 + Behind - 1);
        trace.Add(Batch(10 + Behind, Head));
    });

    [Fact]
    public void A_snapshot_from_before_is_found() => Found("no more than a batch behind", trace =>
    {
        trace.Add(Batch(1, 100));
        Jump(trace, 50);
    });

    [Fact]
    public void A_gap_behind_the_snapshot_is_found() => Found("was at 100 and received 102", trace =>
    {
        trace.Add(Batch(1, 10));
        Jump(trace, 100);
        trace.Add(Batch(102, Head));
    });

    [Fact]
    public void A_repeat_behind_the_snapshot_is_found() => Found("was at 100 and received 100", trace =>
    {
        trace.Add(Batch(1, 10));
        Jump(trace, 100);
        trace.Add(Batch(100, Head));
    });

    [Fact]
    public void A_jump_that_nobody_told_of_is_found() => Found("was at 10 and received 101", trace =>
    {
        trace.Add(Batch(1, 10));
        trace.Add(Batch(101, Head));
    });

    [Fact]
    public void A_snapshot_of_another_log_is_found()
    {
        Found("took a snapshot at 100 with the hash other", trace =>
        {
            trace.Add(Batch(1, 10));
            trace.SendBack();
            trace.Take(new TakenSnapshot(0, "e1", 100, "other"));
        });
        Found("of another epoch", trace =>
        {
            trace.Add(Batch(1, 10));
            trace.SendBack();
            trace.Take(new TakenSnapshot(0, "e2", 100, "h100"));
        });
    }

    [Fact]
    public void Nobody_takes_one_untold() => Assert.Throws<InvalidOperationException>(() => new ReaderTrace("reader", 0).Take(new TakenSnapshot(0, "e1", 100, "h100")));

    private static IReadOnlyList<LoggedEvent> Log { get; } = [.. Enumerable.Range(1, Head).Select(seq => new LoggedEvent(seq, $"c{seq}", "AnnotationAdded", $"h{seq}"))];

    private static ReceivedBatch Batch(int first, int last) => new("e1", first, last, [.. Log.Skip(first - 1).Take(last - first + 1)]);

    private static void Jump(ReaderTrace trace, long seq)
    {
        trace.SendBack();
        trace.Take(new TakenSnapshot(0, "e1", seq, $"h{seq}"));
    }

    private static IReadOnlyList<string> Check(Action<ReaderTrace> read)
    {
        var trace = new ReaderTrace("reader", 0);
        read(trace);
        return Checker.Check(new Evidence { Operations = [], Readers = [trace], Log = Log, LeastAnswered = 0 });
    }

    private static void Found(string what, Action<ReaderTrace> read)
    {
        var violation = Assert.Single(Check(read));
        Assert.StartsWith("C5: ", violation, StringComparison.Ordinal);
        Assert.Contains(what, violation, StringComparison.Ordinal);
    }
}
