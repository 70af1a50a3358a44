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
        _board.Apply([At("laptop", "c1", 1), At("phone", "c2", 2)], []);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
        _board.Apply([At("laptop", "c3", 3)], []);
        Assert.Equal("c3", Assert.Single(_board.Since(0).Here).Clause);
        _board.Apply([], ["laptop"]);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void A_member_is_gone_with_the_last_device()
    {
        _board.Apply([At("laptop", "c1", 1), At("phone", "c1", 2)], []);
        var version = _board.Since(0).Version;
        _board.Apply([], ["phone"]);
        Assert.Empty(_board.Since(version).Gone);
        _board.Apply([], ["laptop"]);
        Assert.Equal(["kofi"], _board.Since(version).Gone);
        Assert.Empty(_board.Since(0).Here);
    }

    [Fact]
    public void Only_what_changed_since_a_version_is_told()
    {
        _board.Apply([At("laptop", "c1", 1), At("tablet", "c1", 1, "mei")], []);
        var version = _board.Since(0).Version;
        Assert.Empty(_board.Since(version).Here);
        _board.Apply([At("tablet", "c2", 2, "mei")], []);
        Assert.Equal("mei", Assert.Single(_board.Since(version).Here).Member);
    }

    [Fact]
    public void A_heartbeat_wakes_nobody_and_makes_no_device_the_latest()
    {
        _board.Apply([At("laptop", "c1", 1), At("phone", "c2", 2)], []);
        var (version, changed) = (_board.Since(0).Version, _board.Changed.Next);
        _board.Apply([At("laptop", "c1", 20), At("phone", "c2", 20)], []);
        _board.Replace([At("laptop", "c1", 30), At("phone", "c2", 30)]);
        Assert.False(changed.IsCompleted);
        Assert.Equal(version, _board.Since(0).Version);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void An_old_report_that_arrives_late_changes_nothing()
    {
        _board.Apply([At("laptop", "c2", 2)], []);
        _board.Apply([At("laptop", "c1", 1)], []);
        Assert.Equal("c2", Assert.Single(_board.Since(0).Here).Clause);
    }

    [Fact]
    public void Who_is_missing_from_the_whole_list_is_gone()
    {
        _board.Apply([At("laptop", "c1", 1), At("tablet", "c1", 1, "mei")], []);
        var version = _board.Since(0).Version;
        _board.Replace([At("tablet", "c1", 2, "mei")]);
        Assert.Equal(["kofi"], _board.Since(version).Gone);
    }

    internal static PresenceOf At(string connection, string clause, int second, string member = "kofi") =>
        new(connection, member, clause, null, null, null, Story.Began.AddSeconds(second));
}
