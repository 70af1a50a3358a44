using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Domain.Tests.Seminars;

public sealed class PseudonymsTests
{
    [Fact]
    public void Nobody_in_a_seminar_shares_one_however_many_they_are()
    {
        foreach (var seminar in new[] { Identifier.New(), Identifier.New(), "" })
            Assert.Equal(10_000, Enumerable.Range(1, 10_000).Select(number => Pseudonyms.Of(seminar, number)).Distinct().Count());
    }

    [Fact]
    public void One_is_another_in_another_seminar_and_the_same_again_in_the_same()
    {
        var (here, there) = (Identifier.New(), Identifier.New());
        var many = Enumerable.Range(1, 200).ToList();
        Assert.Equal(many.Select(number => Pseudonyms.Of(here, number)), many.Select(number => Pseudonyms.Of(here, number)));
        // By chance one of 4,096 is alike.
        Assert.InRange(many.Count(number => Pseudonyms.Of(here, number) == Pseudonyms.Of(there, number)), 0, 10);
        Assert.Equal("Flint Elk", Pseudonyms.Of("s-1", 7));
    }

    [Fact]
    public void It_does_not_hang_on_the_name_and_stays_through_renaming_leaving_and_coming_back()
    {
        var state = Room("Ida", "Jon");
        var (ida, jon) = (Of(state, "m0"), Of(state, "m1"));
        Assert.NotEqual(ida, jon);
        Assert.Equal((ida, jon), (Of(Room("Somebody", "Else"), "m0"), Of(Room("Somebody", "Else"), "m1")));
        state = Apply(Apply(Apply(state, new MemberRenamed("m0"), "Ada"), new MemberRemoved("m0")), new MemberJoined("m2", "p2", Role.Reader), "Kim");
        state = Apply(state, new MemberJoined("m0", "p0", Role.Reader), "Ada");
        Assert.Equal((ida, jon), (Of(state, "m0"), Of(state, "m1")));
        Assert.NotEqual(Of(state, "m2"), Of(Apply(state, new MemberJoined("m3", "p3", Role.Reader), "Lou"), "m3"));
    }

    [Theory]
    [InlineData(NameRule.Shown, true, true)]
    [InlineData(NameRule.Pseudonyms, false, true)]
    [InlineData(NameRule.PseudonymsForAll, false, false)]
    public void Who_sees_names_hangs_on_the_rule_and_the_role(NameRule rule, bool members, bool moderators)
    {
        foreach (var role in new[] { Role.Guest, Role.Reader, Role.Annotator })
            Assert.Equal(members, Audience.Of(role, "m", new SeminarSettings(rule)).Class.SeesNames);
        foreach (var role in new[] { Role.Moderator, Role.Owner })
            Assert.Equal(moderators, Audience.Of(role, "m", new SeminarSettings(rule)).Class.SeesNames);
    }

    [Fact]
    public void Where_names_are_withheld_no_name_is_taken_and_none_gets_a_number()
    {
        var shown = Apply(Room("Ida", "Jon"), new MemberRoleChanged("m0", Role.Moderator));
        Assert.Equal("name-taken", Assert.Throws<RefusalException>(() => SeminarDecider.CheckName(shown, "ida", null)).Code);
        Assert.Equal("Jon (2)", SeminarDecider.CheckName(shown, "Jon", null));
        foreach (var rule in new[] { NameRule.Pseudonyms, NameRule.PseudonymsForAll })
        {
            var withheld = Apply(shown, new SettingsChanged(new SeminarSettings(rule)));
            Assert.Equal(("ida", "Jon"), (SeminarDecider.CheckName(withheld, "ida", null), SeminarDecider.CheckName(withheld, "Jon", null)));
            Assert.Equal("Ida", SeminarDecider.Join(withheld, "m9", "p9", "Ida", Role.Guest, null, default)[0].Words?.Name);
        }
    }

    private static string Of(SeminarState state, string member) => new SeminarNames(state, Audience.Of(Role.Guest, null, new SeminarSettings(NameRule.Pseudonyms))).ShownOf(member)!;

    private static SeminarState Room(params string[] names) =>
        names.Select((name, i) => (Name: name, Member: $"m{i}")).Aggregate(new SeminarState { Id = "s" }, (state, each) => Apply(state, new MemberJoined(each.Member, $"p{each.Member[1..]}", Role.Annotator), each.Name));

    private static SeminarState Apply(SeminarState state, EventData data, string? name = null) =>
        state.Apply(new LogEvent { Seq = state.Seq + 1, Actor = "actor", Command = Guid.Empty, Data = data, Words = name is null ? null : new Words { Name = name } });
}
