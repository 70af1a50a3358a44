using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Entry;

/// <summary>Somebody sends the address of a note to somebody who has no seat yet.</summary>
public sealed class NoteAddressTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("/notes/1")]
    [InlineData("#note-1")]
    [InlineData("#%")]
    public async Task Who_is_signed_out_comes_in_by_the_code_and_lands_at_the_note(string address)
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "8", "Read this one.", "the land law");
        using var shown = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/code", new { role = "reader" });
        var code = (string)(await shown.JsonAsync())["code"]!;
        var tomas = await BrowserOfAsync(null, room);

        await tomas.GoAsync(room.Path + address);
        await Expect(tomas.Page).ToHaveURLAsync(new Regex("/join"));
        await tomas.Page.GetByLabel("Join code").FillAsync(code);
        await tomas.Page.GetByLabel("Your name").FillAsync("Tomas Okoro");
        await tomas.Button("Come in").ClickAsync();
        await tomas.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();

        await Expect(tomas.State).ToHaveTextAsync("Live");
        if (address.EndsWith('1'))
            await Expect(tomas.Panel.Locator("article").First).ToContainTextAsync("Read this one.");
    }

    [Fact]
    public async Task The_address_of_a_note_that_is_not_there_leads_to_the_text()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Reader, "Ida Berg"), room);
        await ida.GoAsync($"{room.Path}/notes/999");
        await Expect(ida.Page.GetByText("has no note 999")).ToBeVisibleAsync();

        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();

        await Expect(ida.State).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task A_private_note_has_an_address_of_its_own_and_no_shared_citation()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Note one of the room.");
        var ida = await EnterAsync(room, Role.Reader, "Ida Berg");
        await ida.PressAsync("2", "c");
        await Expect(ida.Composer).ToContainTextAsync("Only you will see it: as reader you write for yourself");
        await ida.WriteAsync("For me alone.");
        var card = ida.Card("For me alone.");
        await Expect(card).ToHaveAttributeAsync("data-number", "1");

        await Expect(card.Locator("a.author")).ToHaveAttributeAsync("href", "#my-note-1");
        await card.Locator(".menu > button").First.ClickAsync();
        await Expect(card.Locator(".menu-list")).Not.ToContainTextAsync("Copy");
        await ida.OpenRoomAsync("#my-note-1");
        await Expect(ida.Panel).ToContainTextAsync("For me alone.");
        await Expect(ida.Panel.GetByRole(AriaRole.Heading, new() { Name = "Private note 1 at point 2" })).ToBeVisibleAsync();
    }
}
