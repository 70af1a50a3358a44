using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Reading;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Reading;

public sealed class ReadMarksTests
{
    private static readonly Gen<ReadMarked> Marks = Gen.Select(Gen.Long[0, 30], Gen.Long[1, 40].Array[0, 6], (upTo, seqs) => new ReadMarked("e", upTo, [.. seqs]));

    private readonly Room _room = new();

    [Fact]
    public void Marks_of_several_devices_come_to_the_same_in_any_order() => Marks.Array[1, 6].Sample(marks =>
    {
        var (forth, back) = (Fold(marks), Fold(marks.Reverse()));
        Assert.Equal(forth.Seqs.AsEnumerable(), back.Seqs);
        Assert.Equal((forth.Epoch, forth.UpTo), (back.Epoch, back.UpTo));
        for (var seq = 1; seq <= 40; seq++)
            Assert.Equal(marks.Any(mark => seq <= mark.UpTo || mark.Seqs.Contains(seq)), forth.HasRead("e", At(seq)));
    });

    [Fact]
    public void What_was_marked_before_a_restore_is_read_no_longer()
    {
        var marks = Fold([new("e", 9, [12])]);
        Assert.Equal([true, true, false, false], [marks.HasRead("e", At(9)), marks.HasRead("e", At(12)), marks.HasRead("e", At(10)), marks.HasRead("f", At(9))]);
        Assert.False(marks.Apply(Event(new ReadMarked("f", 2, []))).HasRead("f", At(9)));
    }

    [Fact]
    public void Of_more_than_are_kept_the_oldest_are_forgotten()
    {
        var marks = Fold([new("e", 0, [.. Enumerable.Range(1, ReadMarks.MostSeqs).Select(n => (long)n)]), new("e", 0, [5_000])]);
        Assert.Equal([false, true, true], [marks.HasRead("e", At(1)), marks.HasRead("e", At(2)), marks.HasRead("e", At(5_000))]);
    }

    [Fact]
    public void What_is_read_already_is_written_once()
    {
        var marks = Fold([new("e", 9, [12])]);
        Assert.Empty(Decide(marks, Read(4, 9, 12)));
        var marked = Assert.IsType<ReadMarked>(Assert.Single(Decide(marks, Read(4, 12, 14, 13, 14))).Data);
        Assert.Equal([13, 14], marked.Seqs.AsEnumerable());
        Assert.Single(Decide(marks, Read(10)));
        Assert.Single(Decide(marks, Read(0) with { Epoch = "f" }));
    }

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData("e", -1, 1)]
    [InlineData("e", 0, 0)]
    public void What_no_log_has_is_refused(string epoch, long upTo, long seq) =>
        Assert.Equal("bad-request", Code(() => Decide(ReadMarks.None, Read(upTo, seq) with { Epoch = epoch })));

    [Fact]
    public void A_point_or_a_thread_of_the_document_is_watched_and_nothing_else()
    {
        var marks = ReadMarks.None;
        foreach (var place in new[] { _room.Clauses[1], AnnotationId.New(_room.Clauses[1]), AnnotationId.New(null) })
            marks = marks.Apply(Event(Assert.Single(Decide(marks, Watch(place))).Data));
        Assert.Equal(3, marks.Watched.Count);
        Assert.Empty(Decide(marks, Watch(_room.Clauses[1])));
        Assert.False(marks.Apply(Event(Assert.Single(Decide(marks, Watch(_room.Clauses[1], on: false))).Data)).Watched[_room.Clauses[1]]);
        foreach (var place in new[] { Identifier.New(), AnnotationId.New(Identifier.New()), AnnotationId.NewPrivate(), AnnotationId.NewSealed(AnnotationId.QueueLog), "", "x" })
            Assert.Equal("not-found", Code(() => Decide(marks, Watch(place))));
    }

    [Fact]
    public void Who_is_no_member_marks_nothing() => Assert.Equal("not-found", Code(() => Decide(ReadMarks.None, Read(1) with { Actor = Room.Outsider })));

    private IReadOnlyList<Proposal> Decide(ReadMarks marks, Command command) => ReadingDecider.Decide(ClauseContext.Of(_room.State.Header), marks, command);

    private static MarkRead Read(long upTo, params long[] seqs) => new() { CommandId = Guid.NewGuid(), Actor = Room.Reader, Epoch = "e", UpTo = upTo, Seqs = [.. seqs] };

    private static SetWatch Watch(string place, bool on = true) => new() { CommandId = Guid.NewGuid(), Actor = Room.Reader, Place = place, On = on };

    private static string Code(Action act) => Assert.Throws<RefusalException>(act).Code;

    private static ReadMarks Fold(IEnumerable<ReadMarked> marks) => marks.Aggregate(ReadMarks.None, (state, mark) => state.Apply(Event(mark)));

    private static LogEvent Event(EventData data) => new() { Seq = 1, At = Room.Start, Actor = Room.Reader, Command = Guid.Empty, Data = data };

    private static Annotation At(long seq) => new() { Id = AnnotationId.New(null), Number = 1, Seq = seq, Creator = Room.Other, Created = Room.Start, Motivation = "commenting" };
}
