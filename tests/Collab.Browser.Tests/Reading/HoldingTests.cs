using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>What is open, or being answered, does not move.</summary>
public sealed class HoldingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task In_all_notes_of_a_point_opened_by_its_own_button_what_is_new_waits()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        for (var i = 1; i <= 9; i++)
            await room.WriteAsync(jon, "8", $"Remark {i}.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var all = ida.Button("All 9 notes at point 8");
        await all.FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Note("Remark 9.")).ToBeVisibleAsync();

        await room.WriteAsync(jon, "8", "Remark 10.");

        await Expect(ida.Panel.Locator(".held")).ToHaveTextAsync("1 new");
        await Expect(ida.Panel.Locator("article")).ToHaveCountAsync(9);
        await ida.Panel.Locator(".held").ClickAsync();
        await Expect(ida.Note("Remark 10.")).ToBeVisibleAsync();
        await Expect(ida.Panel.Locator("#panel-h")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_reply_to_the_thread_in_which_I_write_waits_and_my_field_stays_where_it_is()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var root = (string)(await room.WriteAsync(jon, "3", "Whose majority?"))["id"]!;
        var first = (string)(await room.ReplyAsync(jon, root, "The delegates’."))["id"]!;
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.OpenThreadAsync("Whose majority?");
        await ida.Note("The delegates’.").Locator("[data-reply]").ClickAsync();
        var field = ida.Page.GetByLabel("Reply to Jon Sand");
        await field.FillAsync("Not all of");
        var before = await Reader.BoxOfAsync(field);

        await room.ReplyAsync(jon, root, "Or the workers’.");
        await room.ReplyAsync(jon, first, "Counted twice.");

        await Expect(ida.Panel.Locator(".held")).ToHaveTextAsync("2 new");
        await Expect(field).ToBeFocusedAsync();
        await Expect(ida.Note("Or the workers’.")).ToHaveCountAsync(0);
        Assert.Equal(before.Y, (await Reader.BoxOfAsync(field)).Y);
        await ida.Panel.Locator(".held").ClickAsync();
        await Expect(ida.Note("Or the workers’.")).ToBeVisibleAsync();
        await Expect(ida.Note("Counted twice.")).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("Not all of");
    }

    [Fact]
    public async Task Notes_filtered_as_unread_stay_while_they_are_read()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await room.WriteAsync(jon, "1", "Quickly read.");
        await Expect(ida.Card("Quickly read.").Locator(".new")).ToHaveCountAsync(1);
        await ida.PressAsync("/");
        await ida.Page.GetByLabel("Kind").SelectOptionAsync("unread by me");

        await Expect(ida.Note("Quickly read.")).ToBeVisibleAsync();
        await Expect(ida.Note("Quickly read.").Locator(".new")).ToHaveCountAsync(0);
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("1 note matches");

        await ida.Page.GetByLabel("Kind").SelectOptionAsync("any");
        await ida.Page.GetByLabel("Kind").SelectOptionAsync("unread by me");
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("Nothing matches");
    }

    [Fact]
    public async Task What_nobody_could_see_is_unread_and_a_note_taller_than_the_window_is_read()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", new() { ViewportSize = new() { Width = 1360, Height = 420 } });
        await ida.Button("Comment on the preamble").ClickAsync();
        await ida.Clause("1").EvaluateAsync("point => point.scrollIntoView({ block: 'start' })");
        await room.WriteAsync(jon, "1", "Under the composer.");
        await Expect(ida.Card("Under the composer.")).ToBeHiddenAsync();
        var tall = string.Join("\n\n", Enumerable.Range(1, 60).Select(line => $"Line {line}."));
        await room.WriteAsync(room.Owner, "3", tall, pin: true);
        // As long as a note in view takes to be read: the other one is, at the same time, in another window.
        var nora = await EnterAsync(room, Role.Annotator, "Nora Lind", new() { ViewportSize = new() { Width = 1360, Height = 420 } });
        await room.WriteAsync(room.Owner, "2", tall, pin: true);
        var card = nora.Cards("2");
        await Expect(card.Locator(".new")).ToHaveCountAsync(1);
        await card.EvaluateAsync("note => scrollTo(0, note.getBoundingClientRect().top + scrollY + 200)");
        await Expect(card.Locator(".new")).ToHaveCountAsync(0);

        await Expect(ida.Card("Under the composer.").Locator(".new")).ToHaveCountAsync(1);
        await ida.PressAsync("Escape");
        await Expect(ida.Card("Under the composer.").Locator(".new")).ToHaveCountAsync(0);
    }
}
