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

    /// <summary>What has a name in the room has the same in the other pages: the stem of the word in each language.</summary>
    [Theory]
    [InlineData("de", "verdeckt")]
    [InlineData("ru", "слеп")]
    [InlineData("ar", "مستتر")]
    public void A_blind_round_is_called_by_one_name(string language, string stem) => Assert.All(
        new[] { "Room", "Pages" }.SelectMany(name => PageTexts.In(language, name)).Where(text => text.Key.Contains("blind round", StringComparison.OrdinalIgnoreCase)),
        text => Assert.Contains(stem, text.Value, StringComparison.OrdinalIgnoreCase));
}
