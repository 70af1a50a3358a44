using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Connection;

/// <summary>A network that lets no WebSocket through.</summary>
public sealed class WithoutWebSocketTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_room_goes_on_over_server_sent_events_and_plain_requests_in_both_directions()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var ida = await BehindAProxyAsync(room, "Ida Berg");

        await jon.CommentAsync("1", "Can you read this?");
        await Expect(ida.Card("Can you read this?")).ToBeVisibleAsync();
        await ida.CommentAsync("1", "Yes, and you this?");
        await Expect(jon.Card("Yes, and you this?")).ToHaveCountAsync(1);
        await ida.OpenThreadAsync("Can you read this?");
        await ida.Button("React").ClickAsync();
        await ida.Button("agree").ClickAsync();
        await Expect(jon.Card("Can you read this?").Locator(".reaction")).ToContainTextAsync("Ida Berg");
    }

    [Fact]
    public async Task Presence_works_there_too()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var ida = await BehindAProxyAsync(room, "Ida Berg");

        await Expect(jon.Here).ToContainTextAsync("2 people here");
        await ida.Clause("5").FocusAsync();
        await Expect(jon.Clause("5").Locator(".gutter .initials")).ToHaveAttributeAsync("title", "Ida Berg");
        await jon.Clause("8").FocusAsync();
        await Expect(ida.Clause("8").Locator(".gutter .initials")).ToHaveAttributeAsync("title", "Jon Sand");
        await ida.Page.CloseAsync();
        await Expect(jon.Here).ToContainTextAsync("1 person here");
    }

    [Fact]
    public async Task Private_notes_work_there_too()
    {
        var room = await NewRoomAsync();
        var ida = await BehindAProxyAsync(room, "Ida Berg");
        await ida.Button("Comment on point 2").ClickAsync();
        await ida.Composer.GetByLabel("Only me").CheckAsync();
        await ida.WriteAsync("For my eyes.");

        await Expect(ida.Card("For my eyes.")).ToContainTextAsync("only you");
        await Expect(ida.Card("For my eyes.")).Not.ToContainTextAsync("Not sent yet");
        await Expect(ida.Card("For my eyes.")).Not.ToContainTextAsync("Sending");
    }

    [Fact]
    public async Task The_check_page_says_that_it_is_the_slower_way()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.Context.RouteWebSocketAsync(new Regex("/hub($|\\?)"), Refuse);
        await ida.GoAsync("/check");
        await ida.Button("Check now").ClickAsync();

        await Expect(ida.Page.Locator("#check-live")).ToContainTextAsync("Yes, in the slower way");
        await Expect(ida.Page.Locator("#check-said")).ToHaveTextAsync("Ready for class.");
    }

    private async Task<Reader> BehindAProxyAsync(Room room, string name)
    {
        var reader = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, name), room);
        await reader.Context.RouteWebSocketAsync(new Regex("/hub($|\\?)"), Refuse);
        await reader.OpenRoomAsync();
        return reader;
    }

    private static void Refuse(IWebSocketRoute socket) => _ = socket.CloseAsync();
}
