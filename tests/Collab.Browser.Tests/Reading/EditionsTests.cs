using Collab.Browser.Tests.Support;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>A text and its translation, side by side, with one set of notes.</summary>
public sealed class EditionsTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Hebrew = """
        תקנון הספרייה

        הספרייה פתוחה לכול.

        1. הספרייה נפתחת בשעה שמונה ונסגרת עם רדת הערב.

        2. איש אינו משלם, גם לא האורחים.

        3. תרגמה אידה ברג.
        """;

    [Fact]
    public async Task Side_by_side_a_note_is_on_the_words_that_are_selected_and_stands_at_its_point_whatever_is_shown()
    {
        var room = await Room.WithClausesAsync(
            Server,
            "Ordnung der Bücherei",
            new ClauseDraft(null, ClauseKind.Preamble, 0, "Die Bücherei steht allen offen."),
            new ClauseDraft("1", ClauseKind.Point, 0, "Die Bücherei öffnet um acht Uhr und schließt, wenn es Abend wird."),
            new ClauseDraft("2", ClauseKind.Point, 0, "Niemand zahlt, auch Gäste nicht."));
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        await olga.OpenRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");

        // The last part is in no point: nobody guesses where it belongs.
        await olga.GoAsync($"{room.Path}/editions");
        await olga.Page.GetByLabel("Language (de").FillAsync("he");
        await olga.Page.GetByLabel("Paste the text").FillAsync(Hebrew);
        await olga.Button("See how it fits").ClickAsync();
        await Expect(olga.Page.GetByRole(AriaRole.Heading, new() { Name = "How it fits" })).ToBeFocusedAsync();
        await Expect(olga.Page.GetByText("It does not fit by itself.")).ToBeVisibleAsync();
        await olga.Button("Save and show both").ClickAsync();
        await Expect(olga.Page.Locator("#edition-said")).ToHaveTextAsync("Say to which point part 4 belongs, or that it is left out.");
        await Expect(olga.Page.GetByLabel("Part 4 belongs to")).ToBeFocusedAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "a part that belongs nowhere");
        await olga.Page.SetViewportSizeAsync(1360, 900);
        await olga.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await olga.Page.GetByLabel("Part 4 belongs to").SelectOptionAsync("no point: leave it out");
        await olga.Button("Save and show both").ClickAsync();
        await Expect(olga.State).ToHaveTextAsync("Live");
        Assert.EndsWith("?edition=first,he", olga.Page.Url, StringComparison.Ordinal);
        await Expect(jon.Page.Locator("#edition-news")).ToBeVisibleAsync();

        // Each in its language and direction, in one row.
        var (first, other) = (olga.Clause("1").Locator(".text:not([data-edition])"), olga.Clause("1").Locator(".text[data-edition=he]"));
        Assert.Equal(["", "ltr", "he", "rtl"], [await LanguageAsync(first), await DirectionAsync(first), await LanguageAsync(other), await DirectionAsync(other)]);
        var (left, right) = ((await first.BoundingBoxAsync())!, (await other.BoundingBoxAsync())!);
        Assert.True(left.X + left.Width <= right.X && Math.Abs(left.Y - right.Y) < 8, $"{left.X} {left.Y} {left.Width}, {right.X} {right.Y}");

        await SelectAsync(olga, "1", "[data-edition=he]", "בשעה שמונה");
        await olga.Button("Annotate").ClickAsync();
        await olga.ExpectPaintedAsync("בשעה שמונה", "draft");
        await olga.WriteAsync("Eight in the morning.");
        await Expect(olga.Card("Eight in the morning.")).ToContainTextAsync("in \u2068תקנון הספרייה\u2069");
        // A card that is on its way is higher than one that has arrived: the text below moves once more.
        await Expect(olga.Page.Locator(".card[data-number]")).ToHaveCountAsync(1);
        await olga.LeaveAsync();
        await SelectAsync(olga, "2", ":not([data-edition])", "auch Gäste nicht");
        await olga.Button("Annotate").ClickAsync();
        await olga.WriteAsync("Who is a guest?");
        await olga.ExpectPaintedAsync("בשעה שמונה", "note-1");
        await olga.ExpectPaintedAsync("auch Gäste nicht", "note-1");

        // On a phone one stands under the other.
        await olga.Page.SetViewportSizeAsync(390, 844);
        var (above, below) = ((await first.BoundingBoxAsync())!, (await other.BoundingBoxAsync())!);
        Assert.True(above.Y + above.Height <= below.Y && await olga.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await olga.Page.SetViewportSizeAsync(1360, 900);

        // Whoever has the first edition before them sees the note at its point, with whose words it is on, and nothing painted.
        await Expect(jon.Card("Eight in the morning.").Locator("q")).ToHaveTextAsync("בשעה שמונה");
        await jon.ExpectPaintedAsync("auch Gäste nicht", "note-1");
        Assert.DoesNotContain("בשעה שמונה", await jon.PaintedAsync("note-1", "note-2"));

        // By keys alone: the other edition is chosen in its list, and whose words are picked in another.
        await jon.Page.GetByRole(AriaRole.Link, new() { Name = "load the page again" }).ClickAsync();
        await Expect(jon.State).ToHaveTextAsync("Live");
        await jon.TabToAsync(jon.Page.Locator("#edition"));
        await jon.PressAsync("ArrowDown", "Tab", "Enter");
        await Expect(jon.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("edition=he"));
        await Expect(jon.State).ToHaveTextAsync("Live");
        await Expect(jon.Clause("2").Locator(".text:not([data-edition])")).ToBeHiddenAsync();
        await Expect(jon.Page.GetByRole(AriaRole.Heading, new() { Name = "Point 2", Exact = true })).ToBeVisibleAsync();
        await jon.PressAsync("j", "k", "Enter");
        await Expect(jon.Page.Locator("#pick")).ToHaveValueAsync("הספרייה פתוחה לכול.");
        await jon.PressAsync("Shift+End", "Enter");
        await jon.Page.Keyboard.TypeAsync("To everybody?");
        await jon.PressAsync("Control+Enter");
        await Expect(olga.Card("To everybody?")).ToContainTextAsync("in \u2068תקנון הספרייה\u2069");
        await olga.ExpectPaintedAsync("הספרייה פתוחה לכול.", "note-1");

        await olga.OpenRoomAsync("?edition=first,he");
        await Expect(olga.Page.Locator(".card")).ToHaveCountAsync(3);
        await Picture.TakeThreeAsync(olga, "editions");
        await Axe.ExpectNothingAmissAsync(olga.Page, "two editions");
        await olga.GoAsync($"{room.Path}/reading?edition=first,he");
        await Expect(olga.Page.Locator("mark")).ToHaveTextAsync(["הספרייה פתוחה לכול.", "בשעה שמונה", "auch Gäste nicht"]);

        // One without a title is called by its language.
        await olga.GoAsync($"{room.Path}/editions");
        await olga.Page.GetByLabel("Language (de").FillAsync("fr");
        await olga.Page.GetByLabel("Paste the text").FillAsync("La bibliothèque est ouverte à tous.\n\n1. Elle ouvre à huit heures.\n\n2. Personne ne paie.");
        await olga.Button("See how it fits").ClickAsync();
        await olga.Button("Save and show both").ClickAsync();
        await Expect(olga.Page.Locator("#edition option[value=fr]")).ToHaveTextAsync("français (fr)");

        // Corrected, it is another one: the page says so, and takes the name that it proposes.
        await olga.GoAsync($"{room.Path}/editions");
        await olga.Page.GetByLabel("Language (de").FillAsync("fr");
        await olga.Page.GetByLabel("Paste the text").FillAsync("La bibliothèque est ouverte à tous.\n\n1. Elle ouvre à neuf heures.\n\n2. Personne ne paie.");
        await olga.Button("See how it fits").ClickAsync();
        await olga.Button("Save and show both").ClickAsync();
        await Expect(olga.Page.Locator("#edition-said")).ToContainTextAsync("such as “fr-2”");
        await olga.Button("Back to the text").ClickAsync();
        await olga.Page.GetByLabel("Name in addresses").FillAsync("fr-2");
        await olga.Button("See how it fits").ClickAsync();
        await olga.Button("Save and show both").ClickAsync();
        await Expect(olga.Page.Locator("#edition option[value=fr-2]")).ToHaveCountAsync(1);
    }

    private static Task<string> LanguageAsync(ILocator text) => text.EvaluateAsync<string>("text => text.closest('[lang]:not(html)')?.lang ?? ''");

    private static Task<string> DirectionAsync(ILocator text) => text.EvaluateAsync<string>("text => getComputedStyle(text).direction");

    /// <summary>Drags the mouse over words of an edition.</summary>
    private static async Task SelectAsync(Reader who, string label, string edition, string words)
    {
        var at = await who.Clause(label).Locator($".text{edition}").EvaluateAsync<float[]>("""
            (element, words) => {
              element.scrollIntoView({ block: 'center', behavior: 'instant' });
              const node = element.firstChild, from = node.data.indexOf(words), range = document.createRange();
              const box = (start, end) => { range.setStart(node, start); range.setEnd(node, end); return range.getClientRects()[0]; };
              const first = box(from, from + 1), last = box(from + words.length - 1, from + words.length);
              const back = getComputedStyle(element).direction === 'rtl';
              return [back ? first.right - 1 : first.left + 1, (first.top + first.bottom) / 2, back ? last.left + 1 : last.right - 1, (last.top + last.bottom) / 2];
            }
            """, words);
        await who.Page.Mouse.MoveAsync(at[0], at[1]);
        await who.Page.Mouse.DownAsync();
        await who.Page.Mouse.MoveAsync(at[2], at[3], new() { Steps = 4 });
        await who.Page.Mouse.UpAsync();
    }
}
