using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>A led hour, and where everybody stands.</summary>
public sealed partial class SessionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task An_hour_is_opened_and_led_by_its_agenda_and_a_hand_is_raised_by_keys()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", Axe.Options);
        await room.WriteAsync(mara.Who!, "4", "Read this first.", pin: true);
        var hidden = await room.WriteAsync(mara.Who!, "4", "Not to be read.", pin: true);
        await room.DoAsync(mara.Who!, (string)hidden["id"]!, "hide");
        await room.WriteAsync(mara.Who!, "5", "Why?", motivation: "questioning");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(Line(ida)).ToHaveCountAsync(0);

        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await mara.Page.GetByLabel("Title, if it has one").FillAsync("The first hour");
        await mara.PressAsync("Enter");
        await Expect(Line(ida)).ToContainTextAsync("The first hour");
        await Expect(Line(ida)).ToContainTextAsync("No point is begun yet");
        await Expect(Spoken(ida)).ToContainTextAsync("A session is open");
        await Expect(mara.Panel).ToContainTextAsync("Question, note 3");
        await Expect(mara.Panel).ToContainTextAsync("Nothing said yet: point 1, point 2, point 3, point 6");

        await mara.Button("Set the agenda").ClickAsync();
        await mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 4" }).CheckAsync();
        await mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 8" }).CheckAsync();
        await mara.Page.GetByLabel("Minutes for point 4", new() { Exact = true }).FillAsync("5");
        await mara.Button("Save the agenda").ClickAsync();
        await mara.Button("Next: point 4 (5 min)").ClickAsync();
        await Expect(Line(ida)).ToContainTextAsync("We are at point 4 (1 of 2); read this pin");
        await Expect(ida.Page.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[45]:[0-9]{2}$"));
        await Expect(mara.Button("Next: point 8")).ToBeVisibleAsync();
        await Expect(mara.Panel.Locator("[aria-current=step]")).ToContainTextAsync("Point 4 (5 min), now");

        var late = await EnterAsync(room, Role.Guest, "Jon Sand", Axe.Options);
        await late.Button("read this pin").ClickAsync();
        await Expect(late.Note("Read this first.")).ToBeVisibleAsync();
        await late.PressAsync("Escape");

        await ida.Clause("4").FocusAsync();
        await Expect(ida.Button("Raise hand at point 4")).ToBeVisibleAsync();
        await ida.TabToAsync(ida.Button("Raise hand at point 4"), "Shift+Tab");
        await ida.PressAsync("Enter");
        await Expect(ida.Button("Lower hand")).ToBeVisibleAsync();
        await Expect(Spoken(mara)).ToContainTextAsync("Ida Berg raises a hand at point 4");
    }

    [Fact]
    public async Task A_stance_is_taken_by_keys_seen_with_its_name_changed_withdrawn_and_without_names_known_to_its_holder_alone()
    {
        var room = await NewRoomAsync();
        var (ida, mara) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Moderator, "Mara Stein"));
        var reader = await EnterAsync(room, Role.Reader, "Jon Sand");

        await TakeAsync(ida, "agree", "It is so.");
        await Expect(ida.Button("Stances at point 1: 1 agree")).ToBeFocusedAsync();
        await Expect(Spoken(ida)).ToContainTextAsync("Your stance at point 1: agree");
        await mara.Button("Stances at point 1: 1 agree").ClickAsync();
        await Expect(mara.Clause("1")).ToContainTextAsync("Ida Berg: agree – It is so.");
        await mara.Button("Hide the reason of Ida Berg").ClickAsync();
        await Expect(Spoken(mara)).ToContainTextAsync("The reason is hidden");
        await reader.Button("Stances at point 1: 1 agree").ClickAsync();
        await Expect(reader.Clause("1")).ToContainTextAsync("Ida Berg: agree (reason hidden by a moderator)");
        await reader.PressAsync("Escape");
        await mara.Button("Stances at point 1: 1 agree").ClickAsync();
        await mara.Button("Show the reason of Ida Berg").ClickAsync();
        await Expect(Spoken(mara)).ToContainTextAsync("The reason is shown again");
        await reader.Button("Stances at point 1: 1 agree").ClickAsync();
        await Expect(reader.Clause("1")).ToContainTextAsync("Ida Berg: agree – It is so.");
        await Expect(reader.Page.GetByRole(AriaRole.Radiogroup)).ToHaveCountAsync(0);

        await ida.PressAsync("Enter");
        await ida.Page.GetByLabel("disagree", new() { Exact = true }).CheckAsync();
        await ida.Button("Change").ClickAsync();
        await Expect(mara.Button("Stances at point 1: 1 disagree")).ToBeVisibleAsync();
        await ida.Button("Stances at point 1: 1 disagree").ClickAsync();
        await ida.Button("Withdraw").ClickAsync();
        await Expect(mara.Button("Take a stance at point 1")).ToBeVisibleAsync();

        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await mara.Page.GetByLabel("To choose from").FillAsync("yes, no");
        await mara.Page.GetByLabel("Without names").CheckAsync();
        await mara.Button("Begin anew with these").ClickAsync();
        await mara.Button("Close").ClickAsync();
        await Expect(Spoken(mara)).ToContainTextAsync("The stances are set");
        await ida.Button("Take a stance at point 1").ClickAsync();
        await ida.Page.GetByLabel("yes", new() { Exact = true }).CheckAsync();
        await ida.Button("Take this stance").ClickAsync();
        await mara.Button("Stances at point 1: 1 yes").ClickAsync();
        await Expect(mara.Clause("1")).ToContainTextAsync("Without names: nobody is told who took which.");
        await Expect(mara.Clause("1").Locator(".stances")).Not.ToContainTextAsync("Ida Berg");
        await Expect(mara.Button("Withdraw")).ToHaveCountAsync(0);
        await ida.Button("Stances at point 1: 1 yes").ClickAsync();
        await Expect(ida.Button("Withdraw")).ToBeVisibleAsync();
    }

    private static ILocator Line(Reader who) => who.Page.Locator(".hour");

    private static ILocator Spoken(Reader who) => who.Page.Locator("#live");

    private static async Task TakeAsync(Reader who, string stance, string because)
    {
        await who.Button("Take a stance at point 1").FocusAsync();
        await who.PressAsync("Enter");
        await Expect(who.Page.GetByLabel(stance, new() { Exact = true })).ToBeFocusedAsync();
        await who.PressAsync(" ", "Tab");
        await who.Page.Keyboard.TypeAsync(because);
        await who.PressAsync("Tab", "Enter");
    }
}
