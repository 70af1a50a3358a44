using Collab.Domain.Events;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class EventRingTests
{
    [Fact]
    public void It_begins_after_its_floor()
    {
        var ring = new EventRing();
        ring.Reset(7);
        ring.Add(ReorderBufferTests.Event(8));
        Assert.Equal((7, 8), (ring.Floor, ring.Head));
        Assert.Equal(8, ring[8].Event.Seq);
    }

    [Fact]
    public void It_forgets_the_oldest_past_its_number()
    {
        var ring = new EventRing(capacity: 100);
        for (var seq = 1; seq <= 1_000; seq++)
        {
            ring.Add(ReorderBufferTests.Event(seq));
            Assert.Equal(Math.Min(seq, 100), ring.Count);
            Assert.Equal(seq, ring[seq].Event.Seq);
            Assert.Equal(ring.Floor + 1, ring[ring.Floor + 1].Event.Seq);
        }

        Assert.Equal((900, 1_000), (ring.Floor, ring.Head));
    }

    [Fact]
    public void It_forgets_the_oldest_past_its_bytes_but_never_the_newest()
    {
        var ring = new EventRing(maxBytes: 100_000);
        for (var seq = 1; seq <= 50; seq++)
            ring.Add(ReorderBufferTests.Event(seq) with { Words = new Words { Body = new string('a', 16_000) } });
        Assert.Equal((49, 50), (ring.Floor, ring.Head));
    }

    [Fact]
    public void A_gap_is_no_ring() => Assert.Throws<ArgumentException>(() => new EventRing().Add(ReorderBufferTests.Event(2)));
}
