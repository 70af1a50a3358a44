using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>The room on paper.</summary>
public sealed class PaperTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_room_is_printed_with_all_its_notes_each_whole_whatever_is_open_beside_the_text()
    {
        var room = await NewRoomAsync();
        var last = string.Join("\n\n", Enumerable.Range(1, 12).Select(line => $"Line {line} of a long note."));
        foreach (var words in new[] { "The first.", "The second.", "The third.", last })
            await room.WriteAsync(room.Owner, "4", words);
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Button("All 4 notes at point 4")).ToBeVisibleAsync();
        var onScreen = await ida.Cards("4").CountAsync();
        Assert.InRange(onScreen, 1, 3);
        await ida.Button("All 4 notes at point 4").ClickAsync();
        await Expect(ida.Note("The first.")).ToBeVisibleAsync();
        await ida.Page.EvaluateAsync("""
            () => addEventListener('beforeprint', () => {
              const cards = [...document.querySelectorAll('section.clause .card')];
              window.printed = {
                cards: cards.length,
                cut: cards.flatMap(card => [card, ...card.querySelectorAll('.body, q')]).filter(element => element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0 && getComputedStyle(element).overflow === 'hidden').length,
                unseen: cards.filter(card => !card.checkVisibility({ visibilityProperty: true })).length,
              };
            })
            """);
        await ida.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await ida.Page.PdfAsync(new() { Format = "A4" });

        var printed = await ida.Page.EvaluateAsync<Dictionary<string, int>>("() => window.printed");
        Assert.Equal(new Dictionary<string, int> { ["cards"] = 4, ["cut"] = 0, ["unseen"] = 0 }, printed);
        await ida.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Expect(ida.Cards("4")).ToHaveCountAsync(onScreen);
    }
}
