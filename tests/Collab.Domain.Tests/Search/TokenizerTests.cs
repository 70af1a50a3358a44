using Collab.Domain.Search;

namespace Collab.Domain.Tests.Search;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("The claim, as it stands (1917).", "the claim as it stands 1917")]
    [InlineData("don't — DON’T", "don t don t")]
    [InlineData("Straße STRASSE ﬁnal", "strasse strasse final")]
    [InlineData("Größe, Übermut, naïve café", "grosse ubermut naive cafe")]
    [InlineData("smørrebrød Łódź Ærø ıstanbul İzmir", "smorrebrod lodz aero istanbul izmir")]
    [InlineData("Ещё Ёлка ПАРТИЯ", "еще елка партия")]
    [InlineData("Λόγος ΛΟΓΟΣ", "λογοσ λογοσ")]
    [InlineData("كِتَابٌ كتـــاب ٣", "كتاب كتاب 3")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("e\u0301te\u0301 été", "ete ete")]
    [InlineData("co\u00ADop\u200B x\u200Dy", "coop xy")]
    [InlineData("ＡＢＣ１２", "abc12")]
    [InlineData("good 👍🏽, 👩‍🚀!", "good 👍 👩 🚀")]
    [InlineData("决议", "决议 议")]
    [InlineData("关于党的决议。第一", "关于 于党 党的 的决 决议 议 第一 一")]
    [InlineData("カタカナとひらがな", "カタ タカ カナ ナと とひ ひら らか\u3099 か\u3099な な")]
    [InlineData("ｶﾞ", "カ\u3099")]
    [InlineData("第3条 ABC的", "第 3 条 abc 的")]
    [InlineData("ที่นี่", "ที่นี่ นี่")]
    [InlineData("… — !? ()", "")]
    [InlineData("", "")]
    public void A_text_is_cut_into_words_without_case_accents_and_what_is_not_seen(string text, string tokens) =>
        Assert.Equal(tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries), Tokenizer.Tokens(text));

    [Theory]
    [InlineData("strasse", "Die Straße ist lang.", true)]
    [InlineData("long street", "a long, long street", true)]
    [InlineData("street long", "a long, long street", false)]
    [InlineData("treet", "a long street", false)]
    [InlineData("决议", "关于党的决议。", true)]
    [InlineData("党的决", "关于党的决议", true)]
    [InlineData("的党", "关于党的决议", false)]
    [InlineData("党", "关于党的决议", true)]
    [InlineData("议", "关于党的决议", true)]
    [InlineData("议", "决议第一", true)]
    [InlineData("第3条", "见第3条。", true)]
    [InlineData("第3条款", "见第3条。", false)]
    [InlineData("นี่", "อยู่ที่นี่", true)]
    [InlineData("ひらがな", "カタカナとひらがなを", true)]
    [InlineData("ガ", "ﾖｳｶﾞﾝ", true)]
    [InlineData("👍", "good 👍🏽", true)]
    [InlineData("한국", "한국 사람", true)]
    public void A_piece_of_what_is_written_without_spaces_is_found_wherever_it_stands_and_elsewhere_whole_words(string asked, string text, bool found) =>
        Assert.Equal(found, Tokenizer.PhraseOf(asked)!.IsIn(Tokenizer.Tokens(text)));

    [Fact]
    public void A_word_that_may_go_on_is_a_prefix_and_the_words_before_it_are_whole()
    {
        var phrase = Tokenizer.PhraseOf("long str", isPrefix: true)!;
        Assert.True(phrase.IsIn(["a", "long", "street"]));
        Assert.False(phrase.IsIn(["a", "longer", "street"]));
        Assert.Equal(2, Tokenizer.PhraseOf("a a")!.CountIn(["a", "a", "a"]));
        Assert.Null(Tokenizer.PhraseOf("—"));
    }

    /// <summary>The engines are given tokens with spaces between and quotation marks around: nothing may come through that they read otherwise.</summary>
    [Fact]
    public void No_character_of_all_of_Unicode_comes_through_that_an_engine_could_take_for_its_own()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (value is >= 0xD800 and <= 0xDFFF)
                continue;
            foreach (var token in Tokenizer.Tokens(char.ConvertFromUtf32(value)))
            {
                Assert.NotEqual("", token);
                Assert.All(token, c => Assert.True(c is (>= 'a' and <= 'z') or (>= '0' and <= '9') || (c > 0x7F && !char.IsWhiteSpace(c) && c is not (>= '\uE000' and <= '\uE003')), $"U+{value:X} gives U+{(int)c:X}."));
            }
        }
    }

    [Fact]
    public void A_word_without_end_counts_by_its_beginning_and_marks_without_end_are_not_kept()
    {
        Assert.Equal(new string('a', Tokenizer.LongestToken), Assert.Single(Tokenizer.Tokens(new string('a', 16 * 1024))));
        Assert.True(Tokenizer.Tokens("ก" + new string('\u0E48', 16 * 1024)).Single().Length <= 8);
        Assert.True(Tokenizer.Tokens("क" + new string('\u0947', 16 * 1024)).Single().Length <= Tokenizer.LongestToken);
        Assert.Equal(8192, Tokenizer.Tokens(string.Concat(Enumerable.Repeat("a ", 8192))).Count);
        Assert.Equal("a", Assert.Single(Tokenizer.Tokens("a\uD800")));
    }
}
