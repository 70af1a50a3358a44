using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>A blind round as a moderator and two members go through it.</summary>
public sealed partial class SessionTests
{
    [Fact]
    public async Task A_round_is_begun_written_in_blindly_revealed_live_and_another_cancelled()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", Axe.Options);
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await BeginAsync(mara, "4", "Who has written");
        await Expect(Bar(ida)).ToContainTextAsync("A blind round is open at point 4");
        await Expect(Spoken(ida)).ToContainTextAsync("The blind round at point 4 is open");
        await Expect(At(mara)).ToContainTextAsync("Nobody has written yet.");

        // By keys, from the line under the bar; the note is there for its author alone.
        await ida.TabToAsync(ida.Button("Write at point 4"), "Shift+Tab");
        await ida.PressAsync("Enter");
        await Expect(ida.Composer).ToContainTextAsync("only you see your note until the reveal");
        await ida.WriteAsync("The second sentence is idle.");
        await Expect(Spoken(ida)).ToContainTextAsync("Kept until the reveal");
        await Expect(Own(ida)).ToContainTextAsync("Only you see this until the reveal");
        await Expect(ida.Page.Locator(".undo")).ToContainTextAsync("Kept until the reveal");
        await Expect(At(mara)).ToContainTextAsync("1 note by Ida Berg.");
        await Expect(mara.Page.GetByText("is idle")).ToHaveCountAsync(0);
        await Own(ida).GetByRole(AriaRole.Button, new() { Name = "Edit" }).PressAsync("Enter");
        await Own(ida).GetByLabel("Your note").FillAsync("The second sentence is needed.");
        await ida.PressAsync("Control+Enter");
        await Expect(Own(ida)).ToContainTextAsync("is needed");

        // Who comes late finds the round, and may change their mind; on a small screen too.
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand", new() { ViewportSize = new() { Width = 320, Height = 700 } });
        await jon.Button("Write at point 4").ClickAsync();
        await jon.WriteAsync("Too soon.");
        await Own(jon).GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await Expect(jon.Button("Keep it")).ToBeFocusedAsync();
        await jon.Button("Delete it").ClickAsync();
        await Expect(Own(jon)).ToHaveCountAsync(0);
        await jon.Button("Write at point 4").ClickAsync();
        await jon.WriteAsync("It says too little.");
        await Expect(Own(jon)).ToContainTextAsync("It says too little.");
        Assert.True(await jon.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));

        // A moderator is as blind, and finds what they wrote when they come back.
        await mara.Button("Write at point 4").ClickAsync();
        await Expect(mara.Composer.GetByLabel("Pin to point 4")).ToHaveCountAsync(0);
        await mara.WriteAsync("I would cut it.");
        await mara.ReopenAsync();
        await Expect(Own(mara)).ToContainTextAsync("I would cut it.");
        await Expect(At(mara)).ToContainTextAsync("3 notes by");

        // Whoever is writing at the point meanwhile sees what is revealed at once: nothing of it waits.
        await ida.Button("Write at point 4").ClickAsync();
        await mara.Button("Reveal the notes at point 4").ClickAsync();
        await Expect(mara.Button("Go on writing")).ToBeFocusedAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "before a reveal");
        await mara.Page.SetViewportSizeAsync(1360, 900);
        await mara.Button("Reveal now").ClickAsync();
        await Expect(mara.Clause("4")).ToBeFocusedAsync();
        await Expect(Spoken(ida)).ToContainTextAsync("The blind round at point 4 is revealed");
        await Expect(ida.Cards("4")).ToHaveCountAsync(3);
        await ida.PressAsync("Escape");
        foreach (var reader in new[] { mara, ida })
        {
            await Expect(reader.Cards("4")).ToHaveCountAsync(3);
            await Expect(reader.Card("is needed")).ToContainTextAsync("Ida Berg");
            await Expect(reader.Card("too little")).ToContainTextAsync("Jon Sand");
            await Expect(reader.Clause("4").Locator(".round")).ToHaveCountAsync(0);
        }

        // Whoever is elsewhere is told too, and led to all of them.
        await Expect(Bar(jon)).ToContainTextAsync("The blind round at point 4 is revealed");
        await jon.Button("Read its notes").ClickAsync();
        await Expect(jon.Panel).ToContainTextAsync("is needed");
        await jon.Button("Close").First.ClickAsync();
        await Expect(Bar(jon)).ToHaveCountAsync(0);
        await Bar(ida).GetByRole(AriaRole.Button, new() { Name = "Close: the blind round at point 4" }).ClickAsync();

        // On a phone one card stands, and the way to all.
        await Expect(jon.Cards("4").First).ToBeVisibleAsync();
        await Expect(jon.Button("All 3 notes at point 4")).ToBeVisibleAsync();

        await BeginAsync(mara, "4", "Nothing");
        var elsewhere = await BrowserOfAsync(ida.Who!, room);
        await elsewhere.OpenRoomAsync();
        await Expect(Bar(elsewhere)).ToContainTextAsync("A blind round is open at point 4");
        await ida.Button("Write at point 4").ClickAsync();
        await ida.WriteAsync("For nobody else.");
        await Expect(Own(ida)).ToContainTextAsync("For nobody else.");
        // On another device of hers it is there when she turns to it, though nothing is told of this round.
        await elsewhere.Page.EvaluateAsync("""
            () => {
              const { fetch } = window;
              window.asked = 0;
              window.fetch = (url, ...more) => { asked += `${url}`.includes('/rounds/'); return fetch(url, ...more); };
              document.dispatchEvent(new Event('visibilitychange'));
              dispatchEvent(new Event('focus'));
            }
            """);
        // Sooner than it would be asked anyhow, which is once in 15 seconds; and once, though she is seen to turn to it twice.
        await Expect(Own(elsewhere)).ToContainTextAsync("For nobody else.", new() { Timeout = 5_000 });
        Assert.Equal(1, await elsewhere.Page.EvaluateAsync<int>("() => asked"));
        await Expect(At(mara)).Not.ToContainTextAsync("Nobody has written yet.");
        await ida.Button("Write at point 4").ClickAsync();
        await mara.Button("Cancel the blind round at point 4").ClickAsync();
        await mara.Button("Cancel the round").ClickAsync();
        await Expect(Own(ida)).ToContainTextAsync("Only you see this: the round was cancelled");

        // Who still writes is asked before everybody reads it.
        await Expect(ida.Composer).ToContainTextAsync("The blind round is over: what you post now, everybody reads at once.");
        await ida.Composer.GetByLabel("Your note").FillAsync("Not for all before I say so.");
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Button("Everybody may read it")).ToBeFocusedAsync();
        await ida.PressAsync("Escape");
        await Expect(Own(ida).GetByRole(AriaRole.Button, new() { Name = "Edit" })).ToHaveCountAsync(0);
        await Expect(mara.Page.GetByText("For nobody else.")).ToHaveCountAsync(0);
        await Expect(Bar(ida)).ToHaveCountAsync(0);

        // Of a second one at the same point there is no second line, and one look is enough for both.
        await BeginAsync(mara, "4", "Nothing");
        await mara.Button("Reveal the notes at point 4").ClickAsync();
        await mara.Button("Reveal now").ClickAsync();
        await Expect(mara.Clause("4").Locator(".round")).ToHaveCountAsync(0);
        await Bar(mara).GetByRole(AriaRole.Button, new() { Name = "Close: the blind round at point 4" }).ClickAsync();
        await Expect(Bar(mara)).ToHaveCountAsync(0);
    }

    private static async Task BeginAsync(Reader moderator, string label, string told)
    {
        await moderator.Button("Menu").ClickAsync();
        await moderator.Button("Lead a session").ClickAsync();
        await moderator.Page.GetByLabel("At", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = $"point {label}" });
        await moderator.Page.GetByLabel(told, new() { Exact = true }).CheckAsync();
        await moderator.Button($"Begin at point {label}").ClickAsync();
        await Expect(moderator.Panel).ToContainTextAsync("nobody sees what others write");
        await moderator.Button("Close").ClickAsync();
    }

    private static ILocator Bar(Reader who) => who.Page.GetByRole(AriaRole.Region, new() { Name = "Blind rounds" });

    private static ILocator At(Reader who) => who.Clause("4").Locator(".round");

    private static ILocator Own(Reader who) => who.Clause("4").Locator(".aside");
}
