using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>Words from left to right beside words from right to left.</summary>
public sealed class DirectionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("ar", "for", "against")]
    [InlineData("en", "مع", "ضد")]
    public async Task The_numbers_of_stances_stand_beside_their_words_whichever_way_page_and_scale_run(string language, string first, string second)
    {
        var room = await NewRoomAsync();
        using (var set = await room.Owner.PostAsync($"/api/documents/{room.Document}/stances", new { commandId = Guid.NewGuid(), scale = new[] { first, second }, anonymous = false }))
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        var clause = await room.ClauseAsync("2");
        foreach (var stance in new[] { first, first, first, second })
        {
            using var taken = await (await room.JoinAsync(Role.Annotator)).PostAsync($"/api/documents/{room.Document}/clauses/{clause}/stance", new { commandId = Guid.NewGuid(), stance });
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        }

        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.Context.AddCookiesAsync([new() { Name = "language", Value = language, Domain = Server.Address.Host, Path = "/" }]);
        await ida.GoAsync(room.Path);
        var stances = ida.Clause("2").Locator(".stances > button");
        await Expect(stances).ToContainTextAsync(first);

        // From one end of the line to the other: 3, its word, 1, its word, or the other way round; never 3 beside the other's word.
        var places = await stances.EvaluateAsync<float[]>("""
            (button, words) => {
              const node = button.firstChild, range = document.createRange();
              return words.map(word => {
                range.setStart(node, node.data.indexOf(word));
                range.setEnd(node, node.data.indexOf(word) + word.length);
                const { left, right } = range.getBoundingClientRect();
                return (left + right) / 2;
              });
            }
            """, new[] { "3", first, "1", second });
        Assert.True(Math.Abs(places[0] - places[1]) < Math.Abs(places[0] - places[3]), $"3 is nearer to “{second}”: {string.Join(", ", places)}.");
        Assert.True(Math.Abs(places[2] - places[3]) < Math.Abs(places[2] - places[1]), $"1 is nearer to “{first}”: {string.Join(", ", places)}.");
        Assert.True(Math.Max(places[0], places[1]) < Math.Min(places[2], places[3]) || Math.Min(places[0], places[1]) > Math.Max(places[2], places[3]), $"They are mixed: {string.Join(", ", places)}.");
    }
}
