using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Policy;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

public sealed class SeminarDeciderTests
{
    private static readonly DateTimeOffset Now = Room.Start;

    private static readonly Dictionary<string, (string Action, Func<SeminarState, ImmutableArray<Proposal>> Decide)> Asked = new()
    {
        ["rename"] = ("rename-self", s => SeminarDecider.Rename(s, "caller", "Another name")),
        ["change a role"] = ("change-role", s => SeminarDecider.ChangeRole(s, "caller", "reader", Role.Guest)),
        ["remove a reader"] = ("remove-member", s => SeminarDecider.RemoveMember(s, "caller", "reader")),
        ["erase a reader"] = ("erase", s => SeminarDecider.Erase(s, "caller", "reader")),
        ["invite an annotator"] = ("invite-to-annotator", s => SeminarDecider.CreateInvite(s, "caller", Invite(Role.Annotator), Now)),
        ["invite a moderator"] = ("invite-above", s => SeminarDecider.CreateInvite(s, "caller", Invite(Role.Moderator), Now)),
        ["revoke"] = ("invite-to-annotator", s => SeminarDecider.RevokeInvite(s, "caller", "low")),
        ["revoke a moderators' link"] = ("invite-above", s => SeminarDecider.RevokeInvite(s, "caller", "high")),
        ["import"] = ("import-document", s => SeminarDecider.AddDocument(s, "caller", "doc")),
        ["change the settings"] = ("change-settings", s => SeminarDecider.ChangeSettings(s, "caller", new SeminarSettings(RetentionDays: 30))),
        ["delete the seminar"] = ("delete-seminar", s => SeminarDecider.Delete(s, "caller", s.Title)),
    };

    public static TheoryData<string, Role> Cases
    {
        get
        {
            var cases = new TheoryData<string, Role>();
            foreach (var name in Asked.Keys)
            {
                foreach (var role in new[] { Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest, Role.Outsider })
                    cases.Add(name, role);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_table_decides(string name, Role role)
    {
        var (action, decide) = Asked[name];
        var state = role == Role.Outsider ? Seminar() : Apply(Seminar(), new MemberJoined("caller", "p-caller", role), "Caller");
        Assert.Equal(PermissionsFile.Expected(action, role, own: action == "rename-self"), CodeOf(() => decide(state)));
    }

    [Fact]
    public void Who_has_left_may_have_their_own_words_erased_and_nobody_elses()
    {
        var state = Apply(Apply(Seminar(), new MemberJoined("caller", "p-caller", Role.Moderator), "Caller"), new MemberRemoved("caller"));
        Assert.Equal(new ContentErased("caller"), Assert.Single(SeminarDecider.Erase(state, "caller", "caller")).Data);
        Assert.Equal("not-found", CodeOf(() => SeminarDecider.Erase(state, "caller", "reader")));
        Assert.Equal("last-owner", Assert.Throws<RefusalException>(() => SeminarDecider.DemandNotLastOwner(state, "owner")).Code);
        SeminarDecider.DemandNotLastOwner(Apply(state, new MemberJoined("second", "p-second", Role.Owner), "Second"), "owner");
    }

    [Fact]
    public void Settings_hold_from_the_event_on_and_the_same_ones_again_are_no_event()
    {
        var settings = new SeminarSettings(RetentionDays: 30, GuestsExport: false);
        var changed = Assert.Single(SeminarDecider.ChangeSettings(Seminar(), "owner", settings));
        Assert.Equal(new SettingsChanged(settings), changed.Data);
        var state = Apply(Seminar(), changed.Data);
        Assert.Equal((SeminarSettings.Default, settings), (Seminar().Settings, state.Settings));
        Assert.Empty(SeminarDecider.ChangeSettings(state, "owner", settings with { }));
        Assert.Equal("", CodeOf(() => SeminarDecider.ChangeSettings(state, "owner", SeminarSettings.Default)));
    }

    [Fact]
    public void How_names_are_shown_is_settled_once_anybody_but_an_owner_has_come_and_stays_so_when_they_leave()
    {
        var alone = Apply(new SeminarState { Id = "seminar" }, new MemberJoined("owner", "p-owner", Role.Owner), "Olga");
        var two = Apply(alone, new MemberJoined("second", "p-second", Role.Owner), "Ida");
        foreach (var state in new[] { alone, two })
            Assert.Equal("", CodeOf(() => SeminarDecider.ChangeSettings(state, "owner", new SeminarSettings(NameRule.Pseudonyms))));
        var joined = Apply(Apply(two, new SettingsChanged(new SeminarSettings(NameRule.Pseudonyms))), new MemberJoined("guest", "p-guest", Role.Guest), "Jon");
        foreach (var state in new[] { joined, Apply(joined, new MemberRemoved("guest")) })
        {
            foreach (var other in new[] { NameRule.Shown, NameRule.PseudonymsForAll })
                Assert.Equal("stale", CodeOf(() => SeminarDecider.ChangeSettings(state, "owner", new SeminarSettings(other))));
            Assert.Equal("", CodeOf(() => SeminarDecider.ChangeSettings(state, "owner", new SeminarSettings(NameRule.Pseudonyms, RetentionDays: 7))));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(SeminarSettings.MaxRetentionDays + 1)]
    public void What_cannot_be_kept_so_long_or_so_short_is_refused(int days) =>
        Assert.Equal("bad-request", CodeOf(() => SeminarDecider.ChangeSettings(Seminar(), "owner", new SeminarSettings(RetentionDays: days))));

    [Fact]
    public void N51_the_last_owner_stays_an_owner()
    {
        var state = Seminar();
        Assert.Equal("last-owner", CodeOf(() => SeminarDecider.RemoveMember(state, "owner", "owner")));
        Assert.Equal("last-owner", CodeOf(() => SeminarDecider.ChangeRole(state, "owner", "owner", Role.Moderator)));
        var two = Apply(state, new MemberRoleChanged("moderator", Role.Owner));
        Assert.Equal("", CodeOf(() => SeminarDecider.RemoveMember(two, "owner", "owner")));
        Assert.Equal("", CodeOf(() => SeminarDecider.ChangeRole(two, "owner", "owner", Role.Reader)));
    }

    [Fact]
    public void A_moderator_removes_lower_roles_only_and_anybody_may_leave()
    {
        var state = Apply(Seminar(), new MemberJoined("second", "p-second", Role.Moderator), "Second");
        Assert.Equal("forbidden", CodeOf(() => SeminarDecider.RemoveMember(state, "moderator", "second")));
        Assert.Equal("forbidden", CodeOf(() => SeminarDecider.RemoveMember(state, "moderator", "owner")));
        Assert.Equal("", CodeOf(() => SeminarDecider.RemoveMember(state, "moderator", "reader")));
        Assert.Equal("", CodeOf(() => SeminarDecider.RemoveMember(state, "moderator", "moderator")));
        Assert.Equal("", CodeOf(() => SeminarDecider.RemoveMember(state, "reader", "reader")));
        Assert.Equal("not-found", CodeOf(() => SeminarDecider.RemoveMember(state, "owner", "nobody")));
    }

    [Fact]
    public void A_seminar_is_deleted_by_its_title_and_nobody_is_left_in_it()
    {
        Assert.Equal("bad-request", CodeOf(() => SeminarDecider.Delete(Seminar(), "owner", "Another")));
        var state = Apply(Seminar(), new MemberRemoved("reader"));
        var events = SeminarDecider.Delete(state, "owner", $" {state.Title} ");
        Assert.Equal(new SeminarDeleted(), events[^1].Data);
        var deleted = events.Aggregate(state, (before, e) => Apply(before, e.Data));
        Assert.True(deleted.Deleted);
        Assert.All(deleted.Members.Values, member => Assert.True(member.Removed));
        Assert.Equal(state.Members.Count, events.Length);
        Assert.Equal(events.Length, SeminarDecider.Delete(state, null, state.Title).Length);
    }

    [Theory]
    [InlineData(Role.Outsider)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Anonymous)]
    public void Only_roles_of_a_seminar_are_given(Role role)
    {
        Assert.Equal("bad-request", CodeOf(() => SeminarDecider.ChangeRole(Seminar(), "owner", "reader", role)));
        Assert.Equal("bad-request", CodeOf(() => SeminarDecider.CreateInvite(Seminar(), "owner", Invite(role), Now)));
    }

    [Fact]
    public void An_invite_is_used_as_often_as_it_may_be_until_it_expires_or_is_revoked()
    {
        var state = Apply(Seminar(), Invite(Role.Annotator) with { Invite = "once", MaxUses = 1, Expires = Now.AddHours(1) });
        Assert.Equal("", CodeOf(() => Join(state, "once", Now)));
        Assert.Equal("gone", CodeOf(() => Join(state, "once", Now.AddHours(1))));
        Assert.Equal("gone", CodeOf(() => Join(state, "unknown", Now)));
        Assert.Equal("gone", CodeOf(() => Join(Apply(state, new InviteRevoked("once")), "once", Now)));
        var used = Apply(state, Join(state, "once", Now)[0].Data, "New");
        Assert.Equal("gone", CodeOf(() => SeminarDecider.Join(used, "other", "p-other", "Other", Role.Annotator, "once", Now)));
        Assert.Empty(SeminarDecider.Join(used, "again", "p-new", "New", Role.Annotator, "once", Now));
        Assert.Equal("new", Assert.Single(used.Invites["once"].Joined));
    }

    [Fact]
    public void Whoever_comes_back_is_the_member_they_were_and_a_better_link_raises_them()
    {
        var gone = Apply(Seminar(), new MemberRemoved("reader"));
        var joined = (MemberJoined)SeminarDecider.Join(gone, "fresh", "p-reader", "Reader", Role.Guest, null, Now)[0].Data;
        Assert.Equal(("reader", Role.Guest), (joined.Member, joined.Role));
        Assert.False(Apply(gone, joined, "Reader").Members["reader"].Removed);
        Assert.Equal(new MemberRoleChanged("reader", Role.Moderator), SeminarDecider.Join(Seminar(), "fresh", "p-reader", null, Role.Moderator, null, Now)[0].Data);
        Assert.Empty(SeminarDecider.Join(Seminar(), "fresh", "p-reader", null, Role.Guest, null, Now));
    }

    [Fact]
    public void M208_Of_links_that_can_be_used_there_are_so_many_and_those_that_are_over_do_not_count()
    {
        var state = Seminar();
        for (var i = state.Invites.Count; i < SeminarDecider.MaxInvites; i++)
            state = Apply(state, Invite(Role.Reader) with { Invite = $"{i}", Expires = i == 5 ? Now.AddHours(1) : null });
        Assert.Equal("too-many", CodeOf(() => SeminarDecider.CreateInvite(state, "owner", Invite(Role.Reader), Now)));
        Assert.Equal("", CodeOf(() => SeminarDecider.CreateInvite(state, "owner", Invite(Role.Reader), Now.AddHours(1))));
        Assert.Equal("", CodeOf(() => SeminarDecider.CreateInvite(Apply(state, new InviteRevoked("low")), "owner", Invite(Role.Reader), Now)));
    }

    [Fact]
    public void A_member_who_is_raised_by_a_link_has_used_it()
    {
        var state = Apply(Seminar(), Invite(Role.Moderator) with { Invite = "once", MaxUses = 1 });
        var raised = Apply(state, SeminarDecider.Join(state, "fresh", "p-reader", null, Role.Moderator, "once", Now)[0].Data);
        Assert.Equal(Role.Moderator, raised.Members["reader"].Role);
        Assert.Equal("gone", CodeOf(() => SeminarDecider.Join(raised, "other", "p-other", "Other", Role.Moderator, "once", Now)));
    }

    [Fact]
    public void A_seminar_begins_once_with_a_title()
    {
        var fresh = new SeminarState { Id = "s" };
        Assert.Equal("", CodeOf(() => SeminarDecider.Create(fresh, "Reading", null, null, null)));
        Assert.Equal("already", CodeOf(() => SeminarDecider.Create(Seminar(), "Reading", null, null, null)));
        Assert.Equal("empty-text", CodeOf(() => SeminarDecider.Create(fresh, "  ", null, null, null)));
        Assert.Equal("text-too-long", CodeOf(() => SeminarDecider.Create(fresh, new string('a', 301), null, null, null)));
        Assert.Equal("bad-characters", CodeOf(() => SeminarDecider.Create(fresh, "a\u001bb", null, null, null)));
        Assert.Equal("bad-name", CodeOf(() => SeminarDecider.Create(fresh, "Reading", "m", "p", "\u202e")));
    }

    [Fact]
    public void What_changes_nothing_is_no_event()
    {
        Assert.Empty(SeminarDecider.Rename(Seminar(), "reader", "Name of reader"));
        Assert.Empty(SeminarDecider.RemoveMember(Apply(Seminar(), new MemberRemoved("reader")), "owner", "reader"));
        Assert.Empty(SeminarDecider.ChangeRole(Seminar(), "owner", "reader", Role.Reader));
        Assert.Empty(SeminarDecider.RevokeInvite(Apply(Seminar(), new InviteRevoked("low")), "owner", "low"));
        Assert.Empty(SeminarDecider.AddDocument(Apply(Seminar(), new DocumentAdded("doc")), "owner", "doc"));
        Assert.Equal("name-taken", CodeOf(() => SeminarDecider.Rename(Seminar(), "reader", "Nаme of owner")));
    }

    private static ImmutableArray<Proposal> Join(SeminarState state, string invite, DateTimeOffset now) => SeminarDecider.Join(state, "new", "p-new", "New", Role.Annotator, invite, now);

    private static InviteCreated Invite(Role role) => new("i", role, "hash", null, null);

    private static SeminarState Seminar()
    {
        var state = Apply(new SeminarState { Id = "s" }, new SeminarCreated());
        foreach (var (member, role) in new[] { ("owner", Role.Owner), ("moderator", Role.Moderator), ("reader", Role.Reader) })
            state = Apply(state, new MemberJoined(member, $"p-{member}", role), $"Name of {member}");
        return Apply(Apply(state, Invite(Role.Annotator) with { Invite = "low" }), Invite(Role.Moderator) with { Invite = "high" });
    }

    private static SeminarState Apply(SeminarState state, EventData data, string? name = null) =>
        state.Apply(new LogEvent { Seq = state.Seq + 1, At = Now, Actor = "owner", Command = Guid.NewGuid(), Data = data, Words = name is null ? null : new Words { Name = name } });

    private static string CodeOf(Func<ImmutableArray<Proposal>> decide) => Record.Exception(() => { decide(); }) is RefusalException refusal ? refusal.Code : "";
}
