using Collab.Browser.Tests.Support;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

public sealed class LanguageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_language_is_chosen_by_keys_and_a_page_in_Arabic_is_set_from_right_to_left()
    {
        var room = await NewRoomAsync();
        var context = Axe.Options;
        context.Locale = "de-AT";
        var olga = await BrowserOfAsync(room.Owner, room, context);
        var (page, html) = (olga.Page, olga.Page.Locator("html"));
        // What the browser asks for.
        await olga.GoAsync("/help");
        await Expect(html).ToHaveAttributeAsync("lang", "de");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Am Rand schreiben" })).ToBeVisibleAsync();
        // The picker is the last of a page: from the end of it back by keys.
        var arabic = page.GetByRole(AriaRole.Button, new() { Name = "العربية" });
        await page.GetByRole(AriaRole.Link, new() { Name = "Dieses Gerät prüfen" }).FocusAsync();
        foreach (var _ in Enumerable.Range(0, 4))
            await page.Keyboard.PressAsync("Tab");
        await Expect(arabic).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(html).ToHaveAttributeAsync("dir", "rtl");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/help$"));
        await Expect(arabic).ToHaveAttributeAsync("aria-current", "true");
        await Axe.ExpectNothingAmissAsync(page, "help in Arabic");
        // The text of another direction keeps its own; its number stands at the side where it begins.
        await olga.GoAsync($"{room.Path}/reading");
        await page.SetViewportSizeAsync(1360, 900);
        var point = page.Locator("section.clause").Nth(1);
        Assert.Equal("ltr", await point.Locator(".text").EvaluateAsync<string>("text => getComputedStyle(text).direction"));
        Assert.Equal("rtl", await page.Locator(".clause-notes").First.EvaluateAsync<string>("notes => getComputedStyle(notes).direction"));
        await Expect(page.GetByText("التعليق: البند 1")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(page, "the reading view in Arabic");
    }

    [Fact]
    public async Task Whoever_chooses_a_language_before_coming_in_still_has_the_link()
    {
        var room = await NewRoomAsync();
        using var made = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/invites", new { role = "reader" });
        var url = (string)(await made.JsonAsync())["url"]!;
        var somebody = await BrowserOfAsync(null);
        await somebody.GoAsync(new Uri(url).PathAndQuery + new Uri(url).Fragment);
        await Expect(somebody.Page.Locator("#code-field")).ToBeHiddenAsync();
        await somebody.Page.GetByRole(AriaRole.Button, new() { Name = "Русский" }).ClickAsync();
        await Expect(somebody.Page.Locator("html")).ToHaveAttributeAsync("lang", "ru");
        await Expect(somebody.Page.Locator("#code-field")).ToBeHiddenAsync();
        Assert.Equal(new Uri(url).Fragment, new Uri(somebody.Page.Url).Fragment);
    }
}
