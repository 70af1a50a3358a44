using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Policy;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

/// <summary>What is done about a member, undone, and refused when somebody else has done something about them since.</summary>
public sealed class SeminarModerationTests
{
    private const string Owner = "owner", Moderator = "moderator", Second = "second", Annotator = "annotator";

    private static readonly DateTimeOffset Now = Room.Start;

    private SeminarState _state = new() { Id = "seminar" };

    public SeminarModerationTests()
    {
        foreach (var (member, role) in new[] { (Owner, Role.Owner), (Moderator, Role.Moderator), (Second, Role.Moderator), (Annotator, Role.Annotator), ("reader", Role.Reader), ("guest", Role.Guest) })
            Do(member, [new(null, new MemberJoined(member, $"p-{member}", role), new Words { Name = $"Name of {member}" })]);
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Reader)]
    [InlineData(Role.Guest)]
    [InlineData(Role.Outsider)]
    public void The_table_decides_who_mutes_and_who_ends_it(Role role)
    {
        if (role != Role.Outsider)
            Do("caller", [new(null, new MemberJoined("caller", "p-caller", role), new Words { Name = "Caller" })]);
        var expected = PermissionsFile.Expected("mute-member", role, own: false);
        Assert.Equal(expected, CodeOf(() => Mute("caller")));
        Do(Owner, Mute(Owner));
        Assert.Equal(expected, CodeOf(() => SeminarDecider.Unmute(_state, "caller", Annotator)));
        // To hide what somebody wrote takes that right, also with a removal.
        Assert.Equal(PermissionsFile.Expected("remove-member", role, own: false), CodeOf(() => SeminarDecider.RemoveMember(_state, "caller", Annotator)));
        Assert.Equal(PermissionsFile.Expected("hide-annotation", role, own: false), CodeOf(() => SeminarDecider.RemoveMember(_state, "caller", role == Role.Owner || role == Role.Moderator ? Annotator : "caller", new HiddenNotes())));
    }

    [Theory]
    [InlineData(Moderator, Second)]
    [InlineData(Moderator, Moderator)]
    [InlineData(Moderator, Owner)]
    [InlineData(Owner, Second)]
    [InlineData(Owner, Owner)]
    public void M58_Owners_and_moderators_are_not_muted(string actor, string member) =>
        Assert.Equal("forbidden", CodeOf(() => SeminarDecider.Mute(_state, actor, member, null, null, null, Now)));

    [Fact]
    public void It_says_until_when_and_why_and_the_same_again_is_no_event()
    {
        var until = Now.AddHours(1).ToOffset(TimeSpan.FromHours(2));
        var muted = Assert.Single(Mute(Moderator, until, "  Shouting. "));
        Assert.Equal((new MemberMuted(Annotator, until), "Shouting."), (muted.Data, muted.Words!.Reason));
        Do(Moderator, [muted]);
        Assert.Equal(new Mute(until, "Shouting.", Moderator), _state.Members[Annotator].Mute);
        Assert.Empty(Mute(Second, until, "Shouting."));
        Assert.Single(Mute(Second, until.AddHours(1), "Shouting."));
        Assert.Equal("bad-request", CodeOf(() => Mute(Moderator, Now)));
        Do(Second, SeminarDecider.Unmute(_state, Second, Annotator));
        Assert.Null(_state.Members[Annotator].Mute);
        Assert.Empty(SeminarDecider.Unmute(_state, Second, Annotator));
    }

    [Fact]
    public void What_was_hidden_with_it_is_shown_when_it_ends()
    {
        Do(Moderator, SeminarDecider.Mute(_state, Moderator, Annotator, null, "Spam.", new HiddenNotes("Spam."), Now));
        Assert.True(_state.Members[Annotator].NotesHidden);
        Assert.Equal([nameof(MemberUnmuted), nameof(MemberNotesShown)], SeminarDecider.Unmute(_state, Moderator, Annotator).Select(p => p.Data.Kind));
    }

    [Fact]
    public void A_removal_hides_what_they_wrote_or_keeps_it_and_is_undone_as_one_act()
    {
        Assert.Equal([nameof(MemberRemoved)], SeminarDecider.RemoveMember(_state, Moderator, Annotator).Select(p => p.Data.Kind));
        var removed = SeminarDecider.RemoveMember(_state, Moderator, Annotator, new HiddenNotes("Spam."));
        Assert.Equal([nameof(MemberRemoved), nameof(MemberNotesHidden)], removed.Select(p => p.Data.Kind));
        Assert.Equal("Spam.", removed[1].Words!.Reason);
        Do(Moderator, removed);
        Assert.Null(_state.MemberOf("p-annotator"));
        Assert.Empty(SeminarDecider.RemoveMember(_state, Moderator, Annotator, new HiddenNotes("Spam."), asOf: 1));
        var restored = SeminarDecider.RestoreMember(_state, Second, Annotator);
        Assert.Equal([nameof(MemberRestored), nameof(MemberNotesShown)], restored.Select(p => p.Data.Kind));
        Do(Second, restored);
        Assert.Equal((Role.Annotator, "Name of annotator", false), (_state.MemberOf("p-annotator")!.Role, _state.MemberOf("p-annotator")!.Name, _state.Members[Annotator].NotesHidden));
        Assert.Empty(SeminarDecider.RestoreMember(_state, Second, Annotator));
    }

    [Fact]
    public void Whoever_left_is_not_fetched_back_and_a_moderator_brings_back_no_moderator()
    {
        Do(Annotator, SeminarDecider.RemoveMember(_state, Annotator, Annotator));
        Assert.Equal("forbidden", CodeOf(() => SeminarDecider.RestoreMember(_state, Owner, Annotator)));
        Do(Owner, SeminarDecider.RemoveMember(_state, Owner, Second));
        Assert.Equal("forbidden", CodeOf(() => SeminarDecider.RestoreMember(_state, Moderator, Second)));
        Assert.Equal("", CodeOf(() => SeminarDecider.RestoreMember(_state, Owner, Second)));
        Assert.Equal("not-found", CodeOf(() => SeminarDecider.RestoreMember(_state, Owner, "nobody")));
    }

    [Fact]
    public void M57_Each_is_refused_when_something_happened_to_the_member_since_and_not_for_what_happened_to_others()
    {
        var seen = _state.Members[Annotator].Changed;
        Do(Owner, SeminarDecider.ChangeRole(_state, Owner, "reader", Role.Guest));
        Assert.Equal("", CodeOf(() => Mute(Moderator, asOf: seen)));
        Do(Owner, SeminarDecider.ChangeRole(_state, Owner, Annotator, Role.Reader, seen));
        Assert.Equal("stale", CodeOf(() => SeminarDecider.ChangeRole(_state, Owner, Annotator, Role.Annotator, seen)));
        Assert.Equal("stale", CodeOf(() => Mute(Moderator, asOf: seen)));
        Assert.Equal("stale", CodeOf(() => SeminarDecider.RemoveMember(_state, Moderator, Annotator, asOf: seen)));
        Do(Moderator, Mute(Moderator, asOf: _state.Members[Annotator].Changed));
        var mine = _state.Members[Annotator].Changed;
        Do(Second, SeminarDecider.Unmute(_state, Second, Annotator));
        Do(Second, Mute(Second, reason: "On purpose."));
        Assert.Equal("stale", CodeOf(() => SeminarDecider.Unmute(_state, Moderator, Annotator, mine)));
        Do(Moderator, SeminarDecider.RemoveMember(_state, Moderator, Annotator, new HiddenNotes()));
        mine = _state.Members[Annotator].Changed;
        Do(Second, SeminarDecider.RestoreMember(_state, Second, Annotator, mine));
        Do(Second, SeminarDecider.RemoveMember(_state, Second, Annotator));
        Assert.Equal("stale", CodeOf(() => SeminarDecider.RestoreMember(_state, Moderator, Annotator, mine)));
        Assert.Equal("", CodeOf(() => SeminarDecider.RestoreMember(_state, Moderator, Annotator, _state.Members[Annotator].Changed)));
    }

    private ImmutableArray<Proposal> Mute(string actor, DateTimeOffset? until = null, string? reason = null, long? asOf = null) =>
        SeminarDecider.Mute(_state, actor, Annotator, until, reason, null, Now, asOf);

    private void Do(string actor, ImmutableArray<Proposal> proposals)
    {
        foreach (var proposal in proposals)
            _state = _state.Apply(new LogEvent { Seq = _state.Seq + 1, At = Now, Actor = actor, Command = Guid.NewGuid(), Data = proposal.Data, Words = proposal.Words });
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
