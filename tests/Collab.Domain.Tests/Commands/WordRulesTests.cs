using System.Text;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Domain.Tests.Commands;

public sealed class WordRulesTests
{
    [Theory]
    [InlineData("x", "")]
    [InlineData("", "empty-text")]
    [InlineData(" \t\n", "empty-text")]
    [InlineData("\u200b\u2060", "empty-text")]
    [InlineData("\u3164\u2800", "empty-text")]
    [InlineData("nul \0", "bad-characters")]
    [InlineData("x\ufffe", "bad-characters")]
    [InlineData(">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> x", "too-nested")]
    public void A_body_is_something_that_can_be_shown(string text, string code)
    {
        Assert.Equal(code, CodeOf(() => WordRules.Body(text)));
        if (code == "")
            Assert.Same(text, WordRules.Body(text));
    }

    [Fact]
    public void A_lone_surrogate_is_refused_wherever_people_write()
    {
        Assert.Equal("bad-characters", CodeOf(() => WordRules.Body("x\ud83d")));
        Assert.Equal("bad-characters", CodeOf(() => WordRules.Tags(["x\ud83d"])));
        Assert.Equal("bad-characters", CodeOf(() => WordRules.Reason("x\ud83d")));
        Assert.Equal("bad-characters", CodeOf(() => WordRules.Emoji("\ud83d")));
    }

    [Theory]
    [InlineData("a", 1)]
    [InlineData("я", 2)]
    [InlineData("文", 3)]
    [InlineData("😀", 4)]
    public void N67_sixteen_kibibytes_are_enough_in_every_script(string letter, int bytes)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, Body.MaxBytes / bytes));
        Assert.Equal("", CodeOf(() => WordRules.Body(longest)));
        var over = longest + new string('a', Body.MaxBytes - Encoding.UTF8.GetByteCount(longest) + 1);
        Assert.Equal("text-too-long", CodeOf(() => WordRules.Body(over)));
    }

    [Fact]
    public void Tags_are_trimmed_and_kept_once() => Assert.Equal("law, Recht", string.Join(", ", WordRules.Tags([" law", "Recht", "law "])));

    [Fact]
    public void N72_tags_have_their_limits()
    {
        Assert.Equal("", CodeOf(() => WordRules.Tags([.. Enumerable.Range(0, 20).Select(i => $"t{i}")])));
        Assert.Equal("too-many-tags", CodeOf(() => WordRules.Tags([.. Enumerable.Range(0, 21).Select(i => $"t{i}")])));
        Assert.Equal("too-many-tags", CodeOf(() => WordRules.Tags([.. Enumerable.Range(0, 10_000).Select(i => $"t{i}")])));
        Assert.Equal("", CodeOf(() => WordRules.Tags([new string('я', 64)])));
        Assert.Equal("text-too-long", CodeOf(() => WordRules.Tags([new string('я', 65)])));
        Assert.Equal("empty-text", CodeOf(() => WordRules.Tags(["law", " "])));
        Assert.Equal("bad-characters", CodeOf(() => WordRules.Tags(["a\0"])));
    }

    [Fact]
    public void A_reason_may_be_left_out()
    {
        Assert.Null(WordRules.Reason(null));
        Assert.Null(WordRules.Reason(" \u200b"));
        Assert.Equal("off topic", WordRules.Reason(" off topic "));
        Assert.Equal("text-too-long", CodeOf(() => WordRules.Reason(new string('a', 1025))));
    }

    [Theory]
    [InlineData("👍", "")]
    [InlineData("❤️", "")]
    [InlineData("👩‍👩‍👧", "")]
    [InlineData("🇩🇪", "")]
    [InlineData("👍🏽", "")]
    [InlineData("ℹ️", "")]
    [InlineData("‼️", "")]
    [InlineData("", "empty-text")]
    [InlineData("\u200d", "empty-text")]
    [InlineData("ok", "bad-characters")]
    [InlineData("👍 👍", "bad-characters")]
    [InlineData("<b>", "bad-characters")]
    [InlineData("王小明", "bad-characters")]
    [InlineData("нет", "bad-characters")]
    [InlineData("٣", "bad-characters")]
    [InlineData("👍👍👍👍👍👍👍👍👍", "text-too-long")]
    public void A_reaction_is_an_emoji_and_no_word(string emoji, string code) => Assert.Equal(code, CodeOf(() => WordRules.Emoji(emoji)));

    private static string CodeOf(Action action) => Record.Exception(action) is RefusalException refusal ? refusal.Code : "";
}
