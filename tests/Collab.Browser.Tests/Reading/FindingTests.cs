using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>Points, notes and addresses.</summary>
[Collection(ClipboardCollection.Name)]
public sealed class FindingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_filter_stands_in_the_address_fades_the_highlights_and_says_its_count()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.PressAsync("/");
        await Expect(ida.Page.GetByLabel("Words")).ToBeFocusedAsync();
        await ida.Page.Keyboard.TypeAsync("majority");

        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("2 notes match");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("2 notes match");
        await Expect(ida.Page).ToHaveURLAsync(new Regex(@"\?words=majority$"));
        await Expect(ida.Cards("8")).ToHaveCountAsync(0);
        await Expect(ida.Cards("3")).ToHaveCountAsync(1);
        await ida.ExpectPaintedAsync("the land law", "faded");
        await ida.ExpectPaintedAsync("the majority at the Second", "note-1");

        await ida.OpenRoomAsync("?words=majority&kind=questions");
        await Expect(ida.Button("Filter: 1")).ToBeVisibleAsync();
        await Expect(ida.Page.Locator(".card .body")).ToHaveTextAsync(["Is fear of one’s own majority possible?"]);
        await ida.Button("Filter: 1").ClickAsync();
        await ida.Button("Show all again").ClickAsync();
        await Expect(ida.Page).ToHaveURLAsync(new Regex($"{Regex.Escape(room.Path)}$"));
        await Expect(ida.Page.Locator(".card")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Notes_are_filtered_by_person_point_kind_and_day()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.Button("Search").ClickAsync();

        await ida.Page.GetByLabel("Who").SelectOptionAsync("Mara Stein");
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("1 note matches");
        await ida.Page.GetByLabel("Who").SelectOptionAsync("anybody");
        await ida.Page.GetByLabel("Point", new() { Exact = true }).SelectOptionAsync("point 8");
        await Expect(ida.Panel.Locator("article .body")).ToHaveTextAsync(["Copied, they say."]);
        await ida.Page.GetByLabel("Point", new() { Exact = true }).SelectOptionAsync("any");
        await ida.Page.GetByLabel("Kind").SelectOptionAsync("pinned");
        await Expect(ida.Panel.Locator("article .body")).ToHaveTextAsync(["Whose majority is counted?"]);
        await ida.Page.GetByLabel("Kind").SelectOptionAsync("any");

        // What is half typed is no day yet, and stays while others write.
        await ida.Page.GetByLabel("From (day, UTC)").FocusAsync();
        await ida.Page.Keyboard.TypeAsync("020220");
        await room.WriteAsync(await room.JoinAsync(Role.Annotator, "Lea Wolf"), "7", "Written meanwhile.");
        await Expect(ida.Cards("7")).ToHaveCountAsync(1);
        await Expect(ida.Page).ToHaveURLAsync(new Regex($"{Regex.Escape(room.Path)}$"));
        await ida.Page.Keyboard.TypeAsync("26");
        await Expect(ida.Page).ToHaveURLAsync(new Regex(@"\?after=2026-02-02$"));
        await ida.Button("Show all again").ClickAsync();
        await Expect(ida.Page.GetByLabel("From (day, UTC)")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData("mine", "For my own part.")]
    [InlineData("unresolved", "For my own part.", "Is fear of one’s own majority possible?", "Copied, they say.")]
    [InlineData("unread", "Is fear of one’s own majority possible?", "Copied, they say.")]
    public async Task A_kind_that_is_in_the_address_is_filtered_by_from_the_start(string kind, params string[] left)
    {
        var room = await NewRoomAsync();
        var (jon, member) = (await room.JoinAsync(Role.Annotator, "Jon Sand"), await room.JoinAsync(Role.Annotator, "Ida Berg"));
        var settled = await room.WriteAsync(jon, "3", "Whose majority is counted?");
        await room.DoAsync(room.Owner, (string)settled["id"]!, "resolve");
        await room.WriteAsync(member, "2", "For my own part.");
        var ida = await BrowserOfAsync(member, room);
        await ida.OpenRoomAsync();
        await Expect(ida.Page.Locator(".card")).ToHaveCountAsync(2);
        await ida.GoAsync("/help");
        await room.WriteAsync(jon, "5", "Is fear of one’s own majority possible?");
        await room.WriteAsync(jon, "8", "Copied, they say.");

        await ida.OpenRoomAsync($"?kind={kind}");

        await Expect(ida.Button($"Filter: {left.Length}")).ToBeVisibleAsync();
        await Expect(ida.Page.Locator(".card .body")).ToHaveTextAsync(left);
    }

    [Fact]
    public async Task A_point_is_one_field_or_one_click_or_one_key_away()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await ida.Page.GetByLabel("Go to point").FillAsync("7");
        await ida.PressAsync("Enter");
        await Expect(ida.Clause("7")).ToBeFocusedAsync();
        await Expect(ida.Clause("7")).ToBeInViewportAsync();
        await ida.Page.GetByRole(AriaRole.Navigation, new() { Name = "Points" }).GetByRole(AriaRole.Link, new() { Name = "point 2" }).ClickAsync();
        await Expect(ida.Clause("2")).ToBeFocusedAsync();
        await ida.PressAsync("9", "g");
        await Expect(ida.Clause("9")).ToBeFocusedAsync();
        await ida.Page.GetByLabel("Go to point").FillAsync("99");
        await ida.PressAsync("Enter");
        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("There is no such point.");
        await Expect(ida.Page.GetByLabel("Go to point")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task The_permanent_address_of_a_note_opens_the_room_at_it_and_focuses_it()
    {
        var (room, ida) = await SmallDiscussionAsync();

        await ida.GoAsync($"{room.Path}/notes/3");

        await Expect(ida.Page).ToHaveURLAsync(new Regex("#note-3$"));
        await Expect(ida.Panel.Locator("article").First).ToBeFocusedAsync();
        await Expect(ida.Panel.Locator("article").First).ToContainTextAsync("Copied, they say.");
        await Expect(ida.Text("8")).ToBeInViewportAsync();
        await ida.ExpectPaintedAsync("the land law", "focus");
        await ida.PressAsync("Escape");
        await Expect(ida.Panel).ToHaveCountAsync(0);
        await Expect(ida.Clause("8")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_address_of_a_reply_opens_its_thread_at_the_reply()
    {
        var (room, ida) = await SmallDiscussionAsync();
        var notes = (await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray();
        var reply = await room.ReplyAsync(room.Owner, (string)notes[0]!["id"]!, "That of the delegates.");

        await ida.OpenRoomAsync($"#note-{reply["number"]}");

        await Expect(ida.Panel.Locator(".replies article")).ToBeFocusedAsync();
        await Expect(ida.Panel.Locator(".replies article")).ToContainTextAsync("That of the delegates.");
    }

    [Fact]
    public async Task A_note_that_is_not_there_is_said_not_to_be()
    {
        var (room, ida) = await SmallDiscussionAsync();

        await ida.OpenRoomAsync("#note-77");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("There is no note 77");
        var answer = await ida.Page.GotoAsync($"{room.Path}/notes/77");
        Assert.Equal(404, answer!.Status);
        await Expect(ida.Page.GetByRole(AriaRole.Heading, new() { Name = "No such note" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Citation_and_address_of_a_note_can_be_copied()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await Reader.ChooseAsync(ida.Card("Copied, they say."), "Copy citation");
        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("Citation copied.");
        Assert.Equal("point 8, note 3", await ida.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await Reader.ChooseAsync(ida.Card("Copied, they say."), "Copy address");
        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("Address copied.");
        Assert.Equal($"{Server.Address.GetLeftPart(UriPartial.Authority)}{room.Path}/notes/3", await ida.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await ida.Card("Copied, they say.").Locator(".menu > button").First.ClickAsync();
        await ida.Card("Copied, they say.").GetByRole(AriaRole.Link, new() { Name = "Cite…" }).ClickAsync();
        await Expect(ida.Page.Locator("#line-note")).ToHaveValueAsync(new Regex("note 3 on point 8 of .*/notes/3\\?epoch="));
    }

    private async Task<(Room Room, Reader Ida)> SmallDiscussionAsync()
    {
        var room = await NewRoomAsync();
        var (mara, jon) = (await room.JoinAsync(Role.Moderator, "Mara Stein"), await room.JoinAsync(Role.Annotator, "Jon Sand"));
        await room.WriteAsync(mara, "3", "Whose majority is counted?", "the majority at the Second All-Russia Congress of Soviets", pin: true);
        await room.WriteAsync(jon, "5", "Is fear of one’s own majority possible?", motivation: "questioning");
        await room.WriteAsync(jon, "8", "Copied, they say.", "the land law of our government");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Page.Locator(".card")).ToHaveCountAsync(3);
        return (room, ida);
    }
}
