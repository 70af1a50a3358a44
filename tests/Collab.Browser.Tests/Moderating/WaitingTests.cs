using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Moderating;

/// <summary>What authors and flaggers do themselves about what moderators look at.</summary>
public sealed class WaitingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task What_waits_is_reworded_and_taken_back_and_a_flag_too_and_the_rooms_menu_says_whether_notes_wait()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "2", "A rude remark.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var mona = await EnterAsync(room, Role.Moderator, "Mona Falk", Axe.Options);
        var api = $"/api/seminars/{room.Seminar}/queue";

        // A flag, by keys, and back.
        await ida.OpenThreadAsync("A rude remark.");
        await ida.ChooseByKeysAsync(ida.Note("A rude remark."), "Flag…");
        await ida.Page.GetByLabel("What is wrong with it?").FillAsync("Not about the text.");
        await ida.PressAsync("Enter");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("Moderators are asked to look");
        Assert.Single((await mona.Who!.ReadAsync(api))["open"]!.AsArray());
        await ida.ChooseByKeysAsync(ida.Note("A rude remark."), "Take my flag back");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("Your flag is taken back");
        Assert.Empty((await mona.Who!.ReadAsync(api))["open"]!.AsArray());
        await ida.Button("Close").ClickAsync();

        await mona.Button("Menu").ClickAsync();
        await mona.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Notes wait for a moderator" }).CheckAsync();
        await Expect(ida.Notices).ToContainTextAsync("Notes wait for a moderator here.");
        await ida.CommentAsync("1", "May I *ask*?");
        await ida.Notices.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await Expect(ida.Panel.Locator("em")).ToHaveTextAsync("ask");
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(ida.Page.GetByLabel("Edit the note that waits")).ToBeFocusedAsync();
        await ida.Page.GetByLabel("Edit the note that waits").FillAsync("May I add");
        await ida.PressAsync("Escape");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("Draft kept");
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(ida.Page.GetByLabel("Edit the note that waits")).ToHaveValueAsync("May I add");
        await ida.Page.GetByLabel("Edit the note that waits").FillAsync("May I add something?");
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Panel.Locator(".body")).ToHaveTextAsync("May I add something?");
        Assert.Equal("May I add something?", (string)(await mona.Who!.ReadAsync(api))["open"]![0]!["text"]!);
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(ida.Panel.Locator("article")).ToHaveCountAsync(0);
        Assert.Empty((await mona.Who!.ReadAsync(api))["open"]!.AsArray());

        await Expect(mona.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Notes wait for a moderator" })).ToBeCheckedAsync();
        await Axe.ExpectNothingAmissAsync(mona.Page, "the menu of a moderator");
        await mona.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Notes wait for a moderator" }).UncheckAsync();
        await Expect(ida.Notices).Not.ToContainTextAsync("Notes wait for a moderator here.");
    }
}
