using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Checking;

public sealed class CheckerTests
{
    private const string Epoch = "e1";

    [Fact]
    public void Nothing_is_found_where_all_holds() => Assert.Empty(Checker.Check(Sound()));

    [Fact]
    public void A_lost_acknowledged_operation_is_found()
    {
        var sound = Sound();
        AssertFound("C1", sound with { Operations = [.. sound.Operations, Answered("lost", 4)] });
    }

    [Fact]
    public void An_operation_that_was_answered_another_seq_is_found() => AssertFound("C1", Sound() with { Operations = [Answered("a", 3), Answered("b", 3)] });

    [Fact]
    public void A_doubled_acknowledged_operation_is_found() => AssertFound("C1", Sound() with { Operations = [Answered("a", 2), Answered("b", 3)], Log = [.. Log, new(5, "a", "AnnotationAdded", "h5")] });

    [Fact]
    public void A_refused_operation_in_the_log_is_found()
    {
        var refused = new Operation("a", "Ada");
        refused.Refuse("closed");
        AssertFound("C2", Sound() with { Operations = [refused, Answered("b", 3), Answered("c", 4)] });
    }

    [Fact]
    public void An_operation_of_unknown_outcome_may_be_in_the_log_once_and_not_twice()
    {
        var unknown = Sound() with { Operations = [new Operation("c", "Ada"), new Operation("never", "Ada"), Answered("a", 2), Answered("b", 3)] };
        Assert.Empty(Checker.Check(unknown));
        AssertFound("C3", unknown with { Log = [.. Log, new(5, "c", "AnnotationAdded", "h5")] });
    }

    [Fact]
    public void A_gap_in_seq_is_found() => AssertFound("C4", Sound() with { Log = [Log[0], Log[1], Log[2], Log[3] with { Seq = 5 }], Readers = [], Heads = [(2, "h2")] });

    [Fact]
    public void A_reader_that_skipped_is_found() => AssertFound("C5", Sound() with { Readers = [Trace(Batch(1, 2), Batch(4, 4))] });

    [Fact]
    public void A_reader_that_received_a_repeat_is_found() => AssertFound("C5", Sound() with { Readers = [Trace(Batch(1, 3), Batch(3, 4))] });

    [Fact]
    public void A_batch_with_a_hole_or_in_disorder_is_found()
    {
        AssertFound("C5", Sound() with { Readers = [Trace(new ReceivedBatch(Epoch, 1, 3, [Log[0], Log[2]]))] });
        AssertFound("C5", Sound() with { Readers = [Trace(new ReceivedBatch(Epoch, 1, 2, [Log[1], Log[0]]))] });
        AssertFound("C5", Sound() with { Readers = [Trace(new ReceivedBatch(Epoch, 1, 3, [Log[0], Log[1]]))] });
    }

    [Fact]
    public void A_reader_that_received_what_the_log_does_not_have_is_found()
    {
        AssertFound("C5", Sound() with { Readers = [Trace(Batch(1, 4), new ReceivedBatch(Epoch, 5, 5, [new(5, "gone", "AnnotationAdded", "h5")]))] });
        AssertFound("C5", Sound() with { Readers = [Trace(new ReceivedBatch(Epoch, 1, 1, [Log[0] with { Hash = "other" }]))] });
    }

    [Fact]
    public void What_a_reveal_brings_readers_have_without_its_command_and_the_log_has_it_with()
    {
        IReadOnlyList<LoggedEvent> log = [.. Log, new(5, "d", "AnnotationAdded", "h5") { IsCommandShown = false }];
        var sound = Sound() with { Log = log, Operations = [Answered("d", 5), Answered("b", 3)], Readers = [Trace(Batch(1, 4), new ReceivedBatch(Epoch, 5, 5, [log[4] with { Command = "" }]))] };
        Assert.Empty(Checker.Check(sound));
        AssertFound("C1", sound with { Operations = [Answered("d", 4), Answered("b", 3)] });
        AssertFound("C5", sound with { Readers = [Trace(Batch(1, 4), new ReceivedBatch(Epoch, 5, 5, [log[4]]))] });
    }

    [Fact]
    public void An_order_against_time_is_found()
    {
        var (first, second) = (new Operation("b", "Ada") { Invoked = 10 }, new Operation("a", "Ben") { Invoked = 30 });
        first.Answer(3, at: 20);
        second.Answer(2, at: 40);
        AssertFound("C6", Sound() with { Operations = [first, second] });
    }

    [Fact]
    public void A_reader_that_is_moved_to_another_epoch_is_found() =>
        AssertFound("C5", Sound() with { Readers = [Trace(Batch(1, 2), Batch(3, 4) with { Epoch = "e2" })] });

    [Fact]
    public void Somebody_who_is_not_shown_what_they_wrote_is_found()
    {
        AssertFound("C7", Sound() with { Reads = [new("Ada", "node 2", Invoked: 40, Seq: 2)] });
        // Before it was acknowledged, and to somebody else, it may be unseen.
        Assert.Empty(Checker.Check(Sound() with { Reads = [new("Ada", "node 2", Invoked: 34, Seq: 2), new("Ben", "node 2", Invoked: 40, Seq: 2)] }));
    }

    [Fact]
    public void A_broken_chain_is_found() => AssertFound("C8", Sound() with { BrokenAt = 3 });

    [Fact]
    public void A_command_of_several_events_is_whole_or_not_there()
    {
        IReadOnlyList<LoggedEvent> two = [.. Log, new(5, "d", "AnnotationAdded", "h5"), new(6, "d", "PinPlaced", "h6", Ordinal: 1)];
        Assert.Empty(Checker.Check(Sound() with { Log = two, Operations = [Answered("d", 6), Answered("b", 3)] }));
        AssertFound("C1", Sound() with { Log = two, Operations = [Answered("d", 5), Answered("b", 3)] });
        AssertFound("C1", Sound() with { Log = [.. two.Take(4), two[5] with { Seq = 5 }], Operations = [Answered("d", 5), Answered("b", 3)] });
        AssertFound("C3", Sound() with { Log = [.. two, new(7, "d", "AnnotationAdded", "h7")], Operations = [new Operation("d", "Ada"), Answered("a", 2), Answered("b", 3)] });
    }

    [Fact]
    public void A_history_that_changed_is_found()
    {
        AssertFound("C8", Sound() with { Heads = [(2, "h2"), (3, "other")] });
        AssertFound("C8", Sound() with { Heads = [(9, "h9")] });
    }

    [Fact]
    public void A_live_view_that_is_not_the_export_is_found() =>
        AssertFound("C9", Sound() with { Views = new Dictionary<string, string> { ["live"] = "one two", ["export"] = "one too" } });

    [Fact]
    public void A_refusal_that_nothing_provoked_is_found()
    {
        var refused = new Operation("d", "Ada");
        refused.Refuse("internal");
        var evidence = Sound() with { Operations = [.. Sound().Operations, refused], MayBeRefusedAs = ["internal"] };
        Assert.Empty(Checker.Check(evidence));
        AssertFound("C11", evidence with { MayBeRefusedAs = ["stale"] });
    }

    [Fact]
    public void An_idle_run_fails()
    {
        AssertFound("C10", Sound() with { LeastAnswered = 3 });
        AssertFound("C10", Sound() with { LeastFaults = 2 });
        AssertFound("C10", Sound() with { LeastReads = 1 });
        AssertFound("C10", Sound() with { Readers = [Trace()] });
    }

    private static IReadOnlyList<LoggedEvent> Log { get; } =
    [
        new(1, "", "DocumentImported", "h1"), new(2, "a", "AnnotationAdded", "h2"), new(3, "b", "AnnotationAdded", "h3"), new(4, "c", "ReplyAdded", "h4"),
    ];

    private static Evidence Sound() => new()
    {
        Operations = [Answered("a", 2), Answered("b", 3)],
        Readers = [Trace(Batch(1, 2), Batch(3, 4)), TraceAfter(2, Batch(3, 3))],
        Log = Log,
        Views = new Dictionary<string, string> { ["live"] = "same", ["export"] = "same" },
        Heads = [(2, "h2"), (4, "h4")],
        Faults = ["kill"],
        LeastAnswered = 2,
        LeastFaults = 1,
    };

    /// <summary>That promise is seen to be broken, and no other.</summary>
    private static void AssertFound(string what, Evidence evidence) =>
        Assert.Equal(what, Assert.Single(Checker.Check(evidence).Select(violation => violation.Split(':')[0]).Distinct()));

    private static Operation Answered(string command, long seq)
    {
        var operation = new Operation(command, "Ada") { Invoked = seq * 10 };
        operation.Answer(seq, at: (seq * 10) + 5);
        return operation;
    }

    private static ReceivedBatch Batch(int first, int last) => new(Epoch, first, last, [.. Log.Skip(first - 1).Take(last - first + 1)]);

    private static ReaderTrace Trace(params ReceivedBatch[] batches) => TraceAfter(0, batches);

    private static ReaderTrace TraceAfter(long after, params ReceivedBatch[] batches)
    {
        var trace = new ReaderTrace("reader", after);
        foreach (var batch in batches)
            trace.Add(batch);
        return trace;
    }
}
