using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>The time that everybody sees.</summary>
public sealed class TimerTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Minutes_are_kept_for_their_point_and_time_can_be_taken_from_it_for_the_whole_text()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await room.DoAsync(mara.Who!, "session/open", new { commandId = Guid.NewGuid() });
        await room.DoAsync(mara.Who!, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = await room.ClauseAsync("4"), seconds = 120 }, new { clause = await room.ClauseAsync("9"), seconds = 180 } } });
        await mara.Button("Lead").ClickAsync();
        await mara.Button("Next: point 4 (2 min)").ClickAsync();
        var (minutes, about, timer) = (mara.Page.GetByLabel("Minutes", new() { Exact = true }), mara.Page.GetByLabel("It is about", new() { Exact = true }), mara.Notices.GetByRole(AriaRole.Timer));
        await Expect(timer).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(2:00|1:[0-9]{2})$"));
        // Those of the agenda, until others are typed.
        await Expect(minutes).ToHaveValueAsync("2");
        await minutes.FillAsync("77");

        await about.SelectOptionAsync("the whole document");
        await Expect(minutes).ToHaveValueAsync("5");
        await minutes.FillAsync("100");
        await mara.Button("Start").ClickAsync();

        await Expect(timer).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(1:)?(100|99|[34][0-9]):[0-9]{2}$"));
        Assert.Null((await room.SnapshotAsync(mara.Who!))["timer"]!["clause"]);
        await mara.ReopenAsync();
        await mara.Button("Lead").ClickAsync();
        await Expect(mara.Page.GetByLabel("Minutes", new() { Exact = true })).ToHaveValueAsync("77");
        await mara.Button("Start").ClickAsync();
        await Expect(mara.Notices.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(1:)?(77|76|1[67]):[0-9]{2}$"));
        Assert.Equal(await room.ClauseAsync("4"), (string?)(await room.SnapshotAsync(mara.Who!))["timer"]!["clause"]);

        // A break is one, and the next point has its own time again.
        about = mara.Page.GetByLabel("It is about", new() { Exact = true });
        await about.SelectOptionAsync("the whole document");
        await mara.Button("Next: point 9 (3 min)").ClickAsync();
        await Expect(about).ToHaveValueAsync(await room.ClauseAsync("9"));
        await Expect(mara.Page.GetByLabel("Minutes", new() { Exact = true })).ToHaveValueAsync("3");
    }
}
