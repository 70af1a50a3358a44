using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>Whoever leads is told who of last time is not there: of the last time before the session that is open, and of no other.</summary>
public sealed class LastTimeTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Who_was_there_last_time_is_named_in_the_session_that_was_opened_from_its_page_and_not_in_a_later_one()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await room.DoAsync(mara.Who!, "session/open", new { commandId = Guid.NewGuid(), title = "The first hour" });
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(mara.Here).ToContainTextAsync("2 people here");
        await room.DoAsync(mara.Who!, "session/close", new { commandId = Guid.NewGuid() });
        await ida.Page.CloseAsync();
        await Expect(mara.Here).ToContainTextAsync("1 person here");

        await mara.GoAsync($"{room.Path}/session");
        await mara.Page.GetByLabel("Title, if it has one").FillAsync("The second hour");
        await mara.Button("Open the session").ClickAsync();
        await Expect(mara.Page.Locator(".hour")).ToContainTextAsync("The second hour");
        await mara.Button("Lead").ClickAsync();
        await Expect(mara.Panel).ToContainTextAsync("Here last time, not yet now: Ida Berg");

        // She was not in the second one: nobody of that is missing in the third, which is opened in the room.
        await room.DoAsync(mara.Who!, "session/close", new { commandId = Guid.NewGuid() });
        await Expect(mara.Page.Locator(".hour")).ToHaveCountAsync(0);
        await mara.Button("Open a session").ClickAsync();
        await Expect(mara.Page.Locator(".hour")).ToBeVisibleAsync();
        await Expect(mara.Panel).ToContainTextAsync("No question is open.");
        await Expect(mara.Panel).Not.ToContainTextAsync("Here last time");
    }
}
