using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class WatcherTests
{
    private static readonly Member Mira = new("mira", "a person", "Mira", Role.Moderator, DateTimeOffset.UnixEpoch);

    // The same object at each step, as in a log in which nobody joins.
    private static readonly ImmutableDictionary<string, string> Persons = ImmutableDictionary<string, string>.Empty.Add(Mira.Person, Mira.Id);

    [Fact]
    public void The_answer_is_the_same_object_until_members_or_rules_are_others_and_then_it_is_that_of_the_table()
    {
        var watcher = new Watcher(Mira.Person);
        var view = Of(Mira);
        var first = watcher.AudienceIn(view);
        Assert.Equal(view.AudienceOf(Mira.Person), first);
        // Another event of another thing.
        Assert.Same(first, watcher.AudienceIn(view with { State = view.State with { Header = view.State.Header with { Title = "Another" } } }));
        var demoted = watcher.AudienceIn(Of(Mira with { Role = Role.Annotator }));
        Assert.Equal((true, false), (first.Class.ReadsHidden, demoted.Class.ReadsHidden));
        Assert.False(watcher.AudienceIn(Ruled(Of(Mira with { Role = Role.Annotator }), NameRule.PseudonymsForAll)).Class.SeesNames);
        Assert.Equal("not-found", Assert.Throws<RefusalException>(() => watcher.AudienceIn(Of(Mira with { Removed = true }))).Code);
        // The seat is another's.
        var members = view.State.Header.Members;
        watcher.AudienceIn(view);
        Assert.Equal("not-found", Assert.Throws<RefusalException>(() => watcher.AudienceIn(Of(members, ImmutableDictionary<string, string>.Empty.Add("another", Mira.Id)))).Code);
        Assert.Equal(first, watcher.AudienceIn(view));
    }

    private static FeedView Of(Member member) =>
        Of(ImmutableDictionary<string, Member>.Empty.Add(member.Id, member), Persons);

    private static FeedView Of(ImmutableDictionary<string, Member> members, ImmutableDictionary<string, string> persons)
    {
        var state = DocumentState.New("a document", "an epoch");
        return FeedView.Of(state with { Header = state.Header with { Members = members, MembersByPerson = persons } });
    }

    private static FeedView Ruled(FeedView view, NameRule names) =>
        view with { State = view.State with { Header = view.State.Header with { Settings = view.State.Header.Settings with { Names = names } } } };
}
