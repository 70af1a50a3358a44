using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>The wall in a busy hour: it goes on showing what is so, and turns the parts of a long text, without being touched.</summary>
public sealed class WallTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 400).Select(n => $"Sentence {n} of the report is read in the hour."));

    [Fact]
    public async Task Parts_of_a_long_text_are_turned_however_much_happens_and_stay_where_a_hand_has_put_them()
    {
        var (room, wall, ida) = await OnTheWallAsync();
        var page = wall.Page;
        for (var i = 0; i < 5; i++)
        {
            await HandAsync(room, ida, i % 2 == 0);
            await Expect(page.GetByText("1 hand up")).ToHaveCountAsync((i + 1) % 2);
            await page.Clock.FastForwardAsync(4_000);
        }

        // At once: later it would be turned anyhow, when nothing happens any more.
        Assert.NotEqual(0, await page.EvaluateAsync<int>("() => Math.round(scrollY)"));
        await page.Keyboard.PressAsync("Home");
        await page.WaitForFunctionAsync("() => scrollY === 0");
        await HandAsync(room, ida, false);
        await Expect(page.GetByText("1 hand up")).ToHaveCountAsync(0);
        await page.Clock.FastForwardAsync(60_000);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => scrollY"));
        await page.Clock.FastForwardAsync(80_000);
        await page.WaitForFunctionAsync("() => scrollY > 0");

        // Another point begins at its beginning.
        await LeadAsync(room, "2");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Point 2");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => scrollY"));
        Assert.True(await page.EvaluateAsync<bool>("() => window.same"));
    }

    [Fact]
    public async Task While_the_server_has_no_time_it_shows_what_it_showed_and_says_so_and_comes_back()
    {
        var (room, wall, ida) = await OnTheWallAsync();
        var page = wall.Page;
        var lost = page.GetByText("The connection is lost");
        await page.RouteAsync("**/projector", Busy);
        await HandAsync(room, ida, true);
        await Expect(lost).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Point 1");
        await page.UnrouteAsync("**/projector", Busy);
        await page.Clock.FastForwardAsync(10_000);
        await Expect(page.GetByText("1 hand up")).ToBeVisibleAsync();
        await Expect(lost).ToBeHiddenAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.same"));

        // Who may see it no longer is told so in its place.
        using (var gone = await room.Owner.DeleteAsync($"/api/seminars/{room.Seminar}/members/{wall.Who!.Member}"))
            Assert.True(gone.IsSuccessStatusCode, await gone.Content.ReadAsStringAsync());
        await page.Clock.FastForwardAsync(10_000);
        await Expect(page.Locator("#wall")).ToHaveCountAsync(0);

        static Task Busy(IRoute route) => route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Body = "<p>Busy.</p>" });
    }

    [Fact]
    public async Task Who_comes_in_changes_nothing_that_is_shown_and_what_comes_at_once_is_fetched_once()
    {
        var (room, wall, ida) = await OnTheWallAsync(paused: true);
        var page = wall.Page;
        var fetched = 0;
        page.Request += (_, request) => fetched += request.Url.EndsWith("/projector", StringComparison.Ordinal) ? 1 : 0;
        await room.JoinAsync(Role.Annotator, "Jon Sand");
        await HeardAsync("MemberJoined");
        await page.Clock.RunForAsync(1_000);
        Assert.Equal(0, fetched);

        await HandAsync(room, ida, true);
        await HandAsync(room, ida, false);
        await HandAsync(room, ida, true);
        await HeardAsync("HandRaised", "HandLowered", "HandRaised");
        await page.Clock.RunForAsync(1_000);
        await Expect(page.GetByText("1 hand up")).ToBeVisibleAsync();
        Assert.Equal(1, fetched);

        Task HeardAsync(params string[] kinds) => page.WaitForFunctionAsync("kinds => kinds.every(kind => heard.filter(one => one === kind).length >= kinds.filter(one => one === kind).length)", kinds);
    }

    /// <summary>Point 1 is longer than the wall, and led to. The page says which events it has heard, and whether it is the same still.</summary>
    private async Task<(Room Room, Reader Wall, Participant Ida)> OnTheWallAsync(bool paused = false)
    {
        var room = await Room.WithPointsAsync(Server, "The report", Long, "A short point.");
        var ida = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await room.DoAsync(room.Owner, "session/open", new { commandId = Guid.NewGuid() });
        await LeadAsync(room, "1");
        var wall = await BrowserOfAsync(await room.JoinAsync(Role.Reader, "Wall"), room);
        await wall.Page.AddInitScriptAsync("""
            {
              window.heard = [];
              const { addEventListener } = EventSource.prototype;
              EventSource.prototype.addEventListener = function (kind, listener) {
                addEventListener.call(this, kind, kind !== 'batch' ? listener : event => { listener(event); heard.push(...JSON.parse(event.data).events.map(one => one.kind)); });
              };
            }
            """);
        await wall.Page.Clock.InstallAsync();
        if (paused)
            await wall.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1));
        await wall.GoAsync($"{room.Path}/projector");
        await Expect(wall.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Point 1");
        await wall.Page.EvaluateAsync("() => { window.same = true; }");
        return (room, wall, ida);
    }

    private static async Task HandAsync(Room room, Participant who, bool up) =>
        await room.DoAsync(who, up ? "hand" : "hand/lower", up ? new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("1") } : new { commandId = Guid.NewGuid() });

    private static async Task LeadAsync(Room room, string label) => await room.DoAsync(room.Owner, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync(label) });
}
