using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Connection;

public sealed class WithoutScriptTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static BrowserNewContextOptions NoScript => new() { JavaScriptEnabled = false };

    [Fact]
    public async Task The_room_shows_its_text_and_the_way_to_the_notes()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, NoScript);
        await ida.GoAsync(room.Path);

        await Expect(ida.Text("6")).ToContainTextAsync("it is even now fully prepared to permit the return of those who walked out");
        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Notes at point 6" }).ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/reading#clause-"));
    }

    [Fact]
    public async Task A_comment_and_a_reply_are_written_by_plain_forms_and_reach_the_live_room()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        await jon.CommentAsync("3", "Is there anybody on paper?");
        await Expect(jon.Card("Is there anybody on paper?")).ToHaveAttributeAsync("data-number", "1");
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, NoScript);
        await ida.GoAsync($"{room.Path}/reading");

        await ida.Page.GetByText("Reply to note 1").ClickAsync();
        await ida.Page.Locator("#note-1 textarea").FillAsync("Here, without any script.");
        await ida.Page.Locator("#note-1").GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/reading#note-2$"));
        await Expect(ida.Page.Locator("#note-1 #note-2")).ToContainTextAsync("Here, without any script.");
        await Expect(jon.Card("Is there anybody on paper?")).ToContainTextAsync("1 reply");

        await ida.Page.GetByText("Comment on point 9", new() { Exact = true }).ClickAsync();
        var section = ida.Page.Locator("section.clause", new() { HasText = "Comment on point 9" });
        await section.GetByLabel("Your note").Last.FillAsync("Two lines\nof a comment");
        await section.GetByRole(AriaRole.Button, new() { Name = "Post the comment" }).ClickAsync();
        await Expect(jon.Card("of a comment")).ToContainTextAsync("Ida Berg");
        // The answer to the form leads there: a reload before it is there would be lost.
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/reading#note-3$"));
        await ida.Page.ReloadAsync();
        Assert.Equal(3, (await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_written()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, NoScript);
        await ida.GoAsync($"{room.Path}/reading");
        await ida.Page.GetByText("Comment on point 2", new() { Exact = true }).ClickAsync();
        var section = ida.Page.Locator("section.clause", new() { HasText = "Comment on point 2" });
        await section.GetByLabel("Your note").FillAsync("Too late for this.");
        using (var closed = await room.Owner.PostAsync($"/api/documents/{room.Document}/close", new { commandId = Guid.NewGuid() }))
            await closed.JsonAsync();

        await section.GetByRole(AriaRole.Button, new() { Name = "Post the comment" }).ClickAsync();

        await Expect(ida.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("closed");
        await Expect(ida.Page.GetByLabel("What you wrote")).ToHaveValueAsync("Too late for this.");
    }

    [Fact]
    public async Task A_reply_to_a_reply_is_written_by_a_plain_form()
    {
        var room = await NewRoomAsync();
        var note = await room.WriteAsync(room.Owner, "3", "The first word.");
        await room.ReplyAsync(room.Owner, (string)note["id"]!, "The second word.");
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, NoScript);
        await ida.GoAsync($"{room.Path}/reading");
        await ida.Page.GetByText("Reply to reply 2").ClickAsync();
        await ida.Page.Locator("#note-2 textarea").FillAsync("The third word.");
        await ida.Page.Locator("#note-2").GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();

        await Expect(ida.Page.Locator("#note-1 #note-2 #note-3")).ToContainTextAsync("The third word.");
    }

    [Fact]
    public async Task Somebody_comes_in_by_a_code()
    {
        var room = await NewRoomAsync();
        using var shown = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/code", new { });
        var code = (string)(await shown.JsonAsync())["code"]!;
        var lena = await BrowserOfAsync(null, room, NoScript);
        await lena.GoAsync("/join");

        await lena.Page.GetByLabel("Join code").FillAsync(code);
        await lena.Page.GetByLabel("Your name").FillAsync("Lena Haas");
        await lena.Button("Come in").ClickAsync();

        await Expect(lena.Page).ToHaveURLAsync(new Regex(Regex.Escape(room.Path)));
        await Expect(lena.Text("1")).ToBeVisibleAsync();
    }
}
