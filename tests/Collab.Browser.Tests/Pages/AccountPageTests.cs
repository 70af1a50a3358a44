using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

public sealed class AccountPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_link_to_return_by_is_shown_once_opens_the_seat_elsewhere_and_is_revoked()
    {
        var room = await NewRoomAsync();
        var laptop = await AtAccountAsync(room, "Ida Berg");
        await Expect(laptop.Page.GetByText("No links yet.")).ToBeVisibleAsync();

        await laptop.Page.GetByLabel("It works for").First.SelectOptionAsync("a week");
        await laptop.Button("Make a link").ClickAsync();

        var shown = laptop.Page.GetByLabel("Your link, shown this once");
        await Expect(shown).ToBeFocusedAsync();
        await Expect(Said(laptop)).ToHaveTextAsync("The link is made. It is shown this once: copy it now.");
        var code = laptop.Page.GetByAltText("QR code of your link");
        Assert.True(await code.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));
        await Expect(laptop.Page.Locator("#links tbody tr")).ToHaveCountAsync(1);
        await Expect(laptop.Page.Locator("#links time").First).Not.ToContainTextAsync("UTC");
        var url = await shown.InputValueAsync();

        var phone = await BrowserOfAsync(null, room, Phone.Options);
        await phone.GoAsync(url);
        await phone.Button("Come in").ClickAsync();
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(phone.State).ToHaveTextAsync("Live");
        Assert.Equal(laptop.Who!.Person, await phone.Page.EvaluateAsync<string>("() => fetch('/api/me').then(answer => answer.json()).then(me => me.id)"));

        await laptop.Page.ReloadAsync();
        await Expect(shown).ToBeHiddenAsync();
        Assert.DoesNotContain(url.Split('#')[1], await laptop.Page.ContentAsync(), StringComparison.Ordinal);
        await laptop.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the link made" }).ClickAsync();
        await Expect(Said(laptop)).ToHaveTextAsync("The link is revoked.");
        await Expect(laptop.Page.GetByText("No links yet.")).ToBeVisibleAsync();
        var tablet = await BrowserOfAsync(null, room);
        await tablet.GoAsync(url);
        await tablet.Button("Come in").ClickAsync();
        await Expect(tablet.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This link has expired, was revoked");
    }

    [Fact]
    public async Task A_link_that_is_shown_goes_when_it_is_revoked()
    {
        var laptop = await AtAccountAsync(await NewRoomAsync(), "Ida Berg");
        await laptop.Button("Make a link").ClickAsync();
        var shown = laptop.Page.GetByLabel("Your link, shown this once");
        await Expect(shown).ToBeVisibleAsync();
        await laptop.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the link made" }).ClickAsync();
        await Expect(shown).ToBeHiddenAsync();
        await Expect(shown).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Sessions_are_told_apart_and_ended_one_by_one_or_all_others_at_once()
    {
        var room = await NewRoomAsync();
        var laptop = await AtAccountAsync(room, "Ida Berg");
        await Expect(laptop.Page.GetByText("You are signed in nowhere else.")).ToBeVisibleAsync();
        var (phone, tablet, desk) = (await ElsewhereAsync(laptop, room, "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0 Mobile Safari/537.36"), await ElsewhereAsync(laptop, room, "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) Version/18.5 Safari/604.1"), await ElsewhereAsync(laptop, room, "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0"));
        await phone.OpenRoomAsync();
        await laptop.Page.ReloadAsync();
        var rows = laptop.Page.Locator("#sessions tbody tr");
        await Expect(rows).ToHaveCountAsync(4);
        await Expect(rows.Filter(new() { HasText = "(this one)" })).ToHaveCountAsync(1);
        await Expect(rows.Filter(new() { HasText = "by a link of your own" })).ToHaveCountAsync(3);
        await Expect(rows.Locator("th")).ToHaveTextAsync(["Edge on Windows", "Safari on iPad", "Chrome on Android", "Firefox on Linux (this one)"]);
        await Picture.TakeThreeAsync(laptop, "account");
        await ExpectNamedOnAPhoneAsync(laptop, "sessions");

        // Newest first: the last of the others is the phone.
        var end = laptop.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Sign out .+, there since") });
        await end.Last.FocusAsync();
        await laptop.PressAsync("Enter");
        await Expect(Said(laptop)).ToHaveTextAsync("You are signed out there.");
        await Expect(laptop.Page.Locator("#sessions")).ToBeFocusedAsync();
        await Expect(rows).ToHaveCountAsync(3);
        await phone.GoAsync(room.Path);
        await Expect(phone.Page).ToHaveURLAsync(new Regex("/join"));
        await tablet.OpenRoomAsync();

        await laptop.Button("Sign out everywhere else").ClickAsync();
        await Expect(Said(laptop)).ToHaveTextAsync("You are signed in only here.");
        await Expect(rows).ToHaveCountAsync(1);
        foreach (var other in new[] { tablet, desk })
        {
            await other.GoAsync("/account");
            await Expect(other.Page).ToHaveURLAsync(new Regex("/join"));
        }

        await laptop.Button("Sign out here").ClickAsync();
        await Expect(laptop.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
        await laptop.GoAsync("/account");
        await Expect(laptop.Page).ToHaveURLAsync(new Regex("/join"));
    }

    [Fact]
    public async Task A_token_is_shown_once_works_within_its_scopes_and_is_revoked()
    {
        var room = await NewRoomAsync();
        var ida = await AtAccountAsync(room, "Ida Berg");
        await Expect(ida.Page.GetByText("No tokens yet.")).ToBeVisibleAsync();
        await ida.Page.GetByLabel("What it is for").FillAsync("The <b>library</b>");
        await ida.Page.GetByLabel("It works in").SelectOptionAsync("Autumn seminar");
        await ida.Page.GetByLabel("It works for").Last.SelectOptionAsync("a month");
        await ida.Page.GetByLabel("read what you may read").UncheckAsync();
        await ida.Button("Make a token").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("Tick at least one thing that the token may do.");

        await ida.Page.GetByLabel("read what you may read").CheckAsync();
        await ida.Button("Make a token").ClickAsync();
        var shown = ida.Page.GetByLabel("The token, shown this once");
        await Expect(shown).ToHaveValueAsync(new Regex("^collab_pat_"));
        var row = ida.Page.Locator("#tokens tbody tr");
        await Expect(row).ToContainTextAsync("The <b>library</b>");
        await Expect(row).ToContainTextAsync("read in Autumn seminar");
        await Expect(row).ToContainTextAsync("not yet");
        await ExpectNamedOnAPhoneAsync(ida, "tokens");
        var program = new Participant(room.Server, "a program", null) { Token = await shown.InputValueAsync() };
        Assert.Equal("200", await program.GetAsync($"/api/documents/{room.Document}").OutcomeAsync());
        Assert.Equal("403 forbidden", await program.PostAsync($"/api/documents/{room.Document}/annotations", new { }).OutcomeAsync());
        Assert.Equal("403 forbidden", await program.SendAsync(HttpMethod.Get, "/account", null, ("Accept", "application/json")).OutcomeAsync());

        await ida.Page.ReloadAsync();
        Assert.DoesNotContain(program.Token, await ida.Page.ContentAsync(), StringComparison.Ordinal);
        await ida.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke The <b>library</b>" }).ClickAsync();
        await Expect(ida.Page.GetByText("No tokens yet.")).ToBeVisibleAsync();
        Assert.Equal("401 unauthenticated", await program.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task Ones_words_are_taken_away_and_erased_by_typing_what_is_asked_for()
    {
        var room = await NewRoomAsync();
        var ida = await AtAccountAsync(room, "Ida Berg");
        await room.WriteAsync(ida.Who!, "1", "Words to take along.");
        var download = await ida.Page.RunAndWaitForDownloadAsync(() => ida.Page.GetByRole(AriaRole.Link, new() { Name = "Take my words with me" }).ClickAsync());
        Assert.Equal("my-words.json", download.SuggestedFilename);
        Assert.Contains("Words to take along.", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        var confirm = ida.Page.GetByLabel("To confirm, type");
        await ida.Page.GetByLabel("What you wrote in").SelectOptionAsync("every seminar, and my account");
        await Expect(ida.Page.Locator("#erase-word")).ToHaveTextAsync("Ida Berg");
        await ida.Page.GetByLabel("What you wrote in").SelectOptionAsync("Autumn seminar");
        await Expect(ida.Page.Locator("#erase-word")).ToHaveTextAsync("Autumn seminar");
        await confirm.FillAsync("Ida Berg");
        await ida.Button("Erase").ClickAsync();
        await Expect(Said(ida)).ToContainTextAsync("This is not the seminar");
        await confirm.FillAsync("Autumn seminar");
        await ida.Button("Erase").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("What you wrote there is erased, and your name.");
        Assert.DoesNotContain("Words to take along.", (await ida.Who!.ReadAsync($"/api/documents/{room.Document}")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_changed_for_all_seminars_and_a_refusal_is_said_in_a_sentence()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var ida = await AtAccountAsync(room, "Ida Berg");
        await ida.Page.GetByLabel("Your name, in all your seminars").FillAsync(" \u200b ");
        await ida.Button("Rename").ClickAsync();
        await Expect(Said(ida)).ToContainTextAsync(new Regex(@"\.$"));

        await ida.Page.GetByLabel("Your name, in all your seminars").FillAsync("Ida Lund");
        await ida.PressAsync("Enter");
        await Expect(Said(ida)).ToHaveTextAsync("You are renamed.");
        await Expect(ida.Page.GetByRole(AriaRole.Link, new() { Name = "Your account: Ida Lund" })).ToBeVisibleAsync();
        await Expect(ida.Page.Locator(".seats")).ToContainTextAsync("Autumn seminar: you are an annotator.");
        await room.WriteAsync(ida.Who!, "1", "Under a new name.");
        await Expect(jon.Card("Under a new name.")).ToContainTextAsync("Ida Lund");
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_the_door_and_the_room_leads_here()
    {
        var room = await NewRoomAsync();
        var stranger = await BrowserOfAsync(null, room);
        await stranger.GoAsync("/account");
        await Expect(stranger.Page).ToHaveURLAsync(new Regex(@"/join\?returnTo=%2Faccount$"));

        var ida = await EnterAsync(room, Role.Guest, "Ida Berg");
        await ida.Button("Menu").ClickAsync();
        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Your account" }).ClickAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your account");
    }

    private static ILocator Said(Reader reader) => reader.Page.Locator(".said");

    private async Task<Reader> AtAccountAsync(Room room, string name)
    {
        var reader = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, name), room);
        reader.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await reader.GoAsync("/account");
        return reader;
    }

    /// <summary>On a phone a table has no head: each of its cells says of itself what it tells.</summary>
    private static Task ExpectNamedOnAPhoneAsync(Reader reader, string table) => Expect(reader.Page.Locator($"#{table} td:not([data-label]):not(:has(button))")).ToHaveCountAsync(0);

    /// <summary>The same person in another browser.</summary>
    /// <param name="agent">What that browser says it is.</param>
    private async Task<Reader> ElsewhereAsync(Reader reader, Room room, string? agent = null)
    {
        using var made = await reader.Who!.PostAsync("/api/me/link");
        using var entered = await room.Server.Stranger().SendAsync(HttpMethod.Post, "/api/join", new { secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1] }, ("User-Agent", agent));
        return await BrowserOfAsync(new Participant(room.Server, reader.Who.Name, entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]), room);
    }
}
