using System.Text.Json;
using AngleSharp.Dom;

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

    [Fact]
    public async Task Without_script_every_point_leads_to_its_notes()
    {
        var html = await Rendered.HtmlAsync(Samples.Pages["room"].Page, Samples.Pages["room"].Parameters);
        Assert.All(Samples.Clauses, clause => Assert.Contains($"<noscript><a href=\"/rooms/d1/reading#clause-{clause.Id}\">", html, StringComparison.Ordinal));
    }
}
