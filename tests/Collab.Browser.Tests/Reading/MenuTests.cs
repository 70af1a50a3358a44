using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>The room's menu: what one does oneself, how one reads, then the document and what leads elsewhere.</summary>
public sealed class MenuTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly string[] ForOwners =
    [
        "Rename myself", "My seat on another device…", "Lead a session", "Note on the whole document", "Mark all as read", "Inbox", "Hold updates", "Follow the moderator", "Presenting on a projector",
        "Share selections, see others’", "Hide where I am: what I read, select, write", "Plain paged lists", "Say aloud", "Colours", "—", "Replay", "Heat by sentence", "Reading view, print", "Editions of the text", "Revisions of the text", "Export", "Cite…",
        "Import notes", "Webhooks", "Links, people, locks", "Queue", "Notes wait for a moderator", "Close the document", "Copy the room’s address", "Help and keys", "Your account", "Sign out on this device…",
    ];

    private static readonly string[] ForOwnersAlone =
    [
        "Presenting on a projector", "Editions of the text", "Import notes", "Webhooks", "Queue", "Notes wait for a moderator", "Close the document",
    ];

    [Fact]
    public async Task Its_entries_stand_in_their_order_and_members_miss_only_what_they_may_not()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.OpenRoomAsync();
        Assert.Equal(ForOwners, await EntriesAsync(olga));
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var entries = await EntriesAsync(ida);
        Assert.Equal(ForOwners.Except(ForOwnersAlone).Select(entry => entry switch { "Lead a session" => "Session and agenda", "Links, people, locks" => "People", _ => entry }), entries);
    }

    private static async Task<string[]> EntriesAsync(Reader who)
    {
        await who.Button("Menu").ClickAsync();
        await Expect(who.Page.Locator(".bar-menu .menu-list hr")).ToBeVisibleAsync();
        return await who.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.bar-menu .menu-list > :is(button, a, label, hr)')].filter(entry => entry.checkVisibility() && !entry.textContent.startsWith(' Watch'))
              .map(entry => entry.localName === 'hr' ? '—' : entry.localName === 'label' ? [...entry.childNodes].flatMap(node => node.nodeType === 3 ? [node.data] : []).join('').trim() : entry.textContent.replace(/ \(\d+\)$/, ''))
            """);
    }
}
