using System.Text.Json;
using AngleSharp.Dom;
using Collab.Web.Languages;
using Collab.Web.Parts;

namespace Collab.Web.Tests.Pages;

public class RoomPageTests
{
    [Fact]
    public async Task Each_clause_holds_its_exact_text_as_one_text_node()
    {
        var page = await Rendered.PageAsync("room");
        foreach (var clause in Samples.Clauses)
        {
            var section = page.GetElementById($"clause-{clause.Id}")!;
            Assert.Equal(clause.Id, section.GetAttribute("data-clause"));
            Assert.Equal(clause.Label, section.GetAttribute("data-label"));
            var text = Assert.IsAssignableFrom<IText>(Assert.Single(section.QuerySelector(".text")!.ChildNodes));
            Assert.Equal(clause.Text, text.Data);
        }
    }

    [Fact]
    public async Task The_notes_of_a_clause_follow_its_text()
    {
        var page = await Rendered.PageAsync("room");
        foreach (var section in page.QuerySelectorAll("section.clause"))
            Assert.True(section.QuerySelector(".text")!.CompareDocumentPosition(section.QuerySelector(".notes")!).HasFlag(DocumentPositions.Following));
    }

    [Fact]
    public async Task The_data_of_the_room_cannot_end_its_element()
    {
        var page = await Rendered.PageAsync("room");
        using var data = JsonDocument.Parse(page.GetElementById("room-data")!.TextContent);
        Assert.Equal(Samples.Room.Data.Title, data.RootElement.GetProperty("title").GetString());
        Assert.Equal("moderator", data.RootElement.GetProperty("me").GetProperty("role").GetString());
        Assert.False(data.RootElement.TryGetProperty("insecure", out _));
    }

    [Theory]
    [InlineData("de", "room", "Pin to {place}", "Anheften: {place}")]
    [InlineData("ru", "room", "{n} notes", "{n} заметка | {n} заметки | {n} заметок")]
    [InlineData("ar", "home", "Check again", "إعادة الفحص")]
    public async Task A_page_in_another_language_brings_the_words_of_its_script(string language, string name, string sentence, string translation)
    {
        using var _ = new UiCulture(language);
        var page = await Rendered.PageAsync(name);
        using var words = JsonDocument.Parse(page.GetElementById("words")!.TextContent);
        Assert.Equal(translation, words.RootElement.GetProperty(sentence).GetString());
        // What no script of that page says is not sent along.
        Assert.False(words.RootElement.TryGetProperty(name == "room" ? "Check again" : "Pin to {place}", out JsonElement _));
    }

    [Fact]
    public void M152_a_translation_cannot_end_the_element_that_it_stands_in() => Assert.All(Language.All.Where(language => language != Language.English), language =>
        Assert.DoesNotMatch("[<>&]", ScriptWords.Of(room: true, language)!));

    [Theory]
    [InlineData("en")]
    [InlineData("")]
    [InlineData("fr")]
    public async Task A_page_in_English_or_in_a_language_without_words_brings_none(string language)
    {
        using var _ = new UiCulture(language);
        Assert.Null((await Rendered.PageAsync("room")).GetElementById("words"));
    }

    [Fact]
    public async Task Without_script_every_point_leads_to_its_notes()
    {
        var html = await Rendered.HtmlAsync(Samples.Pages["room"].Page, Samples.Pages["room"].Parameters);
        Assert.All(Samples.Clauses, clause => Assert.Contains($"<noscript><a href=\"/rooms/d1/reading#clause-{clause.Id}\">", html, StringComparison.Ordinal));
    }
}
