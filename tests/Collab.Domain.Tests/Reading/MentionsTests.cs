using Collab.Domain.Reading;
using CsCheck;

namespace Collab.Domain.Tests.Reading;

public sealed class MentionsTests
{
    private static readonly string Ida = Identifier.New(), Jo = Identifier.New(), JoMarie = Identifier.New();

    private static readonly string[] Put = ["", " and ", "@", "o", "Jo", " @Jo", "\\*"];

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

    [Fact]
    public void What_is_read_with_a_name_of_marks_is_carried_again()
    {
        var read = Mentions.Named($"See @{{{Ida}}}, please.", Name("*Ana_B*"));
        Assert.Equal(@"See @\*Ana\_B\*, please.", read);
        Assert.Equal($"See @{{{Ida}}}, please.", Mentions.Carried(read, Members("*Ana_B*")));
        Assert.Equal($"See @{{{Ida}}}, please.", Mentions.Carried("See @*Ana_B*, please.", Members("*Ana_B*")));
    }

    // 1 is Ida, who goes by the first name; 2 is Jo, 3 is Jo Marie.
    [Theory]
    [InlineData("*Ana_B*", "<1>, look.", @"@\*Ana\_B\*, look twice.", "<1>, look twice.")]
    [InlineData("*Ana_B*", "<1>, look.", @"Dear @\*Ana\_B\*: look!", "Dear <1>: look!")]
    [InlineData("Jo", "See <1> and <3>.", "Do see @Jo and @Jo Marie!", "Do see <1> and <3>!")]
    [InlineData("Jo", "See <1> and <2>.", "See @Jo and @Jo!", "See <1> and <2>!")]
    [InlineData("Jo", "<2> and <1> say so.", "@Jo said it, and @Jo says so.", "<2> said it, and @Jo says so.")]
    [InlineData("Jo", "<1> says so.", "Yes, @Jo too: it is so.", "Yes, <1> too: it is so.")]
    [InlineData("Jo", "He says so.", "@Jo says so.", "@Jo says so.")]
    [InlineData("Ida", "x<1> and <1>s.", "x@Ida and @Idas, too.", "x<1> and <1>s, too.")]
    [InlineData("Ida", "<1>", "@Idar", "@Idar")]
    [InlineData("Ida", "<1>", "x@Ida", "x@Ida")]
    [InlineData("Ida", "<1>", "@Ida, and @Jo Marie", "<1>, and <3>")]
    [InlineData("Ida", "<1> <1>", "@Ida", "<1>")]
    [InlineData("Ida", "<1>", "", "")]
    [InlineData("Ida", "", "@Ida", "<1>")]
    [InlineData("Ida", "@Jo and <1>", "@Jo and @Ida", "@Jo and <1>")]
    public void Who_was_named_stays_named_when_others_edit_by_names(string ida, string before, string after, string carried)
    {
        Assert.Equal(Ids(carried), Mentions.Edited(Ids(before), after, Members(ida)));

        static string Ids(string text) => text.Replace("<1>", $"@{{{Ida}}}", StringComparison.Ordinal).Replace("<2>", $"@{{{Jo}}}", StringComparison.Ordinal).Replace("<3>", $"@{{{JoMarie}}}", StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_cut_or_written_between_mentions_nobody_else_is_named_by_it() => Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12], Gen.OneOf(Put.Select(Gen.Const).ToArray())).Sample((from, length, put) =>
    {
        var members = Members("Jo");
        var read = Mentions.Named($"@{{{Ida}}} x @{{{JoMarie}}}", Name("Jo"));
        from = Math.Min(from, read.Length);
        var after = read.Remove(from, Math.Min(length, read.Length - from)).Insert(from, put);
        var edited = Mentions.Edited($"@{{{Ida}}} x @{{{JoMarie}}}", after, members);
        Assert.Equal(after, Mentions.Named(edited, Name("Jo")));
        Assert.False(Mentions.Has(edited, Jo));
    });

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
