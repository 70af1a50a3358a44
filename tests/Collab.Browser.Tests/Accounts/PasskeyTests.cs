using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accounts;

/// <summary>Passkeys with Chromium's virtual authenticator, at the one name of this machine where browsers offer them without a certificate.</summary>
public sealed class PasskeyTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_passkey_that_was_added_lets_its_person_in_again_without_a_name_and_leads_where_they_were_going()
    {
        var room = await NewRoomAsync();
        var (ida, device) = await AtAccountAsync(room, "Ida Berg");
        await Expect(ida.Page.GetByText("No passkeys yet.")).ToBeVisibleAsync();
        await ida.Page.GetByLabel("A name for it").FillAsync("My laptop");
        await ida.PressAsync("Enter");
        await Expect(Said(ida)).ToHaveTextAsync("The passkey is added.");
        await Expect(ida.Page.Locator("#passkeys tbody tr")).ToContainTextAsync("My laptop");
        Assert.Equal(1, await device.CountAsync());

        await ida.Button("Sign out here").ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
        await ida.GoAsync($"{room.Path}#point-3");
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/join"));
        await ida.Button("Come in with a passkey").ClickAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        Assert.Equal(ida.Who!.Person, await ida.Page.EvaluateAsync<string>("() => fetch('/api/me').then(answer => answer.json()).then(me => me.id)"));

        await ida.GoAsync("/account");
        await Expect(ida.Page.Locator("#sessions tbody tr").Filter(new() { HasText = "(this one)" })).ToContainTextAsync("by a passkey");
        await Expect(ida.Page.Locator("#passkeys tbody tr")).Not.ToContainTextAsync("not yet");
    }

    [Fact]
    public async Task A_device_has_one_and_what_the_browser_says_of_a_refusal_is_said_in_a_sentence()
    {
        var (ida, device) = await AtAccountAsync(await NewRoomAsync(), "Ida Berg");
        await ida.Button("Add a passkey").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("The passkey is added.");
        await ida.Button("Add a passkey").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("This device has a passkey of yours already.");

        await ida.GoAsync("/join");
        await device.VerifyAsync(false);
        await ida.Button("Come in with a passkey").ClickAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The browser gave no passkey");
        await device.VerifyAsync(true);
        await ida.Button("Come in with a passkey").ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
    }

    [Fact]
    public async Task A_passkey_is_renamed_and_once_removed_lets_nobody_in()
    {
        var (ida, device) = await AtAccountAsync(await NewRoomAsync(), "Ida Berg", typed: "The old phone");
        await ida.Button("Add a passkey").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("The passkey is added.");
        await ida.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Rename Chrom") }).ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("The passkey is renamed.");
        await ida.Button("Remove The old phone").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("The passkey is removed.");
        await Expect(ida.Page.Locator("#passkeys")).ToBeFocusedAsync();
        await Expect(ida.Page.GetByText("No passkeys yet.")).ToBeVisibleAsync();
        Assert.Equal(1, await device.CountAsync());

        await ida.Button("Sign out here").ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
        await ida.GoAsync("/join");
        await ida.Button("Come in with a passkey").ClickAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That passkey was not accepted.");
    }

    [Fact]
    public async Task The_only_passkey_is_asked_for_before_it_is_removed_and_whoever_has_lost_it_is_signed_out_everywhere()
    {
        var (ida, device) = await AtAccountAsync(await NewRoomAsync(), "Ida Berg");
        await ida.Button("Add a passkey").ClickAsync();
        await Expect(Said(ida)).ToHaveTextAsync("The passkey is added.");
        await device.VerifyAsync(false);
        List<string> asked = [];
        ida.Page.Dialog += (_, dialog) => asked.Add(dialog.Message);
        await ida.Page.Locator("[data-do=remove-passkey]").ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
        Assert.Equal(2, asked.Count);
        Assert.Contains("Have you lost it?", asked[1], StringComparison.Ordinal);
        await ida.GoAsync("/account");
        await Expect(ida.Page).ToHaveURLAsync(new Regex("/join"));
    }

    [Fact]
    public async Task At_an_address_of_numbers_no_page_offers_one_and_it_is_said_where_they_work()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.GoAsync("/account");
        await Expect(ida.Page.GetByText("Passkeys work at localhost alone")).ToBeVisibleAsync();
        await Expect(ida.Button("Add a passkey")).ToHaveCountAsync(0);
        await ida.GoAsync("/join");
        await Expect(ida.Button("Come in")).ToBeVisibleAsync();
        await Expect(ida.Button("Come in with a passkey")).ToHaveCountAsync(0);
    }

    private static ILocator Said(Reader reader) => reader.Page.Locator(".said");

    private async Task<(Reader Reader, Authenticator Device)> AtAccountAsync(Room room, string name, string? typed = null)
    {
        var reader = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, name), room, address: new Uri($"http://localhost:{room.Server.Address.Port}"));
        reader.Page.Dialog += (_, dialog) => _ = dialog.Type == DialogType.Prompt ? dialog.AcceptAsync(typed) : dialog.AcceptAsync();
        var device = await Authenticator.PlugIntoAsync(reader.Page);
        await reader.GoAsync("/account");
        return (reader, device);
    }
}
