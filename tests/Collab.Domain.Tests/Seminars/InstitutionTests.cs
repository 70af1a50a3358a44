using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

public sealed class InstitutionTests
{
    private SeminarState _state = new() { Id = "seminar", Title = "A seminar" };

    public InstitutionTests() => Add("owner", new MemberJoined("owner", "p-owner", Role.Owner), "Olga");

    [Fact]
    public void It_gives_a_seat_another_role_and_takes_the_seat_back_and_gives_it_again()
    {
        Assert.Empty(SeminarDecider.Assign(_state, "new", "p", "Ida", null));
        Assert.Equal((Role.Annotator, true), Assigned(Role.Annotator));
        Assert.Empty(SeminarDecider.Assign(_state, "new", "p", "Ida", Role.Annotator));
        Assert.Equal((Role.Moderator, true), Assigned(Role.Moderator));
        Assert.Equal((Role.Reader, true), Assigned(Role.Reader));
        Assert.Null(Assigned(null));
        Assert.Equal((Role.Annotator, true), Assigned(Role.Annotator));
        Assert.Equal("member", _state.MembersByPerson["p"]);
    }

    [Fact]
    public void What_somebody_here_has_given_it_neither_changes_nor_takes_back()
    {
        Add("member", new MemberJoined("member", "p", Role.Reader, "invite"), "Ida");
        AssertIsLeftAlone();
    }

    [Fact]
    public void A_role_that_somebody_here_has_changed_is_no_longer_its_own()
    {
        Assigned(Role.Annotator);
        Add("owner", new MemberRoleChanged("member", Role.Guest));
        AssertIsLeftAlone();
    }

    [Fact]
    public void N31_whoever_was_removed_here_or_left_it_brings_back_no_more()
    {
        foreach (var by in new[] { "owner", "member" })
        {
            Assigned(Role.Annotator);
            Add(by, new MemberRemoved("member"));
            AssertIsLeftAlone();
            // Until somebody here does; then the seat is theirs.
            Add("owner", new MemberRestored("member"));
            AssertIsLeftAlone();
            Add(Member.Institution, new MemberRoleChanged("member", Role.Annotator));
        }
    }

    [Fact]
    public void The_last_owner_stays_whatever_it_says()
    {
        Assigned(Role.Owner);
        Add("owner", new MemberRoleChanged("owner", Role.Reader));
        Assert.Empty(SeminarDecider.Assign(_state, "new", "p", "Ida", Role.Reader));
        Assert.Empty(SeminarDecider.Assign(_state, "new", "p", "Ida", null));
        Add("owner", new MemberRoleChanged("owner", Role.Owner));
        Assert.Null(Assigned(null));
    }

    [Fact]
    public void Who_is_muted_stays_so_and_a_name_that_is_taken_gets_a_number()
    {
        Assigned(Role.Annotator);
        Add("owner", new MemberMuted("member", null));
        Assigned(null);
        Assigned(Role.Annotator);
        Assert.NotNull(_state.Members["member"].Mute);
        var proposal = Assert.Single(SeminarDecider.Assign(_state, "other", "p-other", "Olga", Role.Reader));
        Assert.Equal("Olga (2)", proposal.Words!.Name);
        Assert.Equal("bad-name", Assert.Throws<RefusalException>(() => SeminarDecider.Assign(_state, "other", "p-other", " ", Role.Reader)).Code);
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => SeminarDecider.Assign(_state, "other", "p-other", "Ida", Role.Admin)).Code);
    }

    [Theory]
    [InlineData(NameRule.Pseudonyms)]
    [InlineData(NameRule.PseudonymsForAll)]
    public void M235_no_number_tells_that_a_withheld_name_is_here(NameRule rule)
    {
        _state = _state with { Settings = new(rule) };
        var proposal = Assert.Single(SeminarDecider.Assign(_state, "other", "p-other", "Olga", Role.Reader));
        Assert.Equal("Olga", proposal.Words!.Name);
    }

    private (Role Role, bool Its)? Assigned(Role? role)
    {
        foreach (var proposal in SeminarDecider.Assign(_state, "member", "p", "Ida", role))
            Add(Member.Institution, proposal.Data, proposal.Words?.Name);
        return _state.MemberOf("p") is { } member ? (member.Role, member.FromInstitution) : null;
    }

    private void AssertIsLeftAlone() =>
        Assert.All(new Role?[] { null, Role.Guest, Role.Reader, Role.Annotator, Role.Moderator, Role.Owner }, role => Assert.Empty(SeminarDecider.Assign(_state, "new", "p", "Ida", role)));

    private void Add(string actor, EventData data, string? name = null) => _state = _state.Apply(new LogEvent
    {
        Seq = _state.Seq + 1,
        At = Room.Start,
        Actor = actor,
        Command = Guid.NewGuid(),
        Data = data,
        Words = name is null ? null : new Words { Name = name },
        Hash = "",
    });
}
