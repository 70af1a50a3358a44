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
        var (room, laptop, phone) = await TwoEditorsAsync();

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
        var (room, laptop, phone) = await TwoEditorsAsync();
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
        var (room, laptop, phone) = await TwoEditorsAsync();
        await phone.PressAsync("Control+Enter");
        await Expect(phone.Note("From the phone.")).ToBeVisibleAsync();
        await laptop.PressAsync("Control+Enter");

        await laptop.Button("Leave it as it is").ClickAsync();

        await Expect(laptop.Panel.Locator(".conflict")).ToHaveCountAsync(0);
        await Expect(laptop.Note("From the phone.")).ToBeVisibleAsync();
        Assert.Equal("From the phone.", await NowAsync(room));
    }

    private async Task<(Room Room, Reader Laptop, Reader Phone)> TwoEditorsAsync()
    {
        var room = await NewRoomAsync();
        var ida = await room.JoinAsync(Role.Annotator, "Ida Berg");
        await room.WriteAsync(ida, "2", "As it was.");
        var (laptop, phone) = (await BrowserOfAsync(ida, room), await BrowserOfAsync(ida, room));
        foreach (var (device, words) in new[] { (laptop, "From the laptop."), (phone, "From the phone.") })
        {
            await device.OpenRoomAsync();
            await Reader.ChooseAsync(device.Card("As it was."), "Edit");
            await device.Panel.GetByLabel("Edit note 1").FillAsync(words);
        }

        return (room, laptop, phone);
    }

    private static async Task<string> NowAsync(Room room) => (string)(await room.SnapshotAsync(room.Owner))["annotations"]![0]!["body"]!["text"]!;
}
