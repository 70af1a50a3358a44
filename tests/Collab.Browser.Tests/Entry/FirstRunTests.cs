using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Entry;

public sealed partial class FirstRunTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_owner_link_of_the_first_start_leads_by_a_name_into_the_room()
    {
        await using var server = await CollabServer.StartAsync();
        var vera = await BrowserOfAsync(null, null, null, server.Address);

        await vera.GoAsync($"/join#{server.OwnerSecret}");
        await Expect(vera.Page.GetByLabel("Join code")).ToBeHiddenAsync();
        await ComeInAsync(vera, "Vera Lindqvist");

        await Expect(vera.Page.GetByText("You are an owner.")).ToBeVisibleAsync();
        Assert.DoesNotContain(server.OwnerSecret!, vera.Page.Url, StringComparison.Ordinal);
        await vera.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(vera.State).ToHaveTextAsync("Live");
        await Expect(vera.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Resolution");
        await Expect(vera.Text("9")).ToContainTextAsync("the victory of socialism both in Russia and in Europe");
        await vera.CommentAsync("1", "Shall we begin here?");
        await Expect(vera.Card("Shall we begin here?")).ToContainTextAsync("Vera Lindqvist");
    }

    [Fact]
    public async Task The_owner_link_works_once()
    {
        await using var server = await CollabServer.StartAsync();
        var (first, second) = (await BrowserOfAsync(null, address: server.Address), await BrowserOfAsync(null, address: server.Address));
        await first.GoAsync($"/join#{server.OwnerSecret}");
        await ComeInAsync(first, "Vera Lindqvist");
        await Expect(first.Page.Locator("#joined")).ToBeVisibleAsync();

        await second.GoAsync($"/join#{server.OwnerSecret}");
        await ComeInAsync(second, "Somebody Else");

        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ask for a new one");
        await Expect(second.Page.Locator("#joined")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_invite_link_made_on_the_manage_page_lets_another_browser_in_with_its_role()
    {
        var room = await NewRoomAsync();
        var owner = await BrowserOfAsync(room.Owner, room);
        await owner.GoAsync($"{room.Path}/manage");
        await owner.Page.GetByLabel("They come in as").SelectOptionAsync("reader");
        await owner.Button("Make a link").ClickAsync();
        var url = owner.Page.GetByLabel("The link, shown this once");
        await Expect(url).ToHaveValueAsync(new Regex("/join#.+"));
        var qr = owner.Page.GetByAltText("QR code of the link");
        await Expect(qr).ToBeVisibleAsync();
        Assert.True(await qr.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 20)"));

        var tomas = await BrowserOfAsync(null, room);
        await tomas.GoAsync(await url.InputValueAsync());
        await ComeInAsync(tomas, "Tomas Breuer");

        await Expect(tomas.Page.GetByText("You are a reader.")).ToBeVisibleAsync();
        await tomas.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(tomas.State).ToHaveTextAsync("Live");
        await Expect(tomas.Button("Comment on point 1")).ToHaveCountAsync(0);
        await Expect(tomas.Button("Private note on point 1")).ToBeVisibleAsync();
        await owner.Page.ReloadAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Row, new() { Name = "Tomas Breuer" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_revoked_link_lets_nobody_in_any_more()
    {
        var room = await NewRoomAsync();
        var owner = await BrowserOfAsync(room.Owner, room);
        await owner.GoAsync($"{room.Path}/manage");
        await owner.Button("Make a link").ClickAsync();
        var url = owner.Page.GetByLabel("The link, shown this once");
        await Expect(url).ToHaveValueAsync(new Regex("/join#.+"));
        var link = await url.InputValueAsync();
        await owner.Page.ReloadAsync();
        owner.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { NameRegex = RevokeName() }).ClickAsync();
        await Expect(owner.Page.GetByText("The link is revoked.")).ToBeVisibleAsync();

        var late = await BrowserOfAsync(null, room);
        await late.GoAsync(link);
        await ComeInAsync(late, "Lena Haas");

        await Expect(late.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ask for a new one");
    }

    [Fact]
    public async Task A_join_code_that_is_shown_lets_others_in_until_it_is_stopped()
    {
        var room = await NewRoomAsync();
        var owner = await BrowserOfAsync(room.Owner, room);
        await owner.GoAsync($"{room.Path}/manage");
        await owner.Button("Show a code").ClickAsync();
        await Expect(owner.Page.Locator("#code")).ToBeVisibleAsync();
        var code = (await owner.Page.Locator("#code").InnerTextAsync()).Trim();

        var mira = await BrowserOfAsync(null, room);
        await mira.GoAsync("/join");
        await mira.Page.GetByLabel("Join code").FillAsync(code.ToLowerInvariant());
        await ComeInAsync(mira, "Mira Okafor");
        await mira.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(mira.Button("Comment on point 1")).ToBeVisibleAsync();

        await owner.Button("Stop the code").ClickAsync();
        await Expect(owner.Page.GetByText("The code works no longer.")).ToBeVisibleAsync();
        var late = await BrowserOfAsync(null, room);
        await late.GoAsync("/join");
        await late.Page.GetByLabel("Join code").FillAsync(code);
        await ComeInAsync(late, "Lena Haas");
        await Expect(late.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no such link or code");
    }

    [Fact]
    public async Task Two_people_of_one_name_are_told_apart()
    {
        var room = await NewRoomAsync();
        await room.JoinAsync(Role.Annotator, "Ada Novak");
        using var made = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/invites", new { role = "annotator" });
        var url = (string)(await made.JsonAsync())["url"]!;

        var second = await BrowserOfAsync(null, room);
        await second.GoAsync(url);
        await ComeInAsync(second, "ada  novak");
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(second.State).ToHaveTextAsync("Live");
        await second.CommentAsync("1", "I am the other one.");

        await Expect(second.Card("I am the other one.").Locator(".author")).ToHaveTextAsync("ada novak (2)");
    }

    [Fact]
    public async Task Nobody_comes_in_under_the_name_of_a_moderator()
    {
        var room = await NewRoomAsync();
        using var made = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/invites", new { role = "annotator" });
        var url = (string)(await made.JsonAsync())["url"]!;

        var other = await BrowserOfAsync(null, room);
        await other.GoAsync(url);
        await ComeInAsync(other, "OIga Brandt");
        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A moderator goes by that name here.");
        await ComeInAsync(other, "Olga Brandt-Weiss");

        await Expect(other.Page.GetByText("You are an annotator.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_name_stands_at_once_on_what_I_wrote_at_the_others_too()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.CommentAsync("2", "Who is meant by the exhausted?");
        await Expect(jon.Card("Who is meant")).ToContainTextAsync("Ida Berg");

        await ida.Button("Menu").ClickAsync();
        await ida.Button("Rename myself").ClickAsync();
        await ida.Page.GetByLabel("Your name").FillAsync("Ida Bergström");
        await ida.Button("Save").ClickAsync();

        await Expect(jon.Card("Who is meant")).ToContainTextAsync("Ida Bergström");
        await Expect(ida.Card("Who is meant")).ToContainTextAsync("Ida Bergström");
    }

    [Fact]
    public async Task My_seat_moves_to_another_device_by_a_link_of_my_own()
    {
        var room = await NewRoomAsync();
        var laptop = await BrowserOfAsync(room.Owner, room);
        await laptop.GoAsync($"{room.Path}/manage");
        await laptop.Button("Make my link").ClickAsync();
        var url = laptop.Page.GetByLabel("Your link: give it to nobody");
        await Expect(url).ToHaveValueAsync(new Regex("/join#.+"));

        var phone = await BrowserOfAsync(null, room);
        await phone.GoAsync(await url.InputValueAsync());
        await Expect(phone.Page.GetByLabel("Your name")).ToBeHiddenAsync();
        await phone.Button("Come in").ClickAsync();
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();

        await Expect(phone.State).ToHaveTextAsync("Live");
        await phone.Button("Menu").ClickAsync();
        await Expect(phone.Page.GetByText("Olga Brandt, owner")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_check_page_says_after_one_tap_that_a_device_is_ready()
    {
        var room = await NewRoomAsync();
        var ines = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ines Oduya"), room);
        await ines.GoAsync("/check");

        await ines.Button("Check now").ClickAsync();

        await Expect(ines.Page.Locator("#check-said")).ToHaveTextAsync("Ready for class.");
        await Expect(ines.Page.Locator("#check-seat")).ToContainTextAsync("Ines Oduya, annotator in Autumn seminar");
        await Expect(ines.Page.Locator(".checks .good")).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task A_stranger_gets_no_word_of_a_room()
    {
        var room = await NewRoomAsync();
        var stranger = await BrowserOfAsync(null, room);

        await stranger.GoAsync(room.Path);

        await Expect(stranger.Page).ToHaveURLAsync(new Regex("/join"));
        Assert.DoesNotContain("Central Committee", await stranger.Page.ContentAsync(), StringComparison.Ordinal);
        var outsider = await BrowserOfAsync(await Server.OutsiderAsync(), room);
        var answer = await outsider.Page.GotoAsync(room.Path);
        Assert.Equal(404, answer!.Status);
        Assert.DoesNotContain("Central Committee", await outsider.Page.ContentAsync(), StringComparison.Ordinal);
    }

    private static async Task ComeInAsync(Reader who, string name)
    {
        await who.Page.GetByLabel("Your name").FillAsync(name);
        await who.Page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();
    }

    [GeneratedRegex("^Revoke")]
    private static partial Regex RevokeName();
}
