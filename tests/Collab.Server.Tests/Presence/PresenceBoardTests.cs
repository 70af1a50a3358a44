using Collab.Contracts.Presence;
using Collab.Server.Presence;
using Collab.Server.Tests.Feeds;

namespace Collab.Server.Tests.Presence;

public sealed class PresenceBoardTests
{
    private readonly PresenceBoard _board = new();

    [Fact]
    public void Of_several_devices_the_one_that_moved_last_speaks()
    {
        _board.Apply([At("laptop", "c1", 1), At("phone", "c2", 2)]);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
        _board.Apply([At("laptop", "c3", 3)]);
        Assert.Equal("c3", Assert.Single(_board.Since(0).Here).Clause);
        _board.Apply([Left("laptop", 4)]);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void A_member_is_gone_with_the_last_device()
    {
        _board.Apply([At("laptop", "c1", 1), At("phone", "c1", 2)]);
        var version = _board.Since(0).Version;
        _board.Apply([Left("phone", 3)]);
        Assert.Empty(_board.Since(version).Gone);
        _board.Apply([Left("laptop", 4)]);
        Assert.Equal(["kofi"], _board.Since(version).Gone);
        Assert.Empty(_board.Since(0).Here);
    }

    [Fact]
    public void Only_what_changed_since_a_version_is_told()
    {
        _board.Apply([At("laptop", "c1", 1), At("tablet", "c1", 1, "mei")]);
        var version = _board.Since(0).Version;
        Assert.Empty(_board.Since(version).Here);
        _board.Apply([At("tablet", "c2", 2, "mei")]);
        Assert.Equal("mei", Assert.Single(_board.Since(version).Here).Member);
    }

    [Fact]
    public void A_heartbeat_wakes_nobody_and_makes_no_device_the_latest()
    {
        PresenceOf[] here = [At("laptop", "c1", 1), At("phone", "c2", 2)];
        _board.Apply(here);
        var (version, changed) = (_board.Since(0).Version, _board.Changed.Next);
        _board.Apply(here);
        _board.Replace(here, _board.Moment);
        Assert.False(changed.IsCompleted);
        Assert.Equal(version, _board.Since(0).Version);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void An_old_report_that_arrives_late_changes_nothing()
    {
        _board.Apply([At("laptop", "c2", 2)]);
        _board.Apply([At("laptop", "c1", 1)]);
        _board.Replace([At("laptop", "c1", 1)], _board.Moment);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void Who_left_is_not_brought_back_by_what_they_did_before()
    {
        _board.Apply([At("laptop", "c1", 1)]);
        _board.Apply([Left("laptop", 3)]);
        _board.Apply([At("laptop", "c2", 2)]);
        Assert.Empty(_board.Since(0).Here);
        _board.Apply([At("laptop", "c1", 4)]);
        Assert.Equal("c1", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void Who_is_missing_from_the_whole_list_is_gone()
    {
        _board.Apply([At("laptop", "c1", 1), At("tablet", "c1", 1, "mei")]);
        var version = _board.Since(0).Version;
        _board.Replace([At("tablet", "c1", 1, "mei")], _board.Moment);
        Assert.Equal(["kofi"], _board.Since(version).Gone);
    }

    [Fact]
    public void A_list_knows_nothing_of_what_was_heard_after_it_was_asked_for()
    {
        _board.Apply([At("laptop", "c1", 1), At("tablet", "c1", 1, "mei")]);
        var asked = _board.Moment;
        _board.Apply([At("phone", "c2", 2), Left("tablet", 2, "mei")]);
        _board.Replace([At("laptop", "c1", 1), At("tablet", "c1", 1, "mei")], asked);
        var kofi = Assert.Single(_board.Since(0).Here);
        Assert.Equal(("kofi", "c2"), (kofi.Member, kofi.Clause));
    }

    internal static PresenceOf At(string connection, string clause, int second, string member = "kofi") =>
        new(connection, member, clause, null, null, null, Story.Began.AddSeconds(second));

    internal static PresenceOf Left(string connection, int second, string member = "kofi") => At(connection, "c1", second, member) with { Left = true };
}
