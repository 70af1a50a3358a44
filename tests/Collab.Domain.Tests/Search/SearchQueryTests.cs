using Collab.Domain.Search;

namespace Collab.Domain.Tests.Search;

public sealed class SearchQueryTests
{
    [Fact]
    public void A_query_is_words_phrases_and_fields_each_with_a_minus_where_it_must_not_be_so()
    {
        var query = SearchQuery.Parse("""Claim "what rests" -premise organi* who:me -who:"Ida Lund" kind:Question tag:"open end" point:3-5 after:2026-11-01 before:2026-12-01""");
        Assert.Equal(
            [
                "claim", "what rests", "-premise", "organi*", "by me", "-by ida lund", "is Question", "tag open end", "point 3-5", "2026-11-01 to 9999-12-31", "0001-01-01 to 2026-12-01",
            ],
            query.Conditions.Select(Said));
    }

    [Theory]
    [InlineData("“what rests”", "what rests")]
    [InlineData("„was gilt“", "was gilt")]
    [InlineData("«what rests»", "what rests")]
    [InlineData("\"what re\"*", "what re*")]
    [InlineData("well-known", "well known")]
    [InlineData("a - b", "a|b")]
    [InlineData("https://example.edu", "https example edu")]
    [InlineData("12:30", "12 30")]
    [InlineData("whoever: x", "whoever|x")]
    [InlineData("NEAR(a b) OR c", "near a|b|or|c")]
    [InlineData("a* ^b {c} :d +e", "a*|b|c|d|e")]
    [InlineData("'; DROP TABLE notes_1; --", "drop|table|notes 1")]
    public void What_is_no_sign_of_ours_is_a_word_or_nothing(string asked, string read) =>
        Assert.Equal(read.Split('|'), SearchQuery.Parse(asked).Conditions.Select(Said));

    [Theory]
    [InlineData("", 1, "no word")]
    [InlineData("— ()", 1, "no word")]
    [InlineData("claim \"what rests", 7, "second one")]
    [InlineData("a😀b \"", 5, "second one")]
    [InlineData("claim \"—\"", 7, "between the quotation marks")]
    [InlineData("who:", 5, "Say after who:")]
    [InlineData("tag: x", 5, "Say after tag:")]
    [InlineData("who:\"\"", 5, "Say after who:")]
    [InlineData("who:—", 5, "not a name")]
    [InlineData("kind:poem", 6, "note, reply, question, pinned")]
    [InlineData("x after:tomorrow", 9, "2026-11-01")]
    [InlineData("before:2026-02-30", 8, "2026-11-01")]
    public void What_cannot_be_read_is_refused_with_its_place_and_what_to_write(string asked, int at, string says)
    {
        var refused = Assert.Throws<RefusalException>(() => SearchQuery.Parse(asked));
        Assert.Equal("bad-query", refused.Code);
        Assert.Contains(says, refused.Detail, StringComparison.Ordinal);
        Assert.EndsWith($"(at character {at}).", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_long_or_asks_too_much_is_refused_before_anything_is_looked_for()
    {
        Assert.Equal(SearchQuery.MostConditions, SearchQuery.Parse(Words(SearchQuery.MostConditions)).Conditions.Length);
        foreach (var asked in new[] { Words(SearchQuery.MostConditions + 1), Words(10_000), new string('a', SearchQuery.Longest + 1), new string('"', 200), new string('(', 100_000) })
            Assert.Equal("bad-query", Assert.Throws<RefusalException>(() => SearchQuery.Parse(asked)).Code);

        static string Words(int count) => string.Join(' ', Enumerable.Repeat("a", count));
    }

    [Fact]
    public void Whatever_is_typed_is_read_or_refused_and_its_tokens_are_plain()
    {
        var random = new Random(1);
        var signs = "ab1 \"“*-:()^{}+'`;\\\u0000\u200B\uE000\uE001\uE003\uD800é的ก👍".ToCharArray();
        string[] pieces = ["who:", "kind:", "tag:", "point:", "after:", " AND ", " NOT ", " NEAR/3 ", .. signs.Select(sign => sign.ToString())];
        for (var i = 0; i < 20_000; i++)
        {
            var asked = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                foreach (var token in SearchQuery.Parse(asked).Conditions.OfType<Condition.Holds>().SelectMany(condition => condition.Phrase.Tokens))
                    Assert.DoesNotContain(token, c => c is '"' or '\'' or '\\' or ' ' or '*' or ':' or '\0' or (>= '\uE000' and <= '\uE003'));
            }
            catch (RefusalException refused)
            {
                Assert.Equal("bad-query", refused.Code);
            }
        }
    }

    private static string Said(Condition condition) => (condition.IsNot ? "-" : "") + condition switch
    {
        Condition.Holds words => Said(words.Phrase),
        Condition.By { Name: null } => "by me",
        Condition.By { Name: { } name } => "by " + Said(name),
        Condition.Is kind => $"is {kind.Kind}",
        Condition.Tagged tag => "tag " + Said(tag.Tag),
        Condition.About about => "point " + about.Label,
        Condition.Within time => $"{time.From:yyyy-MM-dd} to {time.Until:yyyy-MM-dd}",
        _ => "?",
    };

    private static string Said(Phrase phrase) => string.Join(' ', phrase.Tokens) + (phrase.IsPrefix ? "*" : "");
}
