using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Writing;

/// <summary>A note is its author's: the two who edit it at once are one person at two devices.</summary>
public sealed class ConflictTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Of_two_edits_at_once_the_later_sees_both_texts_with_its_own_in_the_field()
    {
        var (room, laptop, phone, _) = await TwoEditorsAsync();

        await phone.PressAsync("Control+Enter");
        await Expect(phone.Note("From the phone.")).ToBeVisibleAsync();
        await laptop.PressAsync("Control+Enter");

        await Expect(laptop.Panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("changed meanwhile");
        await Expect(laptop.Panel.Locator(".conflict blockquote")).ToHaveTextAsync("From the phone.");
        await Expect(laptop.Panel.GetByLabel("Your wording")).ToHaveValueAsync("From the laptop.");
        Assert.Equal("From the phone.", await NowAsync(room));
    }

    [Fact]
    public async Task Mine_can_be_saved_over_it_and_the_other_stays_readable()
    {
        var (room, laptop, phone, _) = await TwoEditorsAsync();
        await phone.PressAsync("Control+Enter");
        await Expect(phone.Note("From the phone.")).ToBeVisibleAsync();
        await laptop.PressAsync("Control+Enter");

        await laptop.Button("Save mine over it").ClickAsync();

        await Expect(phone.Note("From the laptop.")).ToBeVisibleAsync();
        await Expect(laptop.Panel.GetByLabel("Your wording")).ToHaveCountAsync(0);
        await laptop.Panel.GetByRole(AriaRole.Button, new() { Name = "edited" }).ClickAsync();
        await Expect(laptop.Panel.Locator(".history blockquote")).ToHaveTextAsync(["From the laptop.", "From the phone.", "As it was."]);
        Assert.Equal("From the laptop.", await NowAsync(room));
    }

    [Fact]
    public async Task Or_it_is_left_as_it_is()
    {
        var (room, laptop, phone, _) = await TwoEditorsAsync();
        await phone.PressAsync("Control+Enter");
        await Expect(phone.Note("From the phone.")).ToBeVisibleAsync();
        await laptop.PressAsync("Control+Enter");

        await laptop.Button("Leave it as it is").ClickAsync();

        await Expect(laptop.Panel.Locator(".conflict")).ToHaveCountAsync(0);
        await Expect(laptop.Note("From the phone.")).ToBeVisibleAsync();
        Assert.Equal("From the phone.", await NowAsync(room));
    }

    [Fact]
    public async Task With_the_panel_closed_and_after_a_time_offline_the_card_leads_to_both_texts()
    {
        var (room, laptop, phone, line) = await TwoEditorsAsync();
        await line.CutAsync();
        await laptop.PressAsync("Control+Enter", "Escape", "Escape");
        await Expect(laptop.Panel).ToHaveCountAsync(0);
        await phone.PressAsync("Control+Enter");
        await Expect(phone.Note("From the phone.")).ToBeVisibleAsync();

        await line.MendAsync();

        await Expect(laptop.Cards("2")).ToContainTextAsync(["Refused."]);
        await Expect(laptop.Cards("2").GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);
        await laptop.Cards("2").GetByRole(AriaRole.Button, new() { Name = "Look at both" }).ClickAsync();
        await Expect(laptop.Panel.Locator(".conflict blockquote")).ToHaveTextAsync("From the phone.");
        await Expect(laptop.Panel.GetByLabel("Your wording")).ToHaveValueAsync("From the laptop.");
        await Expect(laptop.Panel.GetByLabel("Your wording")).ToBeFocusedAsync();
        await laptop.Button("Save mine over it").ClickAsync();
        await Expect(phone.Note("From the laptop.")).ToBeVisibleAsync();
        Assert.Equal("From the laptop.", await NowAsync(room));
    }

    [Fact]
    public async Task A_kept_conflict_takes_no_focus_from_who_only_reads()
    {
        var (_, laptop, phone, line) = await TwoEditorsAsync();
        await line.CutAsync();
        await laptop.PressAsync("Control+Enter", "Escape", "Escape");
        await phone.PressAsync("Control+Enter");
        await line.MendAsync();
        await Expect(laptop.Cards("2")).ToContainTextAsync(["Refused."]);

        await laptop.Cards("2").Locator("a.author").ClickAsync();

        await Expect(laptop.Panel.Locator(".conflict")).ToBeVisibleAsync();
        await Expect(laptop.Panel.Locator("article").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_move_that_came_too_late_keeps_where_it_was_to_go()
    {
        var room = await NewRoomAsync();
        var ida = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await room.WriteAsync(ida, "2", "As it was.");
        var (laptop, phone) = (await BrowserOfAsync(ida, room), await BrowserOfAsync(ida, room));
        var line = await Line.LayAsync(laptop);
        await laptop.OpenRoomAsync();
        await phone.OpenRoomAsync();
        await laptop.OpenThreadAsync("As it was.");
        await laptop.PressAsync("Escape");
        await line.CutAsync();
        await Reader.ChooseAsync(laptop.Card("As it was."), "Move to another point…");
        await laptop.Panel.GetByLabel("Move note 1").SelectOptionAsync("point 8");
        await laptop.Button("Move").ClickAsync();
        await laptop.PressAsync("Escape");
        await Reader.ChooseAsync(phone.Card("As it was."), "Edit");
        await phone.Panel.GetByLabel("Edit note 1").FillAsync("Put better.");
        await phone.PressAsync("Control+Enter");
        await Expect(phone.Note("Put better.")).ToBeVisibleAsync();

        await line.MendAsync();
        await laptop.Cards("2").GetByRole(AriaRole.Button, new() { Name = "Look at both" }).ClickAsync();
        await Expect(laptop.Panel.Locator(".conflict")).ToContainTextAsync("It stands at point 2; you wanted it at point 8.");
        await laptop.Button("Move it all the same").ClickAsync();

        await Expect(phone.Cards("8")).ToContainTextAsync(["Put better."]);
    }

    private async Task<(Room Room, Reader Laptop, Reader Phone, Line Line)> TwoEditorsAsync()
    {
        var room = await NewRoomAsync();
        var ida = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await room.WriteAsync(ida, "2", "As it was.");
        var (laptop, phone) = (await BrowserOfAsync(ida, room), await BrowserOfAsync(ida, room));
        var line = await Line.LayAsync(laptop);
        foreach (var (device, words) in new[] { (laptop, "From the laptop."), (phone, "From the phone.") })
        {
            await device.OpenRoomAsync();
            await Reader.ChooseAsync(device.Card("As it was."), "Edit");
            await device.Panel.GetByLabel("Edit note 1").FillAsync(words);
        }

        return (room, laptop, phone, line);
    }

    private static async Task<string> NowAsync(Room room) => (string)(await room.SnapshotAsync(room.Owner))["annotations"]![0]!["body"]!["text"]!;
}
