using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

public sealed class UpdatesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task In_the_stack_that_I_hold_what_is_new_waits_and_elsewhere_it_comes_at_once()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "1", "The first of point 1.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Card("The first of point 1.").HoverAsync();

        await room.WriteAsync(jon, "1", "The second of point 1.");
        await room.WriteAsync(jon, "1", "The third of point 1.");
        await room.WriteAsync(jon, "2", "The first of point 2.");
        await Expect(ida.Card("The first of point 2.")).ToBeVisibleAsync();
        await Expect(ida.Clause("1").Locator(".held")).ToHaveTextAsync("2 new");
        await Expect(ida.Cards("1")).ToHaveCountAsync(1);

        await ida.PressAsync("l");
        await Expect(ida.Cards("1")).ToHaveCountAsync(3);
        await Expect(ida.Clause("1").Locator(".held")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Leaving_a_stack_lets_in_what_waited()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "1", "The first.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Card("The first.").Locator("a.author").FocusAsync();
        await room.WriteAsync(jon, "1", "The second.");
        await Expect(ida.Clause("1").Locator(".held")).ToHaveTextAsync("1 new");

        await ida.Clause("3").FocusAsync();

        await Expect(ida.Cards("1")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Highlights_paint_at_once_even_where_cards_wait()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "1", "The first.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Card("The first.").HoverAsync();

        await room.WriteAsync(jon, "1", "The second.", "un-Marxist talk");

        await ida.ExpectPaintedAsync("un-Marxist talk", "note-1");
        await Expect(ida.Cards("1")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task While_I_write_at_a_point_nothing_moves_there()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Comment on point 3").ClickAsync();
        await Expect(ida.Page.Locator("#note-text")).ToBeFocusedAsync();
        var (before, text) = (await Reader.BoxOfAsync(ida.Composer), await Reader.BoxOfAsync(ida.Text("4")));

        await room.WriteAsync(jon, "3", "Quick, before you.");
        await room.WriteAsync(jon, "4", "And here.");
        await Expect(ida.Cards("4")).ToHaveCountAsync(1);

        var (after, moved) = (await Reader.BoxOfAsync(ida.Composer), await Reader.BoxOfAsync(ida.Text("4")));
        Assert.Equal((before.X, before.Y), (after.X, after.Y));
        Assert.Equal((text.X, text.Y), (moved.X, moved.Y));
    }

    [Fact]
    public async Task Hold_updates_holds_everything_until_it_is_let_in()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.PressAsync("h");
        await Expect(ida.Button("Updates held – let them in")).ToBeVisibleAsync();

        await room.WriteAsync(jon, "1", "One.");
        await room.WriteAsync(jon, "5", "Two.");
        await room.WriteAsync(jon, "9", "Three.");
        var held = ida.Page.Locator("#bar .held");
        await Expect(held).ToHaveTextAsync("3 new held – let them in");
        await Expect(ida.Page.Locator(".card")).ToHaveCountAsync(0);

        await held.ClickAsync();
        await Expect(ida.Page.Locator(".card")).ToHaveCountAsync(3);
        await Expect(held).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_live_region_says_at_most_one_sentence_in_five_seconds()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Menu").ClickAsync();
        await ida.Page.GetByLabel("Say aloud").SelectOptionAsync("all");
        await ida.PressAsync("Escape");
        await ida.Page.EvaluateAsync("""
            () => {
              globalThis.said = [];
              new MutationObserver(() => document.getElementById('live').textContent && said.push([performance.now(), document.getElementById('live').textContent])).observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true });
            }
            """);

        await room.WriteAsync(jon, "4", "Remark 1.");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("New note by Jon Sand");
        for (var i = 2; i <= 4; i++)
            await room.WriteAsync(jon, "4", $"Remark {i}.");
        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("3 new notes, the latest at point 4.");

        var times = await ida.Page.EvaluateAsync<double[]>("() => said.map(one => one[0])");
        Assert.Equal(2, times.Length);
        Assert.True(times[1] - times[0] >= 4_950, $"{times[1] - times[0]} ms");
    }

    [Fact]
    public async Task To_begin_with_only_answers_mentions_and_leads_are_said()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await room.WriteAsync(jon, "4", "Nobody is meant.");
        await Expect(ida.Card("Nobody is meant.")).ToBeVisibleAsync();
        await room.WriteAsync(jon, "5", $"What do you say, @{{{ida.Who!.Member}}}?");

        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("Jon Sand mentions you in note 2 at point 5.");
    }

    [Fact]
    public async Task Notes_are_unread_until_they_were_in_view_for_a_while_also_after_a_reload()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "1", "From before my first visit.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Card("From before my first visit.").Locator(".new")).ToHaveCountAsync(0);
        await room.WriteAsync(jon, "9", "Far below.");
        await Expect(ida.Card("Far below.").Locator(".new")).ToHaveCountAsync(1);
        await ida.Page.ReloadAsync();
        await Expect(ida.Card("Far below.").Locator(".new")).ToHaveCountAsync(1);

        await ida.Card("Far below.").ScrollIntoViewIfNeededAsync();

        await Expect(ida.Card("Far below.").Locator(".new")).ToHaveCountAsync(0);
        await ida.Page.ReloadAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        await Expect(ida.Card("Far below.").Locator(".new")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Everything_can_be_marked_as_read()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await room.WriteAsync(jon, "8", "Far below.");
        await room.WriteAsync(jon, "9", "Further below.");
        await Expect(ida.Page.Locator(".card .new")).ToHaveCountAsync(2);

        await ida.Button("Menu").ClickAsync();
        await ida.Button("Mark all as read").ClickAsync();

        await Expect(ida.Page.Locator(".card .new")).ToHaveCountAsync(0);
    }
}
