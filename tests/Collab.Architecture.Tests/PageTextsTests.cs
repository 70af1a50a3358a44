using Collab.Web.Languages;

namespace Collab.Architecture.Tests;

/// <summary>Every text of a page is there in every language, and no page has words of its own.</summary>
public sealed class PageTextsTests
{
    /// <summary>What is the same in every language, or English on purpose.</summary>
    private static readonly Dictionary<string, string> Same = new()
    {
        ["Collab"] = "The name of the program.",
        ["Markdown"] = "The name of a format.",
        ["HTML"] = "The name of a format.",
        ["(ZIP)."] = "The name of a format.",
        ["in"] = "The record of acts is in English, and says so to screen readers.",
        ["\"light dark\""] = "What a browser reads.",
        ["curl -OJ -H \"Authorization: Bearer TOKEN\" \"\""] = "A command.",
    };

    public static TheoryData<string> Languages => [.. PageTexts.Languages];

    [Fact]
    public void Each_call_names_its_text() => Assert.Empty(PageTexts.Computed);

    [Theory, MemberData(nameof(Languages))]
    public void Every_text_is_translated_and_none_is_left_over(string language)
    {
        var translated = PageTexts.In(language);
        Assert.Empty(PageTexts.Asked.Except(translated.Keys));
        Assert.Empty(translated.Keys.Except(PageTexts.Asked));
        Assert.All(translated, text => Assert.False(text.Value.Length == 0, text.Key));
        // Of two keys that differ by their capitals alone the compiler of resources drops one.
        Assert.Empty(PageTexts.Asked.GroupBy(text => text.ToUpperInvariant()).Where(same => same.Count() > 1).Select(same => same.First()));
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_translation_takes_what_its_text_takes_and_has_its_elements(string language) => Assert.All(PageTexts.In(language), text =>
    {
        var (english, forms) = (Plural.Forms(text.Key), Plural.Forms(text.Value));
        Assert.Equal(english.Length == 1 ? 1 : Plural.FormsOf(language), forms.Length);
        if (english.Length == 1)
            Assert.Equal(PageTexts.Fixed(text.Key), PageTexts.Fixed(text.Value));
        else
            // A form for one, or two, may say its number in a word; the last takes all.
            Assert.Equal(PageTexts.Fixed(english[^1]), PageTexts.Fixed(forms[^1]));
    });

    [Fact]
    public void No_page_has_words_that_are_asked_of_nobody()
    {
        var found = string.Join('\n', Repository.Files.Where(file => file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => PageTexts.Untranslated(Repository.Read(file)).Where(words => !Same.ContainsKey(words)).Select(words => $"{file}: {words}")));
        Assert.True(found.Length == 0, found);
    }

    [Theory]
    [InlineData("<p>Words</p>", "Words")]
    [InlineData("<p>@T[\"Words\"]: <b>@name</b> wrote</p>", "wrote")]
    [InlineData("@if (a > 0 && b < 1)\n{\n  <p>Words</p>\n}", "Words")]
    [InlineData("<input placeholder=\"Words\">", "placeholder=\"Words")]
    [InlineData("<p>@(one ? \"some words\" : T[\"others\"])</p>", "\"some words\"")]
    [InlineData("<Layout Title=\"Words\">", "Title=\"Words")]
    [InlineData("<p class=\"some words\">@T[\"Words\"] @name.Length @(\"x\")</p>\n@code {\n  string Say() => T[\"some words\"];\n}", null)]
    public void Words_are_found_in_text_in_attributes_and_in_code(string razor, string? words) =>
        Assert.Equal(words is null ? [] : [words], PageTexts.Untranslated(razor));

    [Fact]
    public void No_style_names_a_side_that_does_not_turn_with_the_page()
    {
        // The one is of a page that is set from left to right, and has its counterpart after it; the other is the older name of what follows it.
        string[] meant = ["margin-left: calc(-1 * var(--indent))", "float: left; float: inline-start"];
        Assert.Empty(Repository.Files.Where(file => file.StartsWith("src/Collab.Web/wwwroot/css/", StringComparison.Ordinal)).SelectMany(file =>
        {
            var style = meant.Aggregate(Repository.Read(file), (text, part) => text.Replace(part, "", StringComparison.Ordinal));
            return System.Text.RegularExpressions.Regex.Matches(style, @"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right|text-align|float): *(?:left|right|[\d.-]|var|calc|auto)[^;}]*").Select(found => $"{file}: {found.Value}");
        }));
    }
}
