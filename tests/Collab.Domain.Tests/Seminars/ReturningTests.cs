using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

/// <summary>Who comes back, and is raised again, by which link, when somebody has removed them or given them fewer rights.</summary>
public sealed class ReturningTests
{
    private static readonly DateTimeOffset Now = Room.Start;

    private SeminarState _state = new() { Id = "s" };

    public ReturningTests()
    {
        Add("server", new SeminarCreated());
        foreach (var (member, role) in new[] { ("owner", Role.Owner), ("other", Role.Owner), ("mona", Role.Moderator), ("ann", Role.Annotator), ("gus", Role.Guest) })
            Add(member, new MemberJoined(member, $"p-{member}", role));
        foreach (var role in new[] { Role.Guest, Role.Reader, Role.Annotator, Role.Moderator, Role.Owner })
            Make($"old {role}", role);
    }

    [Fact]
    public void M205_Who_was_removed_comes_back_by_no_link_from_before_and_by_no_code()
    {
        Add("mona", new MemberRemoved("ann"));
        foreach (var role in new[] { Role.Guest, Role.Reader, Role.Annotator, Role.Moderator, Role.Owner })
            Assert.Equal("old-link", Opened("ann", $"old {role}"));
        Assert.Equal("old-link", Coded("ann", Role.Guest));
        Assert.Equal("old-link", Vouched("ann", Now.AddDays(-1)));
        // Others come by the same links as ever, and so does a new account.
        Assert.Equal("Moderator", Opened("nobody yet", "old Moderator"));
    }

    [Fact]
    public void A_newer_link_or_the_operator_lets_them_in_and_older_links_then_give_that_much_and_no_more()
    {
        Add("mona", new MemberRemoved("ann"));
        Make("new", Role.Reader);
        Assert.Equal("Reader", Opened("ann", "new"));
        Assert.Equal("", Opened("ann", "old Guest"));
        Assert.Equal("old-link", Opened("ann", "old Annotator"));
        Assert.Equal("old-link", Coded("ann", Role.Annotator));
        // Who then leaves by themselves comes back as before.
        Add("ann", new MemberRemoved("ann"));
        Assert.Equal("old-link", Opened("ann", "old Annotator"));
        Assert.Equal("Reader", Opened("ann", "old Reader"));
        Assert.Equal("Owner", Vouched("ann", null));
        Add("owner", new MemberRemoved("ann"));
        Assert.Equal("Owner", Vouched("ann", Now));
    }

    [Fact]
    public void Who_is_brought_back_is_as_they_were_and_no_older_link_raises_them()
    {
        Add("mona", new MemberRemoved("ann"));
        Add("mona", new MemberRestored("ann"));
        Assert.Equal("", Opened("ann", "old Annotator"));
        Assert.Equal("old-link", Opened("ann", "old Moderator"));
    }

    [Theory]
    [InlineData("mona", Role.Reader)]
    [InlineData("mona", Role.Annotator)]
    [InlineData("other", Role.Moderator)]
    [InlineData("ann", Role.Guest)]
    public void M205_Who_was_given_fewer_rights_is_not_raised_by_a_link_from_before(string member, Role lowered)
    {
        var was = _state.Members[member].Role;
        Add("owner", new MemberRoleChanged(member, lowered));
        Assert.Equal("old-link", Opened(member, $"old {was}"));
        Assert.Equal("", Opened(member, $"old {lowered}"));
        Assert.Equal(lowered < Role.Annotator ? "old-link" : "", Coded(member, Role.Annotator));
        // To leave and to come back is no way round it; as what they are they come.
        Add(member, new MemberRemoved(member));
        Assert.Equal("old-link", Opened(member, $"old {was}"));
        Assert.Equal(lowered.ToString(), Opened(member, $"old {lowered}"));
        Make("new", was);
        Assert.Equal(was.ToString(), Opened(member, "new"));
    }

    [Fact]
    public void A_guest_who_was_made_a_reader_so_that_they_write_nothing_writes_no_more_by_a_link_from_before()
    {
        Add("owner", new MemberRoleChanged("gus", Role.Reader));
        Assert.Equal("old-link", Opened("gus", "old Annotator"));
        Add("owner", new MemberRoleChanged("gus", Role.Annotator));
        Assert.Equal("", Opened("gus", "old Annotator"));
        Assert.Equal("old-link", Opened("gus", "old Moderator"));
    }

    [Theory]
    [InlineData("gus")]
    [InlineData("ann")]
    public void M205_Who_was_made_a_reader_and_leaves_is_no_guest_who_writes_by_a_link_from_before(string member)
    {
        Add("owner", new MemberRoleChanged(member, Role.Reader));
        Add(member, new MemberRemoved(member));
        Assert.Equal("old-link", Opened(member, "old Guest"));
        Assert.Equal("old-link", Coded(member, Role.Guest));
        Make("new", Role.Guest);
        Assert.Equal("Guest", Opened(member, "new"));
        Add(member, new MemberRemoved(member));
        Assert.Equal("Guest", Opened(member, "old Guest"));
    }

    [Fact]
    public void M242_A_code_gives_a_seat_to_whoever_is_new_and_raises_nobody_who_is_here_or_was()
    {
        Add("reader", new MemberJoined("reader", "p-reader", Role.Reader));
        foreach (var (member, code) in new[] { ("gus", Role.Annotator), ("gus", Role.Reader), ("reader", Role.Annotator) })
        {
            var was = _state.Members[member].Role;
            Assert.Equal("", Coded(member, code));
            Assert.Equal(was, _state.Members[member].Role);
        }

        // To leave and to come back is no way round it, nor from reading to writing as a guest.
        foreach (var (member, code, back) in new[] { ("gus", Role.Annotator, Role.Guest), ("reader", Role.Annotator, Role.Reader), ("reader", Role.Guest, Role.Reader), ("ann", Role.Annotator, Role.Annotator), ("ann", Role.Reader, Role.Reader) })
        {
            Add(member, new MemberRemoved(member));
            Assert.Equal((member, $"{back}"), (member, Coded(member, code)));
        }

        Assert.Equal("Annotator", Coded("nobody yet", Role.Annotator));
        // Links raise as ever.
        Assert.Equal("Annotator", Opened("gus", "old Annotator"));
    }

    [Fact]
    public void Who_left_or_stepped_back_by_themselves_or_was_raised_comes_by_every_link()
    {
        Add("ann", new MemberRemoved("ann"));
        Assert.Equal("Moderator", Opened("ann", "old Moderator"));
        Add("other", new MemberRoleChanged("other", Role.Reader));
        Assert.Equal("Owner", Opened("other", "old Owner"));
        Add("owner", new MemberRoleChanged("gus", Role.Annotator));
        Assert.Equal("Moderator", Opened("gus", "old Moderator"));
    }

    [Fact]
    public void An_institution_speaks_of_the_seats_that_it_gives_and_of_no_links()
    {
        foreach (var what in new EventData[] { new MemberRoleChanged("ann", Role.Guest), new MemberRemoved("ann") })
            Add(Member.Institution, what);
        Assert.Equal("Annotator", Opened("ann", "old Annotator"));
    }

    private void Make(string invite, Role role) => Add("owner", new InviteCreated(invite, role, invite, null, null));

    /// <summary>The code of the refusal, or what they are then; "" where that is what they were.</summary>
    private string Opened(string member, string invite) => Come(member, _state.Invites[invite].Role, invite, null);

    private string Coded(string member, Role role) => Come(member, role, null, DateTimeOffset.MinValue);

    private string Vouched(string member, DateTimeOffset? made) => Come(member, Role.Owner, null, made);

    private string Come(string member, Role role, string? invite, DateTimeOffset? made)
    {
        try
        {
            var proposals = SeminarDecider.Join(_state, member, $"p-{member}", member, role, invite, Now, made);
            foreach (var proposal in proposals)
                Add(member, proposal.Data);
            return proposals.IsEmpty ? "" : $"{_state.Members[member].Role}";
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }

    private void Add(string actor, EventData data) =>
        _state = _state.Apply(new LogEvent { Seq = _state.Seq + 1, At = Now, Actor = actor, Command = Guid.NewGuid(), Data = data, Words = new Words { Name = (data as MemberEventData)?.Member } });
}
