using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Writing;

/// <summary>The keys that /help lists, and what is done with no mouse at all.</summary>
public sealed class KeysTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_annotates_the_selection()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");
        await ida.SelectAsync("3", "betraying the slogan");
        await Expect(ida.Button("Annotate")).ToBeVisibleAsync();

        await ida.PressAsync("a");

        await Expect(ida.Composer.Locator(".targets q")).ToHaveTextAsync("betraying the slogan");
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task R_replies_to_the_note_that_has_the_focus_and_to_a_reply_in_its_thread()
    {
        var room = await NewRoomAsync();
        var note = await room.WriteAsync(room.Owner, "2", "A beginning.");
        await room.ReplyAsync(room.Owner, (string)note["id"]!, "An answer.");
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.Card("A beginning.").Locator("a.author").FocusAsync();

        await ida.PressAsync("r");
        await Expect(ida.Panel.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await ida.PressAsync("Escape");
        await ida.Note("An answer.").FocusAsync();
        await ida.PressAsync("r");
        await ida.Page.Keyboard.TypeAsync("An answer to the answer.");
        await ida.PressAsync("Control+Enter");

        await jon.OpenThreadAsync("A beginning.");
        await Expect(jon.Panel.Locator(".replies .replies article")).ToContainTextAsync("An answer to the answer.");
    }

    [Fact]
    public async Task F_follows_the_moderator_and_stops()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");

        await ida.PressAsync("f");
        await Expect(ida.Button("Following")).ToHaveAttributeAsync("aria-pressed", "true");
        await ida.PressAsync("f");
        await Expect(ida.Button("Follow")).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task A_key_stands_for_the_Latin_letter_at_its_place_until_what_it_types_is_chosen_for_something_else()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await TypeAsync("а", "KeyF");
        await Expect(ida.Button("Following")).ToHaveAttributeAsync("aria-pressed", "true");
        await TypeAsync("٣", "Digit3");
        await TypeAsync("с", "KeyC");
        await Expect(ida.Clause("3").Locator(".composer")).ToBeVisibleAsync();
        await ida.PressAsync("Escape");

        await ida.Page.EvaluateAsync("() => localStorage.setItem('collab.keys', JSON.stringify({ on: true, map: { inbox: 'а' } }))");
        await ida.OpenRoomAsync();
        await TypeAsync("а", "KeyF");
        await Expect(ida.Panel.Locator("#panel-h")).ToHaveTextAsync("Inbox");

        Task TypeAsync(string key, string code) => ida.Page.EvaluateAsync("([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))", new[] { key, code });
    }

    [Fact]
    public async Task A_number_finds_its_point_however_it_is_printed()
    {
        var room = await Room.WithPointsAsync(Server, "Rules", "The first rule.", "The second rule.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await ida.PressAsync("2", "n");
        await Expect(ida.Panel.GetByRole(AriaRole.Heading, new() { Name = "0 notes at point 2" })).ToBeVisibleAsync();
        await ida.PressAsync("Escape", "1", "c");
        await Expect(ida.Composer).ToContainTextAsync("point 1 as a whole");
    }

    [Fact]
    public async Task Several_points_are_chosen_from_the_list()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.PressAsync("3", "c");
        await ida.Page.Keyboard.TypeAsync("Two at once.");
        await ida.TabToAsync(ida.Composer.Locator("summary", new() { HasText = "Tags, other points" }));
        await ida.PressAsync("Enter");
        await ida.TabToAsync(ida.Composer.GetByLabel("Also about"));
        await ida.Page.Keyboard.TypeAsync("point 5");
        await ida.TabToAsync(ida.Composer.GetByRole(AriaRole.Button, new() { Name = "Add" }));
        await ida.PressAsync("Enter");
        await Expect(ida.Composer.Locator(".targets li")).ToHaveTextAsync(["point 3×", "point 5×"]);
        await ida.PressAsync("Control+Enter");

        await Expect(ida.Cards("5")).ToContainTextAsync(["also at point 3"]);
        await Expect(ida.Cards("5")).ToHaveAttributeAsync("data-number", "1");
        Assert.Single((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task The_whole_document_is_annotated_by_keys_alone()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");

        await ida.TabToAsync(ida.Button("Comment on the whole document"));
        await ida.PressAsync("Enter");
        await ida.Page.Keyboard.TypeAsync("From the first word to the last.");
        await ida.PressAsync("Control+Enter");

        await Expect(ida.Page.Locator("#notes-document .card")).ToContainTextAsync(["From the first word to the last."]);
    }

    [Theory]
    [InlineData("#notes-document .comment", "#notes-document .card")]
    [InlineData("section.clause[data-label^='4'] .comment", "section.clause[data-label^='4'] .card")]
    public async Task A_whole_point_and_the_document_are_annotated_by_touch(string button, string card)
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg", Phone.Options);

        await ida.Page.Locator(button).TapAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("With a thumb.");
        await ida.Composer.GetByRole(AriaRole.Button, new() { Name = "Post" }).TapAsync();

        await Expect(ida.Page.Locator(card)).ToContainTextAsync(["With a thumb."]);
    }
}
