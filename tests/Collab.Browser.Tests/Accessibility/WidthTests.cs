using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accessibility;

/// <summary>Lines of a good length, and nothing that scrolls sideways.</summary>
public sealed class WidthTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft https://example.org/a/very/long/address/that/nobody/has/shortened/for/anybody";

    [Fact]
    public async Task A_line_of_the_text_has_62_to_68_characters()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator);

        // The full lines: of each paragraph all but the last.
        var lengths = await ida.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll('section.clause p.text')].flatMap(text => {
              const node = text.firstChild, range = document.createRange(), lines = new Map();
              for (let i = 0; i < node.length; i++) {
                range.setStart(node, i); range.setEnd(node, i + 1);
                const top = Math.round(range.getClientRects()[0]?.top ?? 0);
                lines.set(top, (lines.get(top) ?? 0) + 1);
              }
              return [...lines.values()].slice(0, -1);
            })
            """);

        Assert.InRange(lengths.Average(), 62, 68);
    }

    [Theory]
    [InlineData(976)]
    [InlineData(1024)]
    [InlineData(1152)]
    [InlineData(1280)]
    [InlineData(1360)]
    [InlineData(1600)]
    public async Task At_a_desk_the_points_are_one_click_away_and_the_bar_holds_all(int width)
    {
        var room = await NewRoomAsync();
        var people = new List<Reader>();
        for (var i = 0; i < 3; i++)
            people.Add(await EnterAsync(room, Role.Annotator));
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", new() { ViewportSize = new() { Width = width, Height = 800 } });
        await Expect(mara.Here.Locator(".initials")).ToHaveCountAsync(4);

        await Expect(mara.Page.GetByRole(AriaRole.Navigation, new() { Name = "Points" })).ToBeVisibleAsync();
        await ExpectNoScrollAsync(mara, "the room");
        Assert.True(await mara.Page.EvaluateAsync<bool>("() => document.querySelector('.bar-menu').getBoundingClientRect().right <= innerWidth && document.getElementById('bar').offsetHeight < 70"));
        if (width < 1280)
            return;
        await Expect(mara.Page.GetByRole(AriaRole.Link, new() { Name = "Export" })).ToBeVisibleAsync();
        await Expect(mara.Page.GetByRole(AriaRole.Link, new() { Name = "Reading view" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task In_letters_twice_as_large_the_bar_stands_in_lines_and_notices_leave_the_text_in_sight()
    {
        var room = await NewRoomAsync();
        using (var opened = await room.Owner.PostAsync($"/api/documents/{room.Document}/session/open", new { commandId = Guid.NewGuid(), title = Long[..80] }))
            Assert.True(opened.IsSuccessStatusCode);
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", new() { ViewportSize = new() { Width = 1360, Height = 800 } });
        await Expect(mara.Page.GetByRole(AriaRole.Region, new() { Name = "The session now" })).ToBeVisibleAsync();
        foreach (var width in new[] { 1360, 390 })
        {
            await mara.Page.SetViewportSizeAsync(width, 800);
            // Observers of sizes are told within the frame that follows.
            await mara.Page.EvaluateAsync("() => new Promise(drawn => { document.documentElement.style.fontSize = '200%'; requestAnimationFrame(() => requestAnimationFrame(drawn)); })");
            await ExpectNoScrollAsync(mara, $"the room at {width} pixels");
            await Expect(mara.Button("Menu")).ToBeInViewportAsync(new() { Ratio = 1 });
            Assert.InRange(await mara.Page.EvaluateAsync<double>("() => [...document.querySelectorAll('.lines')].reduce((sum, lines) => sum + lines.offsetHeight, 0) / innerHeight"), .01, .35);
            if (width > 1000)
            {
                // The panel begins below the bar, however many lines that has.
                await mara.Button("Search").First.ClickAsync();
                await Expect(mara.Panel.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
                Assert.True(await mara.Page.EvaluateAsync<bool>("() => document.querySelector('.panel').getBoundingClientRect().top >= document.getElementById('bar').getBoundingClientRect().bottom - 1"));
                await mara.Panel.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
            }
            else
            {
                // What is at hand at the foot stands beside or below one another.
                Assert.Equal(0, await mara.Page.EvaluateAsync<int>("""
                    () => {
                      const boxes = [...document.querySelectorAll('.dock button')].map(button => button.getBoundingClientRect());
                      return boxes.flatMap((one, index) => boxes.slice(index + 1).filter(other => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length
                        + [...document.querySelectorAll('.dock button')].filter(button => button.scrollWidth > button.clientWidth + 1).length;
                    }
                    """));
                await mara.Button("Menu").ClickAsync();
                await mara.Button("Replay").ClickAsync();
                await Expect(mara.Page.Locator(".replay")).ToBeVisibleAsync();
                Assert.InRange(await mara.Page.EvaluateAsync<double>("() => document.querySelector('.replay').offsetHeight / innerHeight"), .1, .61);
            }
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/help")]
    [InlineData("/check")]
    [InlineData("/account")]
    [InlineData("ROOM/reading")]
    [InlineData("ROOM/export?format=html")]
    [InlineData("ROOM/manage")]
    [InlineData("/seminars/SEMINAR/audit")]
    public async Task At_320_pixels_no_page_scrolls_sideways(string path)
    {
        var room = await WithLongWordsAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Phone.Of(320, 640));
        await olga.GoAsync(path.Replace("ROOM", room.Path, StringComparison.Ordinal).Replace("SEMINAR", room.Seminar, StringComparison.Ordinal));

        await ExpectNoScrollAsync(olga, path);
    }

    [Fact]
    public async Task At_320_pixels_the_split_of_a_text_does_not_scroll_sideways()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Phone.Of(320, 640));
        await olga.GoAsync("/");
        await olga.Page.GetByLabel("Paste the text").FillAsync($"Rules\n\n1. {Long}\n\n2. The lamp is put out at ten.");
        await olga.Button("See how it splits").ClickAsync();
        await Expect(olga.Page.Locator(".split-clause")).ToHaveCountAsync(2);

        await ExpectNoScrollAsync(olga, "the split");
    }

    [Fact]
    public async Task At_320_pixels_the_room_has_one_card_a_point_and_a_sheet_for_the_rest_and_scrolls_one_way()
    {
        var room = await WithLongWordsAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Of(320, 640));
        await Expect(ida.Cards("3").First).ToBeVisibleAsync();
        await Expect(ida.Clause("3").Locator(".card:visible")).ToHaveCountAsync(1);
        await ExpectNoScrollAsync(ida, "the room");

        await ida.Button("All 2 notes at point 3").ClickAsync();
        await Expect(ida.Panel.Locator("article")).ToHaveCountAsync(2);
        var sheet = await ida.Panel.BoundingBoxAsync();
        Assert.Equal((0, 320), (sheet!.X, sheet.Width));
        Assert.True(await ida.Panel.Locator(".panel-scroll").EvaluateAsync<bool>("list => list.scrollWidth <= list.clientWidth"));
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "2 replies" }).ClickAsync();
        await Expect(ida.Panel.Locator("article")).ToHaveCountAsync(3);
        Assert.True(await ida.Panel.Locator(".panel-scroll").EvaluateAsync<bool>("list => list.scrollWidth <= list.clientWidth"));
        await ExpectNoScrollAsync(ida, "a thread");
    }

    private async Task<Room> WithLongWordsAsync()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk");
        var root = (string)(await room.WriteAsync(jon, "3", Long, tags: ["Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"]))["id"]!;
        var reply = (string)(await room.ReplyAsync(jon, root, Long))["id"]!;
        await room.ReplyAsync(jon, reply, Long);
        await room.WriteAsync(jon, "3", $"```\n{Long}\n```");
        return room;
    }

    // A phone lays the page out wider than its screen when something does not fit: innerWidth grows along.
    private static async Task ExpectNoScrollAsync(Reader who, string state) =>
        Assert.Equal(state, await who.Page.EvaluateAsync<string>("""
            ([state, width]) => {
              if (document.documentElement.scrollWidth <= width) return state;
              const wide = [...document.body.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > width + 1 && element.checkVisibility());
              return `${state} scrolls to ${document.documentElement.scrollWidth}: ${wide.slice(-4).map(element => element.outerHTML.slice(0, 120)).join(' ')}`;
            }
            """, new object[] { state, who.Page.ViewportSize!.Width }));
}
