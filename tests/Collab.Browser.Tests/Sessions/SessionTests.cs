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
        var first = mara.Panel.Locator(".session h3").First;
        await Expect(first).ToHaveTextAsync("Agenda");
        await mara.Button("Set the agenda").ClickAsync();
        await mara.Page.GetByLabel("Minutes for point 4", new() { Exact = true }).FillAsync("5");
        await mara.Page.GetByLabel("Title, if it has one").FillAsync("The first hour");
        await mara.PressAsync("Enter");
        await Expect(Line(ida)).ToContainTextAsync("The first hour");
        await Expect(Line(ida)).ToContainTextAsync("No point is begun yet");
        await Expect(Spoken(ida)).ToContainTextAsync("A session is open");
        await Expect(mara.Panel).ToContainTextAsync("Question, note 3");
        await Expect(mara.Panel).ToContainTextAsync("Nothing said yet: point 1, point 2, point 3, point 6");

        // What was begun before the session is where it was, and as it was.
        await Expect(first).ToHaveTextAsync("Agenda");
        await Expect(mara.Page.GetByLabel("Minutes for point 4", new() { Exact = true })).ToHaveValueAsync("5");
        await mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 4" }).CheckAsync();
        await mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 8" }).CheckAsync();
        await Picture.TakeThreeAsync(mara, "agenda", () => mara.Page.GetByLabel("Minutes for point 4", new() { Exact = true }).EvaluateAsync("field => field.scrollIntoView({ block: 'center' })"));
        // Another moderator is quicker: neither agenda passes silently for the other.
        await room.DoAsync(mara.Who!, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = await room.ClauseAsync("2") } } });
        await Expect(mara.Panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("This was changed meanwhile.");
        await mara.Button("Save the agenda").ClickAsync();
        await Expect(mara.Notices).ToContainTextAsync("Somebody has changed this since you looked.");
        await mara.Panel.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await mara.Button("Save the agenda").ClickAsync();
        await Expect(first).ToHaveTextAsync("Who speaks");
        await mara.Button("Next: point 4 (5 min)").ClickAsync();
        await Expect(Line(ida)).ToContainTextAsync("We are at point 4 (1 of 2); read this pin: note 1");
        await Expect(ida.Page.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[45]:[0-9]{2}$"));
        await Expect(mara.Button("Next: point 8")).ToBeVisibleAsync();
        await Expect(mara.Panel.Locator("[aria-current=step]")).ToContainTextAsync("Point 4 (5 min), now");
        // After a digression the agenda goes on from where it was left, and the time says what it is for.
        await room.DoAsync(mara.Who!, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("6") });
        await Expect(Line(ida)).ToContainTextAsync("We are at point 6");
        await Expect(Line(ida)).ToContainTextAsync("Point 4:");
        await Expect(mara.Button("Next: point 8")).ToBeVisibleAsync();
        await room.DoAsync(mara.Who!, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("4") });

        var late = await EnterAsync(room, Role.Guest, "Jon Sand", Axe.Options);
        await late.Page.GetByRole(AriaRole.Link, new() { Name = "note 1", Exact = true }).ClickAsync();
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
    public async Task An_hour_is_led_to_words_noted_aloud_given_the_floor_closed_and_begun_again_from_what_it_left()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", Axe.Options);
        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await mara.Button("Rehearse it first, with made-up readers").ClickAsync();
        await Expect(mara.Notices).ToContainTextAsync("Its readers are made up, and nobody but you sees it.");
        await Expect(mara.Page.Locator(".bar-title")).ToContainTextAsync("Rehearsal: ");
        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await Expect(mara.Page.Locator(".bar-count")).ToHaveTextAsync("8 notes");
        await mara.Button("Let the readers act").ClickAsync();
        await Expect(mara.Page.Locator(".bar-count")).ToHaveTextAsync("10 notes");
        await Expect(mara.Page.Locator(".said-now")).ToContainTextAsync("The readers did");
        await mara.Button("End and remove it").ClickAsync();
        await Expect(mara.Page.GetByRole(AriaRole.Heading, new() { Name = "My rooms" })).ToBeVisibleAsync();
        await mara.OpenRoomAsync();

        await room.DoAsync(mara.Who!, "session/open", new { commandId = Guid.NewGuid(), title = "The first hour" });
        await room.DoAsync(mara.Who!, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = await room.ClauseAsync("2"), seconds = 300 }, new { clause = await room.ClauseAsync("8"), seconds = 600 }, new { clause = await room.ClauseAsync("9"), seconds = 60 } } });
        await room.WriteAsync(mara.Who!, "2", "Read this for its passive voice: who intimidates whom?", pin: true);
        await room.WriteAsync(mara.Who!, "2", "Whose workers are meant?", motivation: "questioning");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Follow").ClickAsync();

        await mara.SelectAsync("8", "Bolshevik group");
        await Expect(mara.Button("Lead to these words")).ToBeVisibleAsync();
        await mara.Button("Lead here").ClickAsync();
        await Expect(ida.Clause("8")).ToBeInViewportAsync();
        await ida.ExpectPaintedAsync("Bolshevik group", "lead");
        await Expect(Line(ida)).ToContainTextAsync("We are at point 8: “Bolshevik group”");
        // By keys: words picked for a note are words to lead to.
        await mara.Clause("2").FocusAsync();
        await mara.PressAsync("Enter");
        await mara.PressAsync("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight");
        await mara.Button("Lead to these words").ClickAsync();
        await Expect(Line(ida)).ToContainTextAsync("We are at point 2: “");
        await mara.PressAsync("Escape");

        await mara.Button("Lead").ClickAsync();
        await Expect(mara.Panel).ToContainTextAsync("Here, and not heard yet: Ida Berg");
        await ida.Button("Raise hand at point 2").ClickAsync();
        await mara.Button("Give the floor to Ida Berg").PressAsync("Enter");
        await Expect(Line(ida)).ToContainTextAsync("You have the floor");
        await Expect(mara.Panel.GetByRole(AriaRole.Heading, new() { Name = "Who speaks" })).ToBeFocusedAsync();
        await Expect(mara.Panel).ToContainTextAsync("Everybody here has been heard.");
        await mara.Panel.GetByText("Said aloud", new() { Exact = true }).ClickAsync();
        await Expect(mara.Page.GetByLabel("Who said it").Locator("option:checked")).ToHaveTextAsync("Ida Berg");
        await mara.Page.GetByLabel("Who said it").ScrollIntoViewIfNeededAsync();
        await Picture.TakeThreeAsync(mara, "leading", () => mara.Clause("2").EvaluateAsync("point => { document.querySelector('.panel-scroll').scrollTop = 0; scrollTo(0, point.getBoundingClientRect().top + scrollY - 180); }"));
        await Axe.ExpectNothingAmissAsync(mara.Page, "the panel of whoever leads");
        await mara.Page.GetByLabel("In short").FillAsync("It was never asked.");
        await mara.Button("Note it").ClickAsync();
        await Expect(ida.Card("It was never asked.")).ToContainTextAsync("Said aloud by Ida Berg");
        await mara.Panel.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Expect(Line(ida)).Not.ToContainTextAsync("You have the floor");

        var place = new System.Text.RegularExpressions.Regex("Ida Berg(point|the preamble)");
        await ida.Button("Agenda").ClickAsync();
        await ida.Panel.GetByText("What moderators see of you").ClickAsync();
        await Expect(ida.Panel).ToContainTextAsync("whether you have been heard in this session");
        await Expect(mara.Page.Locator(".people-list")).ToHaveTextAsync(place);
        await ida.Button("Menu").ClickAsync();
        await ida.Page.GetByLabel("Hide where I am: what I read, select, write").CheckAsync();
        await Expect(mara.Page.Locator(".people-list")).Not.ToHaveTextAsync(place);

        await mara.Button("Close the session…").PressAsync("Enter");
        await Expect(mara.Button("Go on")).ToBeFocusedAsync();
        await mara.Page.GetByLabel("Close the text too: it can be read, nobody writes in it").CheckAsync();
        await mara.Button("Close it now").ClickAsync();
        await Expect(Line(ida)).ToHaveCountAsync(0);
        await Expect(ida.Notices).ToContainTextAsync("This document is closed");
        await mara.Page.GetByRole(AriaRole.Link, new() { Name = "The first hour: who was there, what is open, the record" }).ClickAsync();
        await Expect(mara.Page.Locator("#session")).ToContainTextAsync("It ended at point 2.");
        await Expect(mara.Page.Locator("#session")).ToContainTextAsync("Not reached: point 9.");
        await Expect(mara.Page.Locator("section[aria-labelledby=there-h]")).ToContainTextAsync("Ida Berg, Mara Stein");
        await mara.Page.WaitForLoadStateAsync();
        await Expect(mara.Page.GetByRole(AriaRole.Link, new() { Name = "Whose workers are meant?" })).ToBeVisibleAsync();
        await mara.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Picture.TakeThreeAsync(mara, "session");
        await mara.Button("Reopen the text").ClickAsync();
        await Expect(mara.Button("Close the text")).ToBeVisibleAsync();
        await mara.Page.WaitForLoadStateAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "what a session left");
        await Expect(mara.Page.GetByLabel("On the agenda only what was not reached: point 9")).ToBeCheckedAsync();
        await mara.Page.GetByLabel("Title, if it has one").FillAsync("The second hour");
        await mara.Button("Open the session").ClickAsync();
        await Expect(Line(mara)).ToContainTextAsync("The second hour");
        await mara.Button("Lead").ClickAsync();
        await mara.Button("Next: point 9 (1 min)").ClickAsync();
        await Expect(mara.Panel.Locator(".session ol li")).ToHaveTextAsync(["Point 9 (1 min), now"]);
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
        // A minority note: written as any note is, and beside the count for all, also where nobody counts any more.
        await ida.Button("Stances at point 1: 1 disagree").ClickAsync();
        await ida.Button("Write a minority note…").ClickAsync();
        await Expect(ida.Composer.GetByLabel("A minority note for").Locator("option:checked")).ToHaveTextAsync("disagree");
        await ida.WriteAsync("We were outvoted, not refuted.");
        await mara.Page.Locator(".bar .held").ClickAsync();
        await Expect(mara.Card("We were outvoted, not refuted.")).ToContainTextAsync("For the stance “disagree”");
        await ida.Button("Stances at point 1: 1 disagree").ClickAsync();
        await ida.Button("Withdraw").ClickAsync();
        await Expect(mara.Button("Take a stance at point 1")).ToBeVisibleAsync();
        await Expect(reader.Button("Stances at point 1: nobody took one")).ToBeVisibleAsync();
        await Expect(reader.Page.GetByRole(AriaRole.List, new() { Name = "Minority notes" })).ToHaveTextAsync("For “disagree”: note 1 – We were outvoted, not refuted.");
        await Expect(reader.Button("Write a minority note…")).ToHaveCountAsync(0);
        await reader.PressAsync("Escape");

        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await mara.Page.GetByLabel("To choose from").FillAsync("yes\nno, or not yet");
        await mara.Page.GetByLabel("Without names").CheckAsync();
        await mara.Button("Begin anew with these").ClickAsync();
        await mara.Button("Close").ClickAsync();
        await Expect(Spoken(mara)).ToContainTextAsync("The stances are set");
        await ida.Button("Take a stance at point 1").ClickAsync();
        await ida.Page.GetByLabel("yes", new() { Exact = true }).CheckAsync();
        await ida.Button("Take this stance").ClickAsync();
        // What was taken is not dropped by one press.
        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await mara.Button("Begin anew with these").PressAsync("Enter");
        await Expect(mara.Panel).ToContainTextAsync("One stance that was taken counts no longer then, at all points.");
        await Expect(mara.Button("Leave them")).ToBeFocusedAsync();
        await mara.PressAsync("Enter");
        await mara.Button("Close").ClickAsync();
        await mara.Button("Stances at point 1: 1 yes").ClickAsync();
        await Expect(mara.Clause("1")).ToContainTextAsync("Without names: nobody is told who took which.");
        await Expect(mara.Clause("1").Locator(".stances")).Not.ToContainTextAsync("Ida Berg");
        await Expect(mara.Button("Withdraw")).ToHaveCountAsync(0);
        await ida.Button("Stances at point 1: 1 yes").ClickAsync();
        await Expect(ida.Button("Withdraw")).ToBeVisibleAsync();
        // Without names no stance is proposed for a note, and none is sent without one.
        await ida.Button("Write a minority note…").ClickAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("No, and why.");
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Composer.GetByLabel("A minority note for")).ToBeFocusedAsync();
        await ida.Composer.GetByLabel("A minority note for").SelectOptionAsync("no, or not yet");
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Card("No, and why.")).ToContainTextAsync("For the stance “no, or not yet”");
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
