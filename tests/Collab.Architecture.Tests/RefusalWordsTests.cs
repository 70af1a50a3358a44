using System.Text.Json;
using Collab.Domain;
using Collab.Web.Languages;
using Collab.Web.Parts;

namespace Collab.Architecture.Tests;

/// <summary>Whatever is refused, a reader is told why in the language of the page.</summary>
public sealed class RefusalWordsTests
{
    public static TheoryData<string> Languages => [.. PageTexts.Languages];

    [Fact]
    public void Every_code_has_a_sentence_and_no_sentence_is_of_a_code_that_is_gone()
    {
        Assert.Empty(RefusalCodes.Status.Keys.Except(Refusals.Sentences.Keys));
        Assert.Empty(Refusals.Sentences.Keys.Except(RefusalCodes.Status.Keys));
        Assert.Empty(Refusals.Telling.Concat(Refusals.Elsewhere).Except(RefusalCodes.Status.Keys));
        Assert.All(Refusals.Sentences, said => Assert.EndsWith(".", said.Value, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_code_is_said_in_the_language_by_the_room_and_by_the_other_pages(string language)
    {
        foreach (var room in new[] { true, false })
        {
            var codes = RefusalCodes.Status.Keys.Where(code => !room || !Refusals.Elsewhere.Contains(code)).ToList();
            var words = JsonSerializer.Deserialize<Dictionary<string, string>>(ScriptWords.Of(room, Language.Find(language)!)!)!;
            Assert.DoesNotContain(codes, code => !words.TryGetValue($"!{code}", out var said) || said.StartsWith(Refusals.Sentences[code], StringComparison.Ordinal));
            Assert.DoesNotContain(codes, code => words[$"!{code}"].EndsWith("({reason})", StringComparison.Ordinal) != Refusals.Telling.Contains(code));
        }
    }

    /// <summary>What a request of the room can be answered is among its words.</summary>
    [Theory]
    [InlineData("sign-in-again", "“My seat on another device…” makes a link")]
    [InlineData("bad-address", "news are asked for by mail in the panel of what is new")]
    [InlineData("unknown-parent", "a reply answers a note of its thread")]
    [InlineData("command-reused", "each of its commands has a number")]
    public void What_the_room_can_be_told_is_not_said_elsewhere_alone(string code, string why) =>
        Assert.False(Refusals.Elsewhere.Contains(code), $"The room meets {code}: {why}.");

    /// <summary>Of these the sentence says by itself which thing is meant, and what to do; the code alone would lose it.</summary>
    [Theory]
    [InlineData("waiting")]
    [InlineData("stale")]
    [InlineData("already")]
    [InlineData("bad-address")]
    [InlineData("locked")]
    [InlineData("gone")]
    [InlineData("text-too-long")]
    [InlineData("too-large")]
    [InlineData("unavailable")]
    [InlineData("not-found")]
    [InlineData("bad-name")]
    [InlineData("storage-full")]
    public void A_code_of_several_things_has_its_own_sentence_behind_it(string code) =>
        Assert.EndsWith("({reason})", JsonSerializer.Deserialize<Dictionary<string, string>>(ScriptWords.Of(room: false, Language.Find("de")!)!)![$"!{code}"], StringComparison.Ordinal);

    /// <summary>What has a name in the room has the same in the other pages and their scripts: the stem of the word in each language.</summary>
    [Theory]
    [InlineData("de", "verdeckt")]
    [InlineData("ru", "слеп")]
    [InlineData("ar", "مستتر")]
    public void A_blind_round_is_called_by_one_name(string language, string stem) => Assert.All(
        new[] { "Room", "Pages", "Scripts" }.SelectMany(name => PageTexts.In(language, name)).Where(text => text.Key.Contains("blind round", StringComparison.OrdinalIgnoreCase)),
        text => Assert.Contains(stem, text.Value, StringComparison.OrdinalIgnoreCase));
}
