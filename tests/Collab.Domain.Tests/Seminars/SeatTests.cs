using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Policy;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

/// <summary>Who makes links to whose seat, and what becomes of the seat.</summary>
public sealed class SeatTests
{
    private const string Owner = "owner", Second = "second", Moderator = "moderator", Annotator = "annotator";

    private static readonly DateTimeOffset Until = Room.Start.AddMinutes(30);

    private SeminarState _state = new() { Id = "seminar" };

    public SeatTests()
    {
        foreach (var (member, role) in new[] { (Owner, Role.Owner), (Second, Role.Owner), (Moderator, Role.Moderator), (Annotator, Role.Annotator) })
            Join(member, role);
        Link(Owner, Until);
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Reader)]
    [InlineData(Role.Guest)]
    [InlineData(Role.Outsider)]
    public void The_table_decides_who_makes_a_link(Role role)
    {
        if (role != Role.Outsider)
            Join("caller", role);
        Assert.Equal(PermissionsFile.Expected("recover-seat", role, own: false), CodeOf(() => SeminarDecider.MakeSeatLink(_state, "caller", Annotator, Until)));
    }

    [Theory]
    [InlineData(Second, "forbidden")]
    [InlineData(Owner, "forbidden")]
    [InlineData("nobody", "not-found")]
    [InlineData(Moderator, "")]
    public void No_owner_hands_out_an_owners_seat(string member, string code) => Assert.Equal(code, CodeOf(() => SeminarDecider.MakeSeatLink(_state, Owner, member, Until)));

    [Theory]
    [InlineData(NameRule.Shown, "")]
    [InlineData(NameRule.Pseudonyms, "")]
    [InlineData(NameRule.PseudonymsForAll, "forbidden")]
    public void Where_nobody_is_told_a_name_none_is_made_whoever_opened_it_would_read_one(NameRule rule, string code)
    {
        _state = _state with { Settings = _state.Settings with { Names = rule } };
        Assert.Equal(code, CodeOf(() => SeminarDecider.MakeSeatLink(_state, Owner, Annotator, Until)));
    }

    [Fact]
    public void The_seat_passes_to_the_other_account_with_name_and_role_and_the_first_has_none()
    {
        var before = _state.Members[Annotator];
        Do(Annotator, SeminarDecider.MoveSeat(_state, Annotator, "p-annotator", "p-new", Until));
        Assert.Equal(before with { Person = "p-new", Changed = _state.Seq }, _state.MemberOf("p-new"));
        Assert.Null(_state.MemberOf("p-annotator"));
        // Whoever had it comes in anew as somebody else.
        Do("other", SeminarDecider.Join(_state, "other", "p-annotator", "Somebody", Role.Reader, null, Room.Start));
        Assert.Equal(("other", Annotator), (_state.MemberOf("p-annotator")!.Id, _state.MemberOf("p-new")!.Id));
    }

    [Fact]
    public void It_passes_once_and_to_nobody_who_was_here()
    {
        Assert.Equal("already", CodeOf(() => SeminarDecider.MoveSeat(_state, Annotator, "p-annotator", "p-moderator", Until)));
        Do(Annotator, SeminarDecider.MoveSeat(_state, Annotator, "p-annotator", "p-new", Until));
        Assert.Equal("gone", CodeOf(() => SeminarDecider.MoveSeat(_state, Annotator, "p-annotator", "p-newer", Until)));
        Do(Owner, SeminarDecider.RemoveMember(_state, Owner, Annotator));
        Assert.Equal("gone", CodeOf(() => SeminarDecider.MoveSeat(_state, Annotator, "p-new", "p-newer", Until)));
    }

    [Fact]
    public void One_who_was_made_an_owner_since_keeps_the_seat()
    {
        Do(Owner, SeminarDecider.ChangeRole(_state, Owner, Annotator, Role.Owner));
        Assert.Equal("forbidden", CodeOf(() => SeminarDecider.MoveSeat(_state, Annotator, "p-annotator", "p-new", Until)));
    }

    [Fact]
    public void M244_A_link_opens_the_seat_while_its_maker_may_hand_it_out_whatever_others_made()
    {
        var others = Until.AddSeconds(1);
        Link(Second, others);
        Do(Owner, SeminarDecider.ChangeRole(_state, Owner, Second, Role.Moderator));
        Assert.Equal("gone", CodeOf(() => Move(others)));
        Assert.Equal("", CodeOf(() => Move(Until)));
        Do(Owner, SeminarDecider.ChangeRole(_state, Owner, Second, Role.Owner));
        Assert.Equal("", CodeOf(() => Move(others)));
        Do(Owner, SeminarDecider.RemoveMember(_state, Owner, Second));
        Assert.Equal("gone", CodeOf(() => Move(others)));
        // A node of an earlier version does not say which link it is.
        Assert.Equal("", CodeOf(() => Move(null)));
        Do(Owner, SeminarDecider.ChangeRole(_state, Owner, Moderator, Role.Owner));
        Do(Moderator, SeminarDecider.RemoveMember(_state, Moderator, Owner));
        Assert.Equal("gone", CodeOf(() => Move(null)));
        Assert.Equal("gone", CodeOf(() => Move(Until)));
        Assert.Equal("gone", CodeOf(() => Move(Until.AddMinutes(1))));
    }

    [Fact]
    public void Links_that_have_ended_or_whose_seat_has_moved_are_remembered_no_more()
    {
        Link(Owner, Room.Start);
        Link(Owner, Until.AddSeconds(1));
        Assert.Equal([Until, Until.AddSeconds(1)], _state.SeatLinks.Select(link => link.Expires));
        Do(Annotator, Move(Until));
        Assert.Empty(_state.SeatLinks);
    }

    private ImmutableArray<Proposal> Move(DateTimeOffset? expires) => SeminarDecider.MoveSeat(_state, Annotator, "p-annotator", "p-new", expires);

    private void Link(string owner, DateTimeOffset expires) => Do(owner, [new(null, new SeatLinkMade(Annotator, expires))]);

    private void Join(string member, Role role) => Do(member, [new(null, new MemberJoined(member, $"p-{member}", role), new Words { Name = $"Name of {member}" })]);

    private void Do(string actor, ImmutableArray<Proposal> proposals)
    {
        foreach (var proposal in proposals)
            _state = _state.Apply(new LogEvent { Seq = _state.Seq + 1, At = Room.Start, Actor = actor, Command = Guid.Empty, Data = proposal.Data, Words = proposal.Words });
    }

    private static string CodeOf(Func<ImmutableArray<Proposal>> decide)
    {
        try
        {
            decide();
            return "";
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }
}
