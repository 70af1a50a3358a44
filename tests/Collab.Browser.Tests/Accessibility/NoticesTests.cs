using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accessibility;

/// <summary>What is said under the bar covers nothing that is wanted, and nothing covers it.</summary>
public sealed class NoticesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(1360)]
    [InlineData(1000)]
    public async Task A_notice_and_an_open_panel_stand_side_by_side_and_the_panel_stays_where_it_is(int width)
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Whose majority?");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", new() { ViewportSize = new() { Width = width, Height = 900 } });
        await ida.OpenThreadAsync("Whose majority?");
        var before = await BoxAsync(ida.Panel);

        await LeadAsync(mara, "8");
        await Expect(ida.Notices).ToContainTextAsync("Mara Stein leads to point 8");

        var (panel, notice) = (await BoxAsync(ida.Panel), await BoxAsync(ida.Notices.Locator(".notice-bar")));
        Assert.Equal((before.X, before.Y), (panel.X, panel.Y));
        Assert.True(notice.X + notice.Width <= panel.X, $"The notice goes to {notice.X + notice.Width}, the panel begins at {panel.X}.");
        await ida.Button("Not now").ClickAsync();
        await Expect(ida.Notices).Not.ToContainTextAsync("Mara Stein");
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce)]
    [InlineData(ReducedMotion.NoPreference)]
    public async Task Who_lands_at_a_note_sees_its_point_below_the_notices(ReducedMotion motion)
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "6", "About land.");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await LeadAsync(mara, "8");
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, new() { ReducedMotion = motion });
        await ida.OpenRoomAsync("#note-1");
        await Expect(ida.Panel).ToContainTextAsync("About land.");
        await Expect(ida.Notices).ToContainTextAsync("Mara Stein leads to point 8");

        await ida.Page.WaitForFunctionAsync("""
            () => {
              const notices = Math.max(...[...document.querySelectorAll('.notice-bar')].map(bar => bar.getBoundingClientRect().bottom));
              const { top } = document.querySelector("section.clause[data-label^='6'] .text").getBoundingClientRect();
              const arrived = top === globalThis.before;
              globalThis.before = top;
              return arrived && top >= notices && top < notices + 100;
            }
            """);
    }

    [Fact]
    public async Task A_notice_that_comes_does_not_cover_the_point_that_has_the_focus_and_who_follows_still_does()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Follow").ClickAsync();
        await LeadAsync(mara, "5");
        await Expect(ida.Clause("5")).ToBeInViewportAsync();
        await ida.Clause("5").EvaluateAsync("point => point.focus({ preventScroll: true })");

        using (var closed = await room.Owner.PostAsync($"/api/documents/{room.Document}/close", new { commandId = Guid.NewGuid() }))
            Assert.True(closed.IsSuccessStatusCode);
        await Expect(ida.Notices).ToContainTextAsync("This document is closed");

        await ida.Page.WaitForFunctionAsync("""
            () => document.querySelector("section.clause[data-label^='5'] .text").getBoundingClientRect().top >= document.querySelector('.notice-bar').getBoundingClientRect().bottom
            """);
        await LeadAsync(mara, "2");
        await Expect(ida.Clause("2")).ToBeInViewportAsync();
        await Expect(ida.Button("Following")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_point_that_is_read_and_the_field_for_a_note_stand_below_the_notices()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        using (var opened = await mara.Who!.PostAsync($"/api/documents/{room.Document}/session/open", new { commandId = Guid.NewGuid(), title = "The first hour" }))
            Assert.True(opened.IsSuccessStatusCode);
        await LeadAsync(mara, "9");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Of(390, 420));
        await Expect(ida.Notices).ToContainTextAsync("The first hour");
        await Expect(ida.Notices).ToContainTextAsync("Mara Stein leads to point 9");
        Assert.True(await ida.Page.EvaluateAsync<bool>($"() => {Covered} > 0.25 * innerHeight + 4"));

        await ida.Clause("6").EvaluateAsync($"point => scrollBy(0, point.getBoundingClientRect().top - {Covered} - 2)");
        await Expect(ida.Page.Locator(".dock .wide")).ToHaveTextAsync("Comment on point 6");
        await ida.Page.Locator(".dock .wide").TapAsync();
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();

        Assert.True(await ida.Composer.EvaluateAsync<bool>($"form => form.getBoundingClientRect().top >= {Covered}"));
    }

    [Theory]
    [InlineData(1360)]
    [InlineData(390)]
    public async Task The_ring_of_a_note_that_has_the_focus_is_whole(int width)
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "1", "The first.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", new() { ViewportSize = new() { Width = width, Height = 800 } });
        await ida.Card("The first.").Locator("a.author").FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Panel.Locator("article.note:focus-visible")).ToHaveCountAsync(1);

        Assert.Equal("whole", await ida.Page.EvaluateAsync<string>("""
            () => {
              const note = document.activeElement, style = getComputedStyle(note), reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
              const box = note.getBoundingClientRect(), frame = note.closest('.panel-scroll').getBoundingClientRect();
              return reach > 2 && box.left - reach >= frame.left && box.right + reach <= frame.right && box.top - reach >= frame.top
                ? 'whole' : `${box.left} to ${box.right} from ${box.top}, ${reach} around, within ${frame.left} to ${frame.right} from ${frame.top}`;
            }
            """));
    }

    private const string Covered = "Math.max(...[...document.querySelectorAll('.notice-bar')].map(bar => bar.getBoundingClientRect().bottom))";

    private static async Task LeadAsync(Reader who, string label)
    {
        await who.Clause(label).FocusAsync();
        await who.Button("Bring everyone here").ClickAsync();
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator of) => (await of.BoundingBoxAsync())!;
}
