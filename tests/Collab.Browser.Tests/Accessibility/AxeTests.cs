using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accessibility;

/// <summary>axe on every page, light and dark, at a desk and on a phone.</summary>
public sealed class AxeTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/help")]
    [InlineData("/check")]
    [InlineData("/rooms/nowhere")]
    public async Task On_the_pages_for_everybody(string path)
    {
        var somebody = await BrowserOfAsync(null, options: Axe.Options);
        await somebody.GoAsync(path);

        await Axe.ExpectNothingAmissAsync(somebody.Page, path);
    }

    [Theory]
    [InlineData("/", false)]
    [InlineData("/import", false)]
    [InlineData("/account", false)]
    [InlineData("/reading", true)]
    [InlineData("/export", true)]
    [InlineData("/manage", true)]
    [InlineData("/seminars/SEMINAR/audit", false)]
    public async Task On_the_pages_of_who_is_in(string path, bool inRoom)
    {
        var room = await DiscussionAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        await olga.GoAsync(inRoom ? room.Path + path : path.Replace("SEMINAR", room.Seminar, StringComparison.Ordinal));

        await Axe.ExpectNothingAmissAsync(olga.Page, path);
    }

    [Fact]
    public async Task On_the_split_of_a_text()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        await olga.GoAsync("/");
        await olga.Page.GetByLabel("Paste the text").FillAsync("Rules\n\n1. Whoever reads is heard to the end.\n\n2. The lamp is put out at ten.");
        await olga.Button("See how it splits").ClickAsync();
        await Expect(olga.Page.Locator(".split-clause")).ToHaveCountAsync(2);

        await Axe.ExpectNothingAmissAsync(olga.Page, "the split");
    }

    [Fact]
    public async Task On_a_citation_an_import_of_notes_and_a_webhook_which_are_done_by_plain_forms()
    {
        var room = await DiscussionAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        await olga.GoAsync($"{room.Path}/cite?note=1");
        await olga.Page.Locator("[data-copy='line-note']").ClickAsync();
        await Expect(olga.Page.Locator("#said")).ToHaveTextAsync("Copied.");
        await Expect(olga.Page.Locator("[data-copy='line-note']")).ToBeFocusedAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "a citation");

        await olga.GoAsync($"{room.Path}/imports");
        await olga.Page.GetByLabel("A file of notes").SetInputFilesAsync(new FilePayload { Name = "notes.json", MimeType = "application/json", Buffer = """{"annotations":[{"id":"1","user":"acct:x@example.org","text":"In doubt","tags":[],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"nowhere"}]}]}]}"""u8.ToArray() });
        await olga.Button("See where they would go").ClickAsync();
        await Expect(olga.Page.GetByLabel("It belongs to")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "an import of notes");
        await olga.Page.GetByLabel("It belongs to").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await olga.Button("Bring them in").ClickAsync();
        await Expect(olga.Page.Locator(".notice").First).ToContainTextAsync("One note came in.");

        await olga.GoAsync($"{room.Path}/webhooks");
        await olga.Page.GetByLabel("Its address, with https").FillAsync("https://hook.invalid/collab");
        await olga.Button("Make it, and show the secret").ClickAsync();
        await Expect(olga.Page.Locator("#secret")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "a webhook");
    }

    [Fact]
    public async Task On_links_and_a_code_that_are_shown()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        await olga.GoAsync($"{room.Path}/manage");
        await olga.Button("Show a code").ClickAsync();
        await Expect(olga.Page.Locator(".big-code")).ToBeVisibleAsync();
        await olga.Button("Make a link").ClickAsync();
        await Expect(olga.Page.Locator("#made-qr")).ToBeVisibleAsync();

        await Axe.ExpectNothingAmissAsync(olga.Page, "links");
    }

    [Fact]
    public async Task On_an_account_with_a_link_and_a_token_that_are_shown()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, Axe.Options);
        await ida.GoAsync("/account");
        await ida.Button("Make a link").ClickAsync();
        await Expect(ida.Page.Locator("#made-link-qr")).ToBeVisibleAsync();
        await ida.Page.GetByLabel("What it is for").FillAsync("The library");
        await ida.Button("Make a token").ClickAsync();
        await Expect(ida.Page.Locator("#made-token")).ToBeVisibleAsync();
        await Expect(ida.Page.Locator("#tokens tbody tr")).ToHaveCountAsync(1);

        await Axe.ExpectNothingAmissAsync(ida.Page, "an account");
    }

    [Fact]
    public async Task Where_passkeys_work()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, Axe.Options, new Uri($"http://localhost:{room.Server.Address.Port}"));
        await ida.GoAsync("/account");
        await Expect(ida.Button("Add a passkey")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(ida.Page, "an account at localhost");
        await ida.GoAsync("/join");
        await Expect(ida.Button("Come in with a passkey")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(ida.Page, "the way in at localhost");
    }

    [Fact]
    public async Task On_an_empty_room()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, options: Axe.Options);

        await Axe.ExpectNothingAmissAsync(ida.Page, "an empty room");
    }

    [Fact]
    public async Task On_a_room_with_notes_and_everything_that_opens_in_it()
    {
        var room = await DiscussionAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", Axe.Options);
        await Expect(mara.Card("Whose majority is counted?")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "a room with notes");

        await AtTheDeskAsync(mara);
        await mara.Button("Menu").ClickAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "the menu");
        await mara.PressAsync("Escape");

        await AtTheDeskAsync(mara);
        await mara.Clause("3").FocusAsync();
        await mara.PressAsync("Enter");
        await Expect(mara.Composer).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "the composer");
        await mara.WriteAsync("Who is the majority here?");
        // It stands for ten seconds: the rule about landmarks alone, at once.
        var landmarks = await mara.Page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "rule", Values = ["region", "landmark-unique"] } });
        await Expect(mara.Page.GetByRole(AriaRole.Region, new() { Name = "What you posted" })).ToBeVisibleAsync();
        Assert.Empty(landmarks.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}")));

        await AtTheDeskAsync(mara);
        await mara.OpenThreadAsync("Whose majority is counted?");
        await mara.Note("That of the delegates.").Locator("[data-reply]").ClickAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "a thread");
        await mara.PressAsync("Escape", "Escape");

        await AtTheDeskAsync(mara);
        await mara.PressAsync("/");
        await mara.Page.GetByLabel("Words").FillAsync("majority");
        await Expect(mara.Note("Whose majority is counted?")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "the search");
        await mara.PressAsync("Escape");

        await AtTheDeskAsync(mara);
        await mara.PressAsync("3", "n");
        await Expect(mara.Note("Is fear of one’s own majority possible?")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mara.Page, "all notes of a point");
    }

    [Fact]
    public async Task On_the_exported_web_page()
    {
        var room = await DiscussionAsync();
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        var answer = await olga.Context.APIRequest.GetAsync($"/api/documents/{room.Document}/export?format=html");
        await olga.Page.SetContentAsync(await answer.TextAsync());

        await Axe.ExpectNothingAmissAsync(olga.Page, "the exported page");
    }

    private static Task AtTheDeskAsync(Reader who) => who.Page.SetViewportSizeAsync(1360, 900);

    private async Task<Room> DiscussionAsync()
    {
        var room = await NewRoomAsync();
        var (jon, mara) = (await room.JoinAsync(Role.Annotator, "Jon Sand"), await room.JoinAsync(Role.Moderator, "Mara Vogel"));
        await room.WriteAsync(mara, "3", "Whose majority is counted?", "the majority at the Second", pin: true, tags: ["votes"]);
        var question = await room.WriteAsync(jon, "3", "Is fear of one’s own majority possible?", motivation: "questioning");
        var pinned = (string)(await room.SnapshotAsync(mara))["annotations"]!.AsArray().First(note => (int)note!["number"]! == 1)!["id"]!;
        await room.ReplyAsync(jon, pinned, "That of the delegates.");
        await room.DoAsync(mara, (string)question["id"]!, "react", new { emoji = "👍", on = true });
        var rude = await room.WriteAsync(jon, "8", "A rude remark.", "the land law");
        await room.DoAsync(mara, (string)rude["id"]!, "hide", new { reason = "rude" });
        await room.WriteAsync(jon, null, "On the whole.");
        return room;
    }
}
