using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("Anna", "Anna")]
    [InlineData("  Anna \t  Horn\n", "Anna Horn")]
    [InlineData("Zoë O’Neill-Брат", "Zoë O’Neill-Брат")]
    [InlineData("نگار\u200cپور", "نگار\u200cپور")]
    [InlineData("王小明", "王小明")]
    [InlineData("Ada 🦊", "Ada 🦊")]
    public void A_name_that_can_be_seen_is_taken(string typed, string kept) => Assert.Equal(kept, DisplayName.Check(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200b\u200b")]
    [InlineData("\u200d\u200c")]
    [InlineData("\u2060\ufeff")]
    [InlineData("\u3164")]
    [InlineData("\u202eannA")]
    [InlineData("An\u202ena")]
    [InlineData("An\u2066na")]
    [InlineData("An\u200fna")]
    [InlineData("An\0na")]
    [InlineData("An\u001b[31mna")]
    [InlineData("\ue000")]
    [InlineData("An\uffffna")]
    public void N28_a_name_that_cannot_be_seen_or_turns_the_text_is_refused(string? typed) => Assert.Equal("bad-name", CodeOf(() => DisplayName.Check(typed)));

    [Theory]
    [InlineData("Name erased")]
    [InlineData("  name   ERASED ")]
    [InlineData("Nаme erаsed")]
    [InlineData("Narne erased")]
    [InlineData("N\u00e1me erased")]
    public void M246_nobody_is_called_what_stands_for_a_name_that_was_erased(string typed) => Assert.Equal("bad-name", CodeOf(() => DisplayName.Check(typed)));

    [Fact]
    public void Whose_name_was_erased_is_told_to_give_themselves_one()
    {
        DisplayName.DemandNamed("Anna Horn");
        Assert.Equal("bad-name", CodeOf(() => DisplayName.DemandNamed(Member.ErasedName)));
    }

    [Fact]
    public void N28_a_name_has_at_most_eighty_code_points()
    {
        Assert.Equal(80, DisplayName.Check(new string('a', 80)).Length);
        Assert.Equal(160, DisplayName.Check(string.Concat(Enumerable.Repeat("😀", 80))).Length);
        Assert.Equal("bad-name", CodeOf(() => DisplayName.Check(new string('a', 81))));
        Assert.Equal("bad-name", CodeOf(() => DisplayName.Check(new string('a', 200))));
        Assert.Equal("bad-name", CodeOf(() => DisplayName.Check("\ud83d")));
    }

    [Fact]
    public void N28_a_moderators_name_is_theirs_and_so_is_what_looks_like_it()
    {
        var members = new Room().State.Header.Members;
        Assert.Equal("name-taken", CodeOf(() => DisplayName.DemandDistinct(members, "Nаmе of ＭＯＤＥＲＡＴＯＲ", self: null)));
        Assert.Equal("name-taken", CodeOf(() => DisplayName.DemandDistinct(members, "name of owner", Room.Moderator)));
        Assert.Equal("", CodeOf(() => DisplayName.DemandDistinct(members, "Name of Moderator", Room.Moderator)));
        Assert.Equal("", CodeOf(() => DisplayName.DemandDistinct(members, "Name of annotator", self: null)));
        Assert.Equal("", CodeOf(() => DisplayName.DemandDistinct(members.SetItem(Room.Moderator, members[Room.Moderator] with { Removed = true }), "Name of moderator", self: null)));
        Assert.Equal("", CodeOf(() => DisplayName.DemandDistinct(members.SetItem(Room.Moderator, members[Room.Moderator] with { Role = Role.Annotator }), "Name of moderator", self: null)));
    }

    private static string CodeOf(Action action) => Record.Exception(action) is RefusalException refusal ? refusal.Code : "";

    [Fact]
    public void A_name_that_another_has_or_had_is_told_apart_by_a_number()
    {
        var members = new Room().State.Header.Members;

        Assert.Equal("Name of annotator (2)", DisplayName.Distinguish(members, "Name of annotator", self: null));
        Assert.Equal("Name of annotator", DisplayName.Distinguish(members, "Name of annotator", Room.Annotator));
        Assert.Equal("NAME OF ANNOTATOR (2)", DisplayName.Distinguish(members.SetItem(Room.Annotator, members[Room.Annotator] with { Removed = true }), "NAME OF ANNOTATOR", self: null));
        Assert.Equal("Name of nobody", DisplayName.Distinguish(members, "Name of nobody", self: null));
        var third = members.SetItem(Room.Reader, members[Room.Reader] with { Name = "name of annotator (2)" });
        Assert.Equal("Name of annotator (3)", DisplayName.Distinguish(third, "Name of annotator", self: null));
    }

    [Fact]
    public void A_number_after_a_long_name_does_not_make_it_too_long()
    {
        var members = new Room().State.Header.Members;
        var name = new string('w', DisplayName.MaxLength);
        members = members.SetItem(Room.Annotator, members[Room.Annotator] with { Name = name });

        Assert.Equal(DisplayName.Check(DisplayName.Distinguish(members, name, self: null)), DisplayName.Distinguish(members, name, self: null));
    }
}
