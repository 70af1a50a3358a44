using Collab.Domain.Reading;

namespace Collab.Domain.Tests.Reading;

public sealed class MentionsTests
{
    private static readonly string Ida = Identifier.New(), Jo = Identifier.New(), JoMarie = Identifier.New();

    [Fact]
    public void What_is_carried_is_the_id_and_what_is_read_the_name_of_now()
    {
        var text = Mentions.Carried("@Ida Lund, see (@Jo): @Ida Lunds, me@Jo and @Nobody.", Members("Ida Lund"));
        Assert.Equal($"@{{{Ida}}}, see (@{{{Jo}}}): @Ida Lunds, me@Jo and @Nobody.", text);
        Assert.True(Mentions.Has(text, Ida));
        Assert.False(Mentions.Has(text, JoMarie));
        Assert.Equal("@Ida Berg, see (@Jo): @Ida Lunds, me@Jo and @Nobody.", Mentions.Named(text, Name("Ida Berg")));
    }

    [Fact]
    public void The_longest_name_that_fits_is_meant()
    {
        Assert.Equal($"@{{{JoMarie}}} and @{{{Jo}}} Marianne", Mentions.Carried("@Jo Marie and @Jo Marianne", Members("Ida")));
    }

    [Fact]
    public void Where_two_go_by_one_name_nobody_is_meant() => Assert.Equal("@Jo", Mentions.Carried("@Jo", [(Ida, "Jo"), (Jo, "Jo")]));

    [Theory]
    [InlineData("*Ida* _L_", @"@\*Ida\* \_L\_")]
    [InlineData("[x](https://example.org)", @"@\[x\](https\://example.org)")]
    [InlineData("<b>", @"@\<b\>")]
    public void A_name_means_nothing_in_Markdown(string name, string written)
    {
        Assert.Equal(written, Mentions.Named($"@{{{Ida}}}", Name(name)));
        Assert.Equal("@" + name, Mentions.Named($"@{{{Ida}}}", Name(name), markdown: false));
    }

    [Theory]
    [InlineData("@{}")]
    [InlineData("@{ida}")]
    [InlineData("@{0000000000000000000000000")]
    [InlineData("@{0000000000000000000000000L}")]
    [InlineData("@@{@{")]
    public void What_is_no_member_stays_as_it_is_typed(string text) => Assert.Equal(text, Mentions.Named(text, _ => "somebody"));

    [Fact]
    public void Whose_name_is_not_known_stays_an_id() => Assert.Equal($"@{{{Jo}}} @Ida", Mentions.Named($"@{{{Jo}}} @{{{Ida}}}", id => id == Ida ? "Ida" : null));

    private static (string Id, string Name)[] Members(string ida) => [(Ida, ida), (Jo, "Jo"), (JoMarie, "Jo Marie")];

    private static Func<string, string?> Name(string ida) => id => id == Ida ? ida : id == Jo ? "Jo" : "Jo Marie";
}
