using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

/// <summary>What becomes of links when whoever made them goes, or may less.</summary>
public sealed class InviteMakerTests
{
    private SeminarState _state = new() { Id = "s" };

    public InviteMakerTests()
    {
        Add("server", new SeminarCreated());
        foreach (var (member, role) in new[] { ("owner", Role.Owner), ("other", Role.Owner), ("mona", Role.Moderator) })
            Add(member, new MemberJoined(member, $"p-{member}", role));
        foreach (var role in new[] { Role.Guest, Role.Reader, Role.Annotator, Role.Moderator, Role.Owner })
        {
            foreach (var maker in new[] { "owner", "other", "server" })
                Make(maker, role);
        }
    }

    [Fact]
    public void M243_A_link_for_moderators_or_owners_lets_in_while_its_maker_is_an_owner()
    {
        foreach (var done in new EventData[] { new MemberRemoved("other"), new MemberRestored("other"), new MemberRoleChanged("other", Role.Moderator), new MemberRoleChanged("other", Role.Owner), new MemberRoleChanged("other", Role.Reader) })
        {
            Add("owner", done);
            var may = _state.MemberOf("p-other") is { Role: Role.Owner };
            foreach (var role in new[] { Role.Moderator, Role.Owner })
            {
                Assert.Equal((done, may ? $"{role}" : "gone"), (done, Opened("other", role)));
                Assert.Equal($"{role}", Opened("owner", role));
                Assert.Equal($"{role}", Opened("server", role));
            }

            // A class is not locked out.
            foreach (var role in new[] { Role.Guest, Role.Reader, Role.Annotator })
                Assert.Equal((done, $"{role}"), (done, Opened("other", role)));
        }
    }

    [Fact]
    public void M243_Also_where_its_maker_left_by_themselves_and_a_class_keeps_its_link_when_a_moderator_goes()
    {
        Make("mona", Role.Annotator);
        Add("other", new MemberRemoved("other"));
        Add("owner", new MemberRemoved("mona"));
        Assert.Equal("gone", Opened("other", Role.Owner));
        Assert.Equal("Annotator", Opened("mona", Role.Annotator));
    }

    [Fact]
    public void What_lets_nobody_in_takes_no_place_of_one_that_would()
    {
        for (var made = _state.Invites.Count; made < SeminarDecider.MaxInvites; made++)
            Add("other", new InviteCreated($"{made}", Role.Moderator, $"{made}", null, null));
        var another = new InviteCreated("another", Role.Reader, "another", null, null);
        Assert.Equal("too-many", Assert.Throws<RefusalException>(() => SeminarDecider.CreateInvite(_state, "owner", another, Room.Start)).Code);
        Add("owner", new MemberRemoved("other"));
        Assert.Single(SeminarDecider.CreateInvite(_state, "owner", another, Room.Start));
    }

    private void Make(string maker, Role role) => Add(maker, new InviteCreated($"{maker} {role}", role, $"{maker} {role}", null, null));

    /// <summary>What somebody new would be by it, or the code of the refusal.</summary>
    private string Opened(string maker, Role role)
    {
        try
        {
            var joined = Assert.IsType<MemberJoined>(Assert.Single(SeminarDecider.Join(_state, "new", "p-new", "Ida Lund", role, $"{maker} {role}", Room.Start)).Data);
            return $"{joined.Role}";
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }

    private void Add(string actor, EventData data) =>
        _state = _state.Apply(new LogEvent { Seq = _state.Seq + 1, At = Room.Start, Actor = actor, Command = Guid.NewGuid(), Data = data, Words = new Words { Name = (data as MemberEventData)?.Member } });
}
