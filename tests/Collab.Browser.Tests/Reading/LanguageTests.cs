using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>The room in another language than English.</summary>
public sealed class LanguageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task It_is_used_by_its_names_in_German_and_from_right_to_left_in_Arabic()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Which majority is meant here?");
        var options = Axe.Options;
        options.Locale = "de-AT";
        var lena = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Lena Voss"), room, options);

        await lena.OpenRoomAsync();
        await Expect(lena.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(lena.Page.GetByRole(AriaRole.Heading, new() { Name = "Notizen zu Punkt 3", Exact = true })).ToBeAttachedAsync();
        await lena.Button("Kommentar zu Punkt 3").ClickAsync();
        await lena.Composer.GetByLabel("Meine Notiz").FillAsync("Gezählt wurde im Saal.");
        await lena.Composer.GetByRole(AriaRole.Button, new() { Name = "Absenden" }).ClickAsync();
        await Expect(lena.Page.GetByRole(AriaRole.Article, new() { Name = "Notiz 2 von Lena Voss" })).ToBeVisibleAsync();
        await Expect(lena.Page.Locator("#live")).ToHaveTextAsync("Abgesendet.");
        // The words of stances that nobody chose are the page's own.
        await lena.Button("Haltung einnehmen zu Punkt 3").ClickAsync();
        await Expect(lena.Clause("3").GetByRole(AriaRole.Radio, new() { Name = "Zustimmung mit Änderungen" })).ToBeVisibleAsync();
        await lena.PressAsync("Escape");
        await lena.Page.GetByLabel("Gehe zu Punkt").FillAsync("Präambel");
        await lena.PressAsync("Enter");
        await Expect(lena.Page.Locator("section.clause[data-kind=preamble]")).ToBeFocusedAsync();

        // What is refused is said in it too, by its code.
        await lena.Button("Menü").ClickAsync();
        await lena.Button("Mich umbenennen").ClickAsync();
        await lena.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(room.Owner.Name);
        await lena.Button("Speichern").ClickAsync();
        await Expect(lena.Page.Locator(".rename [role=alert]")).ToHaveTextAsync("So heißt hier schon jemand aus der Moderation. Einen anderen Namen nehmen.");

        await lena.Context.AddCookiesAsync([new() { Name = "language", Value = "ar", Domain = Server.Address.Host, Path = "/" }]);
        await lena.GoAsync(room.Path);
        await Expect(lena.State).ToHaveTextAsync("مباشر");
        await Expect(lena.Page.Locator("html[lang=ar][dir=rtl]")).ToHaveCountAsync(1);
        await Axe.ExpectNothingAmissAsync(lena.Page, "the room in Arabic");
        await Picture.TakeThreeAsync(lena, "arabic", () => lena.Clause("3").EvaluateAsync("point => { scrollTo(0, point.getBoundingClientRect().top + scrollY - 300); }"));
        await lena.Button("تعليق على البند 3").ClickAsync();
        await lena.Composer.GetByLabel("ملاحظتك").FillAsync("من عدّ الأصوات؟");
        await lena.Composer.GetByRole(AriaRole.Button, new() { Name = "نشر" }).ClickAsync();
        // A name in Latin letters stands apart in the sentence.
        await Expect(lena.Page.GetByRole(AriaRole.Article, new() { Name = "الملاحظة 3 من \u2068Lena Voss\u2069" })).ToBeVisibleAsync();
        await Expect(lena.Page.GetByRole(AriaRole.Heading, new() { Name = "ملاحظات على البند 3", Exact = true })).ToBeAttachedAsync();
        // The notes stand to the left of the text, which keeps its own direction.
        var (text, notes) = (await lena.Text("3").BoundingBoxAsync(), await lena.Cards("3").First.BoundingBoxAsync());
        Assert.True(notes!.X + notes.Width <= text!.X, $"The notes end at {notes.X + notes.Width}, the text begins at {text.X}.");
        Assert.Equal(0, await lena.Page.EvaluateAsync<float>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        await lena.Page.Locator(".bar-menu > button").ClickAsync();
        await Expect(lena.Page.Locator(".bar-menu .menu-list button").First).ToBeVisibleAsync();
        Assert.Empty(await SaidInLatinLettersAsync(lena.Page));
    }

    /// <summary>What is to be pressed, chosen or filled in and has words in Latin letters, but for names and initials.</summary>
    private static Task<string[]> SaidInLatinLettersAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('button, a, label, option, summary, input, select, nav')]
          .map(element => [element.ariaLabel, element.title, element.placeholder, element.textContent].join(' ').replace(/Collab|\u2068[^\u2069]*\u2069|Lena Voss|LV|QR/g, ''))
          .filter(words => /[a-z]{2}/i.test(words))
        """);
}
