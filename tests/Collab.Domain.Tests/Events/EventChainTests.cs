using Collab.Domain.Events;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Events;

public sealed class EventChainTests
{
    private static readonly List<StoredEvent> Chain = Histories.Of(seed: 2, length: 60).Stored;
    private static readonly byte[] Genesis = EventChain.Genesis("document");

    [Fact]
    public void A_chain_that_nobody_touched_is_whole() => Assert.Null(EventChain.Verify("document", Genesis, Chain));

    [Fact]
    public void Any_change_of_any_field_is_found_at_its_seq() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 10]).Sample((at, field) =>
    {
        var index = at % Chain.Count;
        var e = Chain[index];
        var changed = field switch
        {
            0 => e with { Clause = e.Clause is null ? "" : null },
            1 => e with { Actor = e.Actor + "x" },
            2 => e with { Command = Guid.NewGuid() },
            3 => e with { Ordinal = e.Ordinal + 1 },
            4 => e with { Kind = e.Kind + "x" },
            5 => e with { At = e.At.AddTicks(1) },
            6 => e with { Data = Flip(e.Data, at) },
            7 when e.Payload is { } payload => e with { Payload = Flip(payload, at) },
            8 when e.Salt is { } salt => e with { Salt = Flip(salt, at) },
            9 when e.Digest is { } digest => e with { Digest = Flip(digest, at) },
            _ => e with { Hash = Flip(e.Hash, at) },
        };
        Assert.Equal(e.Seq, EventChain.Verify("document", Genesis, [.. Chain[..index], changed, .. Chain[(index + 1)..]]));
    });

    [Fact]
    public void A_gap_an_exchange_and_another_stream_are_found()
    {
        Assert.Equal(6, EventChain.Verify("document", Genesis, [.. Chain[..5], .. Chain[6..]]));
        Assert.Equal(6, EventChain.Verify("document", Genesis, [.. Chain[..5], Chain[6], Chain[5], .. Chain[7..]]));
        Assert.Equal(1, EventChain.Verify("another", EventChain.Genesis("another"), Chain));
        Assert.Equal(2, EventChain.Verify("document", Genesis, Chain[1..]));
    }

    [Fact]
    public void Erasing_payload_and_salt_leaves_the_chain_whole_and_one_alone_does_not()
    {
        var index = Chain.FindIndex(e => e.Payload is not null);
        Assert.Null(Verify(Chain[index] with { Payload = null, Salt = null }));
        Assert.Equal(Chain[index].Seq, Verify(Chain[index] with { Payload = null }));
        Assert.Equal(Chain[index].Seq, Verify(Chain[index] with { Salt = null }));
        Assert.Equal(Chain[index].Seq, Verify(Chain[index] with { Payload = null, Salt = null, Digest = null }));

        long? Verify(StoredEvent e) => EventChain.Verify("document", Genesis, [.. Chain[..index], e, .. Chain[(index + 1)..]]);
    }

    [Fact]
    public void The_same_words_have_another_digest_each_time()
    {
        var e = Chain.First(c => c.Payload is not null) with { Salt = null, Digest = null };
        Assert.NotEqual(EventChain.Seal("d", Genesis, e).Digest!.Value.ToArray(), EventChain.Seal("d", Genesis, e).Digest!.Value.ToArray());
    }

    [Fact]
    public void Fields_cannot_be_shifted_into_each_other()
    {
        var e = Chain[3] with { Clause = "ab", Actor = "c" };
        Assert.NotEqual(EventChain.Seal("d", Genesis, e).Hash.ToArray(), EventChain.Seal("d", Genesis, e with { Clause = "a", Actor = "bc" }).Hash.ToArray());
        Assert.NotEqual(EventChain.Seal("d", Genesis, e with { Clause = null }).Hash.ToArray(), EventChain.Seal("d", Genesis, e with { Clause = "" }).Hash.ToArray());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2000)]
    [InlineData(100_000)]
    public void Long_events_are_chained_as_short_ones(int length)
    {
        var e = new StoredEvent { Seq = 1, Actor = new string('я', length), Command = Guid.NewGuid(), Kind = "Led", At = Room.Start, Data = new byte[length], Payload = new byte[length] };
        var whole = EventChain.Seal("d", EventChain.Genesis("d"), e);
        Assert.Null(EventChain.Verify("d", EventChain.Genesis("d"), [whole]));
        Assert.Equal(1, EventChain.Verify("d", EventChain.Genesis("d"), [whole with { Data = new byte[length - 1] }]));
    }

    private static ReadOnlyMemory<byte> Flip(ReadOnlyMemory<byte> bytes, int at)
    {
        var flipped = bytes.ToArray();
        if (flipped.Length == 0)
            return new byte[] { 1 };
        flipped[at % flipped.Length] ^= (byte)(1 << (at % 8));
        return flipped;
    }
}
