using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Entry;

/// <summary>One's own seat, from the room's menu, whatever one's role.</summary>
public sealed class SeatTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Reader)]
    [InlineData(Role.Guest)]
    public async Task My_seat_moves_to_another_device_by_a_link_from_the_rooms_menu(Role role)
    {
        var room = await NewRoomAsync();
        var laptop = await EnterAsync(room, role, "Ida Berg");
        await laptop.Button("Menu").ClickAsync();
        await laptop.Button("My seat on another device…").ClickAsync();
        var url = laptop.Page.GetByLabel("Open this on the other device");
        await Expect(url).ToHaveValueAsync(new Regex("/join#.+"));
        var code = laptop.Page.GetByAltText("QR code of the link");
        await Expect(code).ToBeVisibleAsync();
        Assert.True(await code.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));

        var phone = await BrowserOfAsync(null, room, Phone.Options);
        await phone.GoAsync(await url.InputValueAsync());
        await phone.Page.GetByLabel("Your name").FillAsync("Ida Berg");
        await phone.Button("Come in").ClickAsync();
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();

        await Expect(phone.State).ToHaveTextAsync("Live");
        Assert.Equal(await MemberAsync(laptop), await MemberAsync(phone));
    }

    [Fact]
    public async Task Who_signs_out_on_a_device_is_asked_first_and_is_in_no_room_there_any_more()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var asked = new TaskCompletionSource<string>();
        ida.Page.Dialog += (_, dialog) =>
        {
            asked.TrySetResult(dialog.Message);
            _ = dialog.AcceptAsync();
        };

        await ida.Button("Menu").ClickAsync();
        await ida.Button("Sign out on this device…").ClickAsync();

        Assert.Contains("To go on as Ida Berg, make a link", await asked.Task, StringComparison.Ordinal);
        await ida.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await ida.GoAsync(room.Path);
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/join"));
    }

    private static Task<string> MemberAsync(Reader who) => who.Page.EvaluateAsync<string>("() => JSON.parse(document.getElementById('room-data').textContent).me.id");
}
