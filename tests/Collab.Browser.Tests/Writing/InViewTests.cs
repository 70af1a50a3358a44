using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Writing;

/// <summary>What I write stays in view, however little room a point has for cards.</summary>
public sealed class InViewTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Beside_a_pin_on_a_short_point_it_is_seen_unsent_and_sent()
    {
        var (room, ida, line) = await ShortPointAsync();
        await line.CutAsync();
        await ida.CommentAsync("1", "Written offline.");
        await Expect(ida.Card("Written offline.")).ToContainTextAsync("Not sent yet");
        await Expect(ida.Page.Locator(".undo")).ToContainTextAsync("Kept here, not sent yet.");

        await line.MendAsync();

        await Expect(ida.Card("Written offline.")).ToHaveAttributeAsync("data-number", "2");
        await Expect(ida.Card("Written offline.")).ToBeVisibleAsync();
        await Expect(ida.Cards("1").First).ToContainTextAsync("Commentary.");
        await ida.Page.ReloadAsync();
        await Expect(ida.Cards("1")).ToHaveCountAsync(1);
        _ = room;
    }

    [Fact]
    public async Task It_stays_under_a_filter_that_would_leave_it_out()
    {
        var (_, ida, _) = await ShortPointAsync("?words=commentary");
        await ida.CommentAsync("1", "Something else.");

        await Expect(ida.Card("Something else.")).ToHaveAttributeAsync("data-number", "2");
        await Expect(ida.Card("Something else.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_too()
    {
        var (_, ida, _) = await ShortPointAsync(options: Phone.Options);
        await ida.CommentAsync("1", "On the tram.");

        await Expect(ida.Card("On the tram.")).ToHaveAttributeAsync("data-number", "2");
        await Expect(ida.Card("On the tram.")).ToBeVisibleAsync();
    }

    private async Task<(Room Room, Reader Ida, Line Line)> ShortPointAsync(string address = "", Microsoft.Playwright.BrowserNewContextOptions? options = null)
    {
        var room = await Room.WithPointsAsync(Server, "Short", "A short point.", "Another.");
        await room.WriteAsync(room.Owner, "1", "Commentary.", pin: true);
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, options);
        var line = await Line.LayAsync(ida);
        await ida.OpenRoomAsync(address);
        await Expect(ida.Cards("1")).ToHaveCountAsync(1);
        return (room, ida, line);
    }
}
