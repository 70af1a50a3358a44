using Collab.Domain.Events;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class ReorderBufferTests
{
    private readonly ReorderBuffer _buffer = new(4);

    [Fact]
    public void What_follows_is_given_at_once() => Assert.Equal([3L, 4L], Take(2, 3, 4));

    [Fact]
    public void What_is_ahead_waits_for_what_is_missing()
    {
        Assert.Empty(Take(2, 4, 5));
        Assert.True(_buffer.HasGap);
        Assert.Equal([3L, 4L, 5L], Take(2, 3));
        Assert.False(_buffer.HasGap);
    }

    [Fact]
    public void What_came_before_is_given_once()
    {
        Assert.Equal([3L], Take(2, 1, 2, 3, 3));
        Assert.Empty(Take(3, 2, 3));
        Assert.False(_buffer.HasGap);
    }

    [Fact]
    public void A_gap_that_was_filled_from_elsewhere_is_no_gap()
    {
        Assert.Empty(Take(2, 4));
        Assert.Empty(Take(5));
        Assert.False(_buffer.HasGap);
    }

    [Fact]
    public void It_keeps_no_more_than_it_may_and_the_oldest_of_it()
    {
        Assert.Empty(Take(0, 2, 3, 4, 5, 6, 7));
        Assert.Equal([1L, 2L, 3L, 4L, 5L], Take(0, 1));
        Assert.False(_buffer.HasGap);
    }

    private IEnumerable<long> Take(long have, params long[] seqs) => _buffer.Take(have, [.. seqs.Select(Event)]).Select(e => e.Seq);

    internal static LogEvent Event(long seq) => new() { Seq = seq, Actor = "ada", Command = Guid.NewGuid(), Data = new DocumentClosed() };
}
