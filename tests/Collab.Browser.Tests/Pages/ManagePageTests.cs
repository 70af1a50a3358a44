using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

public sealed partial class ManagePageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_new_role_holds_at_once_in_the_room_that_is_open()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Reader, "Ida Berg");
        await Expect(ida.Button("Comment on point 1")).ToHaveCountAsync(0);
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");

        await olga.Page.GetByLabel("Role of Ida Berg").SelectOptionAsync("annotator");
        await olga.Button("Save the role of Ida Berg").ClickAsync();
        await Expect(olga.Page.Locator("#manage-said")).ToHaveTextAsync("The role is annotator now.");

        await ida.CommentAsync("1", "Now I may.");
        await Expect(ida.Card("Now I may.")).ToHaveAttributeAsync("data-number", "1");
    }

    [Fact]
    public async Task Whoever_lost_their_browser_is_let_back_in_by_a_link_that_an_owner_makes_by_keys()
    {
        var room = await NewRoomAsync();
        var ida = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await ida.AnnotateAsync(room.Document, "For me.", isPrivate: true);
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        var asked = new List<string>();
        olga.Page.Dialog += (_, dialog) =>
        {
            asked.Add(dialog.Message);
            dialog.AcceptAsync();
        };
        await olga.Button("Let back in… Ida Berg").FocusAsync();
        await olga.Page.Keyboard.PressAsync("Enter");
        await Expect(olga.Page.Locator("#made-seat-value")).ToBeFocusedAsync();
        await Expect(olga.Page.Locator("#manage-said")).ToContainTextAsync("The link for Ida Berg is made.");
        Assert.Equal(2, asked.Count);
        Assert.Contains("private notes", asked[1], StringComparison.Ordinal);

        var phone = await BrowserOfAsync(null, room);
        await phone.Page.GotoAsync(await olga.Page.Locator("#made-seat-value").InputValueAsync());
        await Expect(phone.Page.Locator("#join-lead")).ToContainTextAsync("Come in only if it is yours");
        await phone.Button("Come in").ClickAsync();
        await Expect(phone.Page.Locator("#joined-role")).ToContainTextAsync("You are an annotator.");
        await phone.GoAsync("/account");
        await Expect(phone.Page.Locator("#sessions")).ToContainTextAsync("by a link from an owner");
    }

    [Theory]
    [InlineData("0", "A link is used at least once.")]
    [InlineData("99999999999", "“maxUses” is a whole number, at most 2147483647.")]
    public async Task A_link_for_no_one_or_for_too_many_is_refused_in_words(string people, string sentence)
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        var field = olga.Page.GetByLabel("How many people");
        await field.FillAsync(people);
        Assert.Equal(people != "0", await field.EvaluateAsync<bool>("field => field.checkValidity()"));

        // The browser stops the first by itself: past it, the server says why.
        await field.EvaluateAsync("field => field.form.noValidate = true");
        await olga.Button("Make a link").ClickAsync();

        await Expect(olga.Page.Locator("#manage-said")).ToContainTextAsync(sentence);
        await Expect(olga.Page.Locator("#made")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_fields_of_a_new_link_stand_in_one_line_with_their_labels()
    {
        var olga = await BrowserOfAsync((await NewRoomAsync()).Owner);
        await olga.GoAsync("/");
        await olga.Page.GetByRole(AriaRole.Link, new() { Name = "Links and people" }).First.ClickAsync();
        await Expect(olga.Page.GetByLabel("How many people")).ToBeVisibleAsync();

        Assert.Equal(1, await olga.Page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('#new-link label')].map(label => Math.round(label.getBoundingClientRect().bottom))).size"));
    }

    [Fact]
    public async Task Who_is_removed_is_told_and_sees_nothing_new()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        await olga.Button("Remove… Ida Berg").ClickAsync();
        await olga.Button("Remove").ClickAsync();
        await Expect(olga.Page.Locator("#manage-said")).ToHaveTextAsync("Ida Berg is removed.");

        await Expect(ida.Notices).ToContainTextAsync("You are no longer a member of this seminar");
        await room.WriteAsync(room.Owner, "1", "Among ourselves.");
        Assert.DoesNotContain("Among ourselves.", await ida.Page.ContentAsync(), StringComparison.Ordinal);
        var answer = await ida.Page.GotoAsync(room.Path);
        Assert.Equal(404, answer!.Status);
    }

    [Fact]
    public async Task Hidden_notes_are_listed_with_their_reason_and_restored()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var note = await room.WriteAsync(jon, "2", "A rude remark.");
        await room.DoAsync(room.Owner, (string)note["id"]!, "hide", new { reason = "rude" });
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Cards("2")).ToContainTextAsync(["Hidden by a moderator: rude"]);
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        await Expect(olga.Page.Locator(".hidden-notes")).ToContainTextAsync("by Jon Sand, hidden: rude");
        await Expect(olga.Page.Locator(".hidden-notes")).ToContainTextAsync("A rude remark.");

        await olga.Button("Restore note 1").ClickAsync();

        await Expect(olga.Page.GetByText("No note is hidden.")).ToBeVisibleAsync();
        await Expect(ida.Card("A rude remark.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_erased_disappears_at_once_in_the_rooms_that_are_open()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.CommentAsync("1", "Words that vanish.");
        await Expect(ida.Card("Words that vanish.")).ToHaveAttributeAsync("data-number", "1");
        var jon = await EnterAsync(room, Role.Reader, "Jon Sand");
        await Expect(jon.Card("Words that vanish.")).ToContainTextAsync("Ida Berg");
        var manage = await ida.Page.Context.NewPageAsync();
        await manage.GotoAsync($"{room.Path}/manage");
        string? asked = null;
        manage.Dialog += (_, dialog) =>
        {
            asked = dialog.Message;
            _ = dialog.AcceptAsync();
        };

        await manage.GetByRole(AriaRole.Button, new() { Name = "Erase… what Ida Berg wrote" }).ClickAsync();

        await Expect(manage.Locator("#manage-said")).ToHaveTextAsync("Your words and your name are erased.");
        Assert.Contains("Nobody can bring them back", asked, StringComparison.Ordinal);
        Assert.Contains("Ways back to the seat stay as they are: passkeys, links to return by, the university, an address.", asked, StringComparison.Ordinal);
        foreach (var open in new[] { ida, jon })
        {
            await Expect(open.Cards("1")).ToContainTextAsync(["Erased on request."]);
            await Expect(open.Cards("1")).ToContainTextAsync(["Name erased"]);
            await Expect(open.Page.Locator("body")).Not.ToContainTextAsync("Words that vanish.");
        }

        await Expect(jon.Page.Locator("body")).Not.ToContainTextAsync("Ida Berg");
        await ida.CommentAsync("2", "A new beginning.");
        await Expect(jon.Card("A new beginning.")).ToHaveAttributeAsync("data-number", "2");
    }

    [Fact]
    public async Task A_moderator_erases_nobody_and_an_owner_those_too_who_have_left()
    {
        var room = await NewRoomAsync();
        var mona = await EnterAsync(room, Role.Moderator, "Mona Falk");
        await mona.GoAsync($"{room.Path}/manage");
        await Expect(mona.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Erase") })).ToHaveCountAsync(0);
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "2", "Left behind.");
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        olga.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await olga.Button("Remove… Jon Sand").ClickAsync();
        await olga.Button("Remove").ClickAsync();
        await Expect(olga.Page.Locator("#manage-said")).ToHaveTextAsync("Jon Sand is removed.");

        await olga.Page.GetByText("Who was here before").ClickAsync();
        await olga.Button("Erase… what Jon Sand wrote").ClickAsync();

        await Expect(olga.Page.Locator("#manage-said")).ToHaveTextAsync("The words and the name are erased.");
        await Expect(olga.Page.Locator("body")).Not.ToContainTextAsync("Jon Sand");
        await mona.GoAsync(room.Path);
        await Expect(mona.Cards("2")).ToContainTextAsync(["Erased on request."]);
    }

    [Fact]
    public async Task Points_are_locked_and_the_text_is_closed_from_here_too()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        olga.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();

        await olga.Page.GetByText("Locks 0 of 10").ClickAsync();
        await olga.Page.GetByLabel("Point 4 is locked").CheckAsync();
        await Expect(ida.Clause("4")).ToContainTextAsync("Locked");
        await olga.Button("Close it").ClickAsync();
        await Expect(ida.Notices).ToContainTextAsync("This document is closed");
        await olga.Button("Reopen it").ClickAsync();
        await Expect(ida.Notices).Not.ToContainTextAsync("This document is closed");
    }

    [Fact]
    public async Task A_link_is_listed_as_soon_as_it_is_made_and_revoked_from_there_while_another_is_shown()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        olga.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        var revoke = olga.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke" });
        var url = olga.Page.GetByLabel("The link, shown this once");
        var before = await revoke.CountAsync();

        await olga.Page.GetByLabel("They come in as").SelectOptionAsync("reader");
        await olga.Button("Make a link").ClickAsync();
        await Expect(revoke).ToHaveCountAsync(before + 1);
        await olga.Page.GetByLabel("They come in as").SelectOptionAsync("guest");
        await olga.Button("Make a link").ClickAsync();
        await Expect(revoke).ToHaveCountAsync(before + 2);
        var shown = await url.InputValueAsync();
        await Expect(olga.Page.Locator("#links time").First).Not.ToContainTextAsync("UTC");

        await olga.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the link for reader" }).ClickAsync();
        await Expect(olga.Page.Locator("#manage-said")).ToHaveTextAsync("The link is revoked.");
        await Expect(revoke).ToHaveCountAsync(before + 1);
        await Expect(url).ToHaveValueAsync(shown);
        await Expect(olga.Page.GetByAltText("QR code of the link")).ToBeVisibleAsync();
        var tomas = await BrowserOfAsync(null, room);
        await tomas.GoAsync(shown);
        await tomas.Page.GetByLabel("Your name").FillAsync("Tomas Okoro");
        await tomas.Button("Come in").ClickAsync();
        await Expect(tomas.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" })).ToBeVisibleAsync();

        await olga.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the link for guest" }).ClickAsync();
        await Expect(url).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_reader_sees_people_and_no_way_to_change_them()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Reader, "Ida Berg"), room);
        await ida.GoAsync($"{room.Path}/manage");

        await Expect(ida.Page.GetByRole(AriaRole.Row, new() { Name = "Olga Brandt" })).ToBeVisibleAsync();
        await Expect(ida.Button("Make a link")).ToHaveCountAsync(0);
        await Expect(ida.Page.GetByRole(AriaRole.Combobox, new() { Name = "Role of" })).ToHaveCountAsync(0);
        await Expect(ida.Button("Remove Olga Brandt")).ToHaveCountAsync(0);
        await Expect(ida.Button("Leave Ida Berg")).ToBeVisibleAsync();
    }
}
