using Collab.Contracts.Presence;
using Collab.Grains.Presence;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Grains.Tests.Presence;

public sealed class PresenceRegisterTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Began);
    private readonly PresenceRegister _register;

    public PresenceRegisterTests() => _register = new(_time);

    [Fact]
    public void A_later_report_holds_in_whatever_order_they_arrive()
    {
        Assert.True(_register.Put(At(2, typing: "c2")));
        Assert.False(_register.Put(At(1, typing: null)));
        Assert.Equal("c2", Assert.Single(_register.Here).Typing);
    }

    [Fact]
    public void A_heartbeat_says_nothing_new_and_keeps_the_connection()
    {
        Assert.True(_register.Put(At(1)));
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.False(_register.Put(At(1)));
            Assert.Empty(_register.DropSilent());
        }

        Assert.Single(_register.Here);
    }

    [Fact]
    public void Who_left_is_not_brought_back_by_what_they_did_before()
    {
        _register.Put(At(1));
        Assert.True(_register.Put(At(3) with { Left = true }));
        Assert.False(_register.Put(At(2, typing: "c2")));
        Assert.Empty(_register.Here);
        Assert.True(_register.Put(At(4)));
        Assert.Single(_register.Here);
    }

    [Fact]
    public void A_word_to_leave_that_arrives_before_the_word_that_it_follows_counts()
    {
        Assert.True(_register.Put(At(2) with { Left = true }));
        Assert.False(_register.Put(At(1)));
        Assert.Empty(_register.Here);
    }

    [Fact]
    public void Who_is_silent_is_gone_and_comes_back_with_the_next_heartbeat()
    {
        _register.Put(At(1));
        _time.Advance(PresenceRegister.Expiry + TimeSpan.FromSeconds(1));
        Assert.Equal(["node/kofi/laptop"], _register.DropSilent());
        Assert.Empty(_register.DropSilent());
        Assert.Empty(_register.Here);
        Assert.True(_register.Put(At(1)));
        Assert.Single(_register.Here);
    }

    [Fact]
    public void A_node_whose_clock_is_an_hour_off_is_heard_like_any_other()
    {
        _register.Put(At(-3600));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(_register.DropSilent());
        Assert.Single(_register.Here);
    }

    [Fact]
    public void Who_left_is_forgotten_in_time()
    {
        _register.Put(At(1) with { Left = true });
        _time.Advance(PresenceRegister.Expiry + TimeSpan.FromSeconds(1));
        Assert.Empty(_register.DropSilent());
        Assert.Null(_register.Find("node/kofi/laptop"));
    }

    [Fact]
    public void Who_was_heard_of_since_then_is_remembered_also_when_they_have_left()
    {
        _register.Put(At(1));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["kofi"], _register.SeenSince(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromMinutes(1));
        _register.DropSilent();
        var since = _time.GetUtcNow();
        Assert.Empty(_register.SeenSince(since));
        _register.Put(At(1));
        Assert.Equal(["kofi"], _register.SeenSince(since));
        _register.Put(At(2) with { Left = true });
        _time.Advance(TimeSpan.FromHours(1));
        _register.DropSilent();
        Assert.Equal(["kofi"], _register.SeenSince(since));
        Assert.Empty(_register.SeenSince(since.AddSeconds(1)));
    }

    private static PresenceOf At(int second, string? typing = null) => new("node/kofi/laptop", "kofi", "c1", null, null, typing, Began.AddSeconds(second));
}
