using System.Text.Json;
using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

/// <summary>Sentences in the page's language (text/language.ts).</summary>
[Collection(EngineCollection.Name)]
public class LanguageTests(EngineFixture engine)
{
    [Fact]
    public async Task In_English_a_sentence_is_its_own_key_and_needs_no_catalog()
    {
        var said = await SayAsync("en", "ltr", null, """
            [t('Pin to {place}', { place: 'point 3' }), t('{who} said {who}: $& {x}', { who: '{place}' }), plural(1, '{n} note', '{n} notes'), plural(0, '{n} note', '{n} notes'), conjoined(['a', 'b']), commas(['a', 'b'])]
            """);
        Assert.Equal(["Pin to point 3", "{place} said {place}: $& {x}", "1 note", "0 notes", "a and b", "a, b"], said);
    }

    [Fact]
    public async Task In_German_a_sentence_puts_its_parts_where_they_belong_and_one_that_is_missing_stays_English()
    {
        var said = await SayAsync("de", "ltr", new() { ["Pin to {place}"] = "An {place} anheften", ["{n} notes"] = "{n} Notiz | {n} Notizen" }, """
            [t('Pin to {place}', { place: 'Punkt 3' }), plural(1, '{n} note', '{n} notes'), plural(2, '{n} note', '{n} notes'), t('Not there'), conjoined(['a', 'b']), new Date(Date.UTC(2026, 2, 5)).toLocaleDateString(locale, { month: 'long', timeZone: 'UTC' })]
            """);
        Assert.Equal(["An Punkt 3 anheften", "1 Notiz", "2 Notizen", "Not there", "a und b", "März"], said);
    }

    [Fact]
    public async Task Russian_has_three_plurals()
    {
        var said = await SayAsync("ru", "ltr", new() { ["{n} notes"] = "{n} заметка | {n} заметки | {n} заметок" }, "[1, 2, 5, 11, 21, 104].map(n => plural(n, '{n} note', '{n} notes'))");
        Assert.Equal(["1 заметка", "2 заметки", "5 заметок", "11 заметок", "21 заметка", "104 заметки"], said);
    }

    [Fact]
    public async Task Arabic_has_six_plurals_the_digits_of_the_notes_and_names_of_another_direction_stand_apart()
    {
        var said = await SayAsync("ar", "rtl", new() { ["{n} notes"] = "none | one | two | {n} few | {n} many | {n} other", ["by {who}"] = "بقلم {who}" }, """
            [...[0, 1, 2, 3, 11, 100].map(n => plural(n, '{n} note', '{n} notes')), t('by {who}', { who: 'Ida Berg' }), t('by {who}', { who: 17 }), new Date(Date.UTC(2026, 2, 5)).toLocaleDateString(locale, { day: 'numeric', timeZone: 'UTC' })]
            """);
        Assert.Equal(["none", "one", "two", "3 few", "11 many", "100 other", "بقلم \u2068Ida Berg\u2069", "بقلم 17", "5"], said);
    }

    [Fact]
    public async Task Of_several_each_keeps_its_own_direction_on_any_page_and_numbers_and_what_is_apart_already_stay_as_they_are()
    {
        const string expression = "[commas(['3 for', '1 against', '17']), commas(['3 مع', '1 ضد']), commas(['٣', '\\u2068a\\u2069']), isolated('Ida'), isolated('آدم')]";
        Assert.Equal(["3 for, 1 against, 17", "\u20683 مع\u2069, \u20681 ضد\u2069", "٣, \u2068a\u2069", "Ida", "\u2068آدم\u2069"], await SayAsync("en", "ltr", null, expression));
        Assert.Equal(["\u20683 for\u2069, \u20681 against\u2069, 17", "3 مع, 1 ضد", "٣, \u2068a\u2069", "\u2068Ida\u2069", "آدم"], await SayAsync("ar", "rtl", [], expression));
    }

    [Fact]
    public async Task Elements_stand_in_a_sentence_where_its_language_has_them()
    {
        var said = await SayAsync("de", "ltr", new() { ["give <a>your {what}</a> in {place}"] = "in {place} <a>die eigene {what}</a> angeben" }, """
            woven('give <a>your {what}</a> in {place}', { a: words => ['[', words, ']'], what: 'Adresse', place: 'Collab' }).flat(9).filter(Boolean)
            """);
        Assert.Equal("in Collab [die eigene Adresse] angeben", string.Concat(said));
    }

    [Fact]
    public async Task M151_a_name_with_places_or_markup_in_it_stays_a_name()
    {
        const string name = "{who} <b>{place}</b> $& | </script>";
        var said = await SayAsync("de", "ltr", new() { ["<b>{who}</b> is at {place}"] = "<b>{who}</b> ist hier: {place}", ["{n} notes by {who}"] = "{n} Notiz von {who} | {n} Notizen von {who}" }, """
            [t('{who} is at {place}', { who: NAME, place: 'x' }), plural(2, '{n} note by {who}', '{n} notes by {who}', { who: NAME }), ...woven('<b>{who}</b> is at {place}', { b: words => words, who: NAME, place: NAME }).flat(9).filter(Boolean)]
            """.Replace("NAME", JsonSerializer.Serialize(name), StringComparison.Ordinal));
        Assert.Equal([$"{name} is at x", $"2 Notizen von {name}", name, " ist hier: ", name], said);
    }

    [Fact]
    public async Task M198_a_refusal_is_said_by_its_code_and_what_the_server_says_of_it_stays_words()
    {
        const string hostile = "{reason} $& <b>{x}</b> !locked </script>";
        var said = await SayAsync("de", "ltr", new() { ["!locked"] = "Gesperrt.", ["!muted"] = "Stummgeschaltet. ({reason})", ["locked"] = "gesperrt" }, """
            [refused('locked', 'It is locked.'), refused('muted', WORDS), refused('unheard-of', WORDS), refused('__proto__', 'Why.'), refused('constructor', 'Why.')]
            """.Replace("WORDS", JsonSerializer.Serialize(hostile), StringComparison.Ordinal));
        Assert.Equal(["Gesperrt.", $"Stummgeschaltet. ({hostile})", hostile, "Why.", "Why."], said);
        Assert.Equal(["It is locked."], await SayAsync("en", "ltr", null, "[refused('locked', 'It is locked.')]"));
    }

    /// <summary>Evaluates an expression over the module's exports on a page in the language.</summary>
    private async Task<string[]> SayAsync(string language, string direction, Dictionary<string, string>? words, string expression)
    {
        var page = await engine.OpenAsync();
        var catalog = words is null ? "" : $"<script type=\"application/json\" id=\"words\">{JsonSerializer.Serialize(words)}</script>";
        await page.RouteAsync("**/words", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = $"<!doctype html><html lang=\"{language}\" dir=\"{direction}\"><title>Words</title>{catalog}</html>" }));
        await page.GotoAsync(engine.Server.Address + "/words");
        var said = await page.EvaluateAsync<string[]>("""
            async expression => {
              const { t, plural, woven, commas, conjoined, isolated, locale, refused } = await import('/js/text/language.js');
              return EXPRESSION;
            }
            """.Replace("EXPRESSION", expression.Trim(), StringComparison.Ordinal), expression);
        await page.Context.CloseAsync();
        return said;
    }
}
