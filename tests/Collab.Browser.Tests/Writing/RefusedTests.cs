using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Writing;

/// <summary>What the server refuses for good keeps its text.</summary>
[Collection(ClipboardCollection.Name)]
public sealed class RefusedTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Its_text_is_kept_over_a_reload_and_can_be_copied()
    {
        var (_, ida) = await RefusedNoteAsync();
        await ida.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await ida.Page.ReloadAsync();
        var card = ida.Card("Written while it was being closed.");
        await Expect(card).ToContainTextAsync("Refused. The document is closed.");

        await card.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("Copied");
        Assert.Equal("Written while it was being closed.", await ida.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task It_can_be_tried_again_and_is_then_there_once()
    {
        var (room, ida) = await RefusedNoteAsync();
        await room.DoAsync(room.Owner, "reopen", new { commandId = Guid.NewGuid() });

        await ida.Card("Written while").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(ida.Card("Written while")).ToHaveAttributeAsync("data-number", "1");
        await Expect(ida.Card("Written while")).ToHaveCountAsync(1);
        Assert.Single((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task It_can_be_thrown_away()
    {
        var (room, ida) = await RefusedNoteAsync();

        await ida.Card("Written while").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await ida.Card("Written while").GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await ida.Card("Written while").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await ida.Card("Written while").GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();

        await Expect(ida.Card("Written while")).ToHaveCountAsync(0);
        await Expect(ida.Notices).Not.ToContainTextAsync("refused");
        await ida.Page.ReloadAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        await Expect(ida.Card("Written while")).ToHaveCountAsync(0);
        Assert.Empty((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Theory]
    [InlineData("Reply", "Reply to Ida Berg")]
    [InlineData("Edit", "Edit note 1")]
    public async Task A_reply_and_an_edit_keep_their_text_too(string what, string label)
    {
        var room = await NewRoomAsync();
        var member = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await room.WriteAsync(member, "2", "A beginning.");
        var ida = await BrowserOfAsync(member, room);
        var line = await Line.LayAsync(ida);
        await ida.OpenRoomAsync();
        await ida.OpenThreadAsync("A beginning.");
        if (what == "Edit")
            await Reader.ChooseAsync(ida.Note("A beginning."), what);
        else
            await ida.Panel.GetByRole(AriaRole.Button, new() { Name = what, Exact = true }).ClickAsync();
        await line.CutAsync();
        await ida.Panel.GetByLabel(label).FillAsync("Written too late.");
        await ida.PressAsync("Control+Enter");
        await room.DoAsync(room.Owner, "close", new { commandId = Guid.NewGuid() });
        await line.MendAsync();

        await Expect(ida.Panel).ToContainTextAsync("Refused. The document is closed.");
        await Expect(ida.Notices).ToContainTextAsync("1 refused");
        await ida.Page.ReloadAsync();
        await ida.Notices.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await Expect(ida.Panel.GetByRole(AriaRole.Heading, new() { Name = "Refused" })).ToBeVisibleAsync();
        await Expect(ida.Panel.Locator(".unsent .author")).ToHaveTextAsync(what == "Edit" ? "A change to note 1" : "A reply to note 1");
        await Expect(ida.Panel.Locator(".unsent .body")).ToHaveTextAsync("Written too late.");
    }

    private async Task<(Room Room, Reader Ida)> RefusedNoteAsync()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        var line = await Line.LayAsync(ida);
        await ida.OpenRoomAsync();
        await line.CutAsync();
        await ida.CommentAsync("2", "Written while it was being closed.");
        await room.DoAsync(room.Owner, "close", new { commandId = Guid.NewGuid() });
        await line.MendAsync();
        await Expect(ida.Card("Written while")).ToContainTextAsync("Refused.");
        await Expect(ida.Notices).ToContainTextAsync("1 refused");
        return (room, ida);
    }
}
