using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Moderating;

/// <summary>Everything here is done without touching the mouse.</summary>
public sealed class ModeratorByKeyboardTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_fresh_commentary_is_pinned_from_the_composer_and_stands_first_for_everybody()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon.Who!, "3", "An ordinary remark.");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");

        await mara.PressAsync("3", "c");
        await mara.Page.Keyboard.TypeAsync("Read this sentence twice.");
        await mara.TabToAsync(mara.Composer.GetByLabel("Pin to point 3"));
        await mara.PressAsync("Space", "Control+Enter");

        await Expect(jon.Cards("3").First).ToContainTextAsync("Read this sentence twice.");
        await Expect(jon.Cards("3").First.Locator(".word")).ToHaveTextAsync("Pinned");
        await Expect(jon.Cards("3").First.Locator(".clamp")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Existing_notes_are_pinned_ordered_edited_and_unpinned()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await room.WriteAsync(mara.Who!, "1", "Who may thwart a will?");
        await room.WriteAsync(mara.Who!, "1", "Sabotage is a heavy word.");
        await Expect(mara.Cards("1")).ToHaveCountAsync(2);
        await mara.PressAsync("1", "g");
        await Expect(mara.Clause("1")).ToBeFocusedAsync();

        await mara.ChooseByKeysAsync(mara.Card("Who may thwart"), "Pin to point 1");
        await Expect(mara.Card("Who may thwart")).ToContainTextAsync("Pinned");
        await mara.PressAsync("1", "g");
        await mara.ChooseByKeysAsync(mara.Card("Sabotage"), "Pin to point 1");
        await Expect(jon.Cards("1").Locator(".body")).ToHaveTextAsync(["Who may thwart a will?", "Sabotage is a heavy word."]);
        await mara.PressAsync("1", "g");
        await mara.ChooseByKeysAsync(mara.Card("Sabotage"), "Move pin up");
        await Expect(jon.Cards("1").Locator(".body")).ToHaveTextAsync(["Sabotage is a heavy word.", "Who may thwart a will?"]);

        await mara.PressAsync("1", "g");
        await mara.ChooseByKeysAsync(mara.Card("Sabotage"), "Edit");
        await Expect(mara.Panel.GetByLabel("Edit note 2")).ToBeFocusedAsync();
        await mara.PressAsync("Control+A");
        await mara.Page.Keyboard.TypeAsync("“Sabotage” is a word of the time.");
        await mara.PressAsync("Control+Enter");
        await Expect(jon.Card("is a word of the time")).ToContainTextAsync("Pinned");
        await jon.OpenThreadAsync("is a word of the time");
        await jon.Panel.GetByRole(AriaRole.Button, new() { Name = "edited" }).ClickAsync();
        await Expect(jon.Panel.Locator(".history blockquote")).ToHaveTextAsync(["“Sabotage” is a word of the time.", "Sabotage is a heavy word."]);

        await mara.PressAsync("Escape");
        await mara.PressAsync("1", "g");
        await mara.ChooseByKeysAsync(mara.Card("Who may thwart"), "Unpin");
        await Expect(jon.Card("Who may thwart").Locator(".word")).ToHaveCountAsync(0);
        await Expect(jon.Card("is a word of the time").Locator(".word")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_note_is_hidden_with_a_reason_and_restored()
    {
        var room = await NewRoomAsync();
        var (jon, ida) = (await room.JoinAsync(Role.Annotator, "Jon Sand"), await EnterAsync(room, Role.Annotator, "Ida Berg"));
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await room.WriteAsync(jon, "5", "You are all fools.");
        await Expect(ida.Card("You are all fools.")).ToBeVisibleAsync();

        await mara.PressAsync("5", "g");
        await mara.ChooseByKeysAsync(mara.Card("You are all fools."), "Hide…");
        await Expect(mara.Page.GetByLabel("Why is it hidden?")).ToBeFocusedAsync();
        await mara.Page.Keyboard.TypeAsync("insults");
        await mara.PressAsync("Enter");

        await Expect(ida.Cards("5")).ToContainTextAsync(["Hidden by a moderator: insults"]);
        await Expect(ida.Page.Locator("body")).Not.ToContainTextAsync("fools");
        await Expect(mara.Note("You are all fools.")).ToContainTextAsync("Hidden by a moderator: insults");
        await mara.ChooseByKeysAsync(mara.Note("You are all fools."), "Restore");
        await Expect(ida.Card("You are all fools.")).Not.ToContainTextAsync("Hidden");
    }

    [Fact]
    public async Task A_point_is_locked_and_unlocked()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");

        await mara.PressAsync("4", "g");
        await mara.ChooseByKeysAsync(mara.Clause("4").Locator(".stack-foot"), "Lock point 4");
        await Expect(ida.Clause("4")).ToContainTextAsync("Locked");
        await Expect(ida.Button("Comment on point 4")).ToHaveCountAsync(0);
        await Expect(ida.Button("Private note on point 4")).ToBeVisibleAsync();

        await mara.ChooseByKeysAsync(mara.Clause("4").Locator(".stack-foot"), "Unlock point 4");
        await Expect(ida.Button("Comment on point 4")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_document_is_closed_and_reopened_and_everybody_is_told()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");

        await mara.ChooseByKeysAsync(mara.Page.Locator("#bar"), "Close the document");
        await Expect(ida.Notices).ToContainTextAsync("This document is closed");
        await Expect(ida.Page.Locator("#closed")).ToBeVisibleAsync();
        await Expect(ida.Page.Locator("[data-comment]", new() { HasText = "Comment on" })).ToHaveCountAsync(0);

        await mara.ChooseByKeysAsync(mara.Page.Locator("#bar"), "Reopen the document");
        await Expect(ida.Notices).Not.ToContainTextAsync("This document is closed");
        await Expect(ida.Page.Locator("#closed")).ToBeHiddenAsync();
        await ida.CommentAsync("1", "Open again.");
        await Expect(mara.Card("Open again.")).ToBeVisibleAsync();
    }
}
