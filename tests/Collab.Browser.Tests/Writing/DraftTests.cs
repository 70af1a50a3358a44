using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Writing;

/// <summary>Nothing of what is being written is lost by closing it, and what is said about it is what is sent.</summary>
public sealed class DraftTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Escape_keeps_passages_pin_tags_and_Only_me_without_a_word()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await mara.SelectAsync("3", "without excluding anybody");
        await mara.Button("Annotate").ClickAsync();
        await mara.SelectAsync("5", "the minority of the Soviets");
        await mara.Button("Add these words").ClickAsync();
        await mara.Composer.GetByLabel("A question").CheckAsync();
        await mara.Composer.Locator("summary", new() { HasText = "Tags" }).ClickAsync();
        await mara.Composer.GetByLabel("Tags").FillAsync("majority, soviets");
        await mara.Composer.GetByLabel("Only me").CheckAsync();
        await mara.PressAsync("Escape");
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("Draft kept");
        await mara.Page.ReloadAsync();

        await mara.Clause("3").GetByRole(AriaRole.Button, new() { Name = "Continue your draft" }).ClickAsync();

        await Expect(mara.Composer.Locator(".targets q")).ToHaveTextAsync(["without excluding anybody", "the minority of the Soviets"]);
        await Expect(mara.Composer.GetByLabel("Only me")).ToBeCheckedAsync();
        await Expect(mara.Composer.GetByLabel("A question")).ToBeCheckedAsync();
        await mara.Composer.Locator("summary", new() { HasText = "Tags" }).ClickAsync();
        await Expect(mara.Composer.GetByLabel("Tags")).ToHaveValueAsync("majority, soviets");
        await mara.Button("Throw away").ClickAsync();
        await Expect(mara.Clause("3").GetByRole(AriaRole.Button, new() { Name = "Comment on point 3" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_being_written_survives_the_closing_of_its_tab_and_is_no_draft_once_it_is_posted()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Comment on point 2").ClickAsync();
        await ida.Page.Keyboard.TypeAsync("Half a thought");
        await ida.ReopenAsync();

        await ida.Button("Continue your draft").ClickAsync();
        await Expect(ida.Composer.GetByLabel("Your note")).ToHaveValueAsync("Half a thought");
        await ida.WriteAsync("A whole thought");
        await Expect(ida.Card("A whole thought")).ToHaveAttributeAsync("data-number", "1");
        await ida.ReopenAsync();

        await Expect(ida.Card("A whole thought")).ToHaveCountAsync(1);
        await Expect(ida.Button("Continue your draft")).ToHaveCountAsync(0);
        await Expect(ida.Button("Comment on point 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_only_opened_leaves_no_draft()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");
        await ida.PressAsync("2", "c", "Escape");
        await Expect(ida.Composer).ToHaveCountAsync(0);
        await Expect(ida.Clause("2").GetByRole(AriaRole.Button, new() { Name = "Comment on point 2" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_click_on_highlighted_words_leaves_the_composer_open()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Only in a parliament?", "excluding anybody");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.ExpectPaintedAsync("excluding anybody", "note-1");
        await ida.PressAsync("2", "c");
        await ida.Page.Keyboard.TypeAsync("In the middle of");

        await ida.ClickWordAsync("3", "excluding");

        await Expect(ida.Composer.GetByLabel("Your note")).ToHaveValueAsync("In the middle of");
        await Expect(ida.Panel).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_locked_while_it_is_being_written_is_kept_for_me_and_says_why()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.PressAsync("2", "c");
        await ida.Page.Keyboard.TypeAsync("Begun before the lock.");
        await Expect(ida.Button("Post")).ToBeVisibleAsync();
        using var locked = await room.Owner.PostAsync($"/api/documents/{room.Document}/clauses/{await room.ClauseAsync("2")}/lock", new { commandId = Guid.NewGuid() });

        await Expect(ida.Composer).ToContainTextAsync("Only you will see it: point 2 is locked.");
        await ida.Button("Keep").ClickAsync();

        await Expect(ida.Card("Begun before the lock.")).ToContainTextAsync("only you");
        await Expect(ida.Card("Begun before the lock.")).ToHaveAttributeAsync("data-number", "1");
        Assert.Empty((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task An_empty_note_is_not_posted_and_says_what_is_missing()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");
        await ida.PressAsync("2", "c");

        await ida.Button("Post").ClickAsync();

        await Expect(ida.Composer.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Write your note first.");
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_begun_edit_is_kept_with_its_tags_and_can_be_thrown_away()
    {
        var room = await NewRoomAsync();
        var ida = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await room.WriteAsync(ida, "2", "As it was.", tags: ["old"]);
        var reader = await BrowserOfAsync(ida, room);
        await reader.OpenRoomAsync();
        await Reader.ChooseAsync(reader.Card("As it was."), "Edit");
        await reader.Panel.GetByLabel("Edit note 1").FillAsync("As it shall be.");
        await reader.Panel.GetByLabel("Tags").FillAsync("old, new");
        await reader.Page.ReloadAsync();
        await Expect(reader.State).ToHaveTextAsync("Live");

        await Reader.ChooseAsync(reader.Card("As it was."), "Edit");
        await Expect(reader.Panel.GetByLabel("Edit note 1")).ToHaveValueAsync("As it shall be.");
        await Expect(reader.Panel.GetByLabel("Tags")).ToHaveValueAsync("old, new");
        await reader.Button("Throw away").ClickAsync();
        await Reader.ChooseAsync(reader.Note("As it was."), "Edit");

        await Expect(reader.Panel.GetByLabel("Edit note 1")).ToHaveValueAsync("As it was.");
        await Expect(reader.Panel.GetByLabel("Tags")).ToHaveValueAsync("old");
    }

    [Fact]
    public async Task The_composer_hides_only_the_notes_that_it_covers()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "9", "Far below.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Card("Far below.")).ToBeVisibleAsync();

        await ida.PressAsync("1", "c");

        await Expect(ida.Composer).ToBeVisibleAsync();
        await Expect(ida.Card("Far below.")).ToBeVisibleAsync();
        await Expect(ida.Clause("1").GetByRole(AriaRole.Button, new() { Name = "Comment on point 1" })).Not.ToBeVisibleAsync();
    }
}
