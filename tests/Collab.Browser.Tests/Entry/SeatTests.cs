using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
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
        await Expect(phone.Page.GetByLabel("Your name")).ToBeHiddenAsync();
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
        await Expect(ida.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
        await ida.GoAsync(room.Path);
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/join"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M267_who_signs_out_while_the_disk_is_full_is_told_and_leaves_no_text_on_the_screen(bool atRoom)
    {
        const string Sentence = "You are signed out of this browser. The server could not store that this session has ended.";
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        List<string> said = [];
        ida.Page.Dialog += (_, dialog) =>
        {
            said.Add(dialog.Message);
            _ = dialog.AcceptAsync();
        };
        await ida.Page.RouteAsync("**/api/leave-session", route => route.FulfillAsync(new()
        {
            Status = 507,
            ContentType = "application/problem+json",
            Headers = new Dictionary<string, string> { ["Signed-Out"] = "?1" },
            Body = $$"""{"code":"storage-full","detail":"{{Sentence}}"}""",
        }));
        if (atRoom)
        {
            await ida.Button("Menu").ClickAsync();
            await ida.Button("Sign out on this device…").ClickAsync();
        }
        else
        {
            await ida.GoAsync("/account");
            await ida.Button("Sign out here").ClickAsync();
        }

        await Expect(ida.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
        Assert.Equal(Sentence, said[^1]);
    }

    [Fact]
    public async Task A_personal_link_says_whose_seat_it_takes_the_place_of_in_a_browser_that_has_one()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        using var made = await jon.Who!.PostAsync("/api/me/link", new { });
        var link = (string)(await made.JsonAsync())["url"]!;

        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.GoAsync(link);
        await Expect(ida.Page.Locator("#join-lead")).ToContainTextAsync("in place of the one that is open here now, that of Ida Berg");
        await Expect(ida.Page.GetByLabel("Your name")).ToBeHiddenAsync();
        await ida.Button("Come in").ClickAsync();
        await Expect(ida.Page.Locator("#joined")).ToBeVisibleAsync();
        await ida.OpenRoomAsync();

        Assert.Equal(await MemberAsync(jon), await MemberAsync(ida));
    }

    [Fact]
    public async Task An_owners_link_asks_no_name_of_a_browser_that_is_known()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.GoAsync($"/join#{Server.OwnerSecret}");
        await Expect(ida.Page.Locator("#join-lead")).ToContainTextAsync("You come in as Ida Berg.");
        await Expect(ida.Page.GetByLabel("Your name")).ToBeHiddenAsync();

        await ida.Button("Come in").ClickAsync();

        await Expect(ida.Page.GetByText("You are an owner.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_that_was_cut_off_is_said_to_be_so()
    {
        var room = await NewRoomAsync();
        var mira = await BrowserOfAsync(null, room);
        await mira.GoAsync("/join#kcutOff");
        await Expect(mira.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This link is not whole");

        await mira.GoAsync($"/join?returnTo={Uri.EscapeDataString(room.Path)}#note-3");
        await mira.Page.ReloadAsync();
        await Expect(mira.Page.GetByLabel("Join code")).ToBeFocusedAsync();
        await Expect(mira.Page.GetByText("This link is not whole")).ToHaveCountAsync(0);
    }

    private static Task<string> MemberAsync(Reader who) => who.Page.EvaluateAsync<string>("() => JSON.parse(document.getElementById('room-data').textContent).me.id");
}
