using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Moderating;

/// <summary>A thread goes to the point where it belongs.</summary>
public sealed class MoveTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_moderator_moves_a_thread_and_everybody_sees_it_at_its_new_point()
    {
        var (room, jon, mara) = await PinnedAtTwoAsync();
        await jon.OpenThreadAsync("This is about the land.");

        await mara.PressAsync("2", "g");
        await mara.ChooseByKeysAsync(mara.Card("This is about the land."), "Move to another point…");
        await Expect(mara.Panel.GetByLabel("Move note 1 and its replies to")).ToBeFocusedAsync();
        await mara.Panel.GetByLabel("Move note 1 and its replies to").SelectOptionAsync("point 8");
        await mara.PressAsync("Enter");
        await mara.Panel.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();

        await Expect(mara.Panel.GetByRole(AriaRole.Heading, new() { Name = "Note 1 at point 8" })).ToBeVisibleAsync();
        await Expect(jon.Panel.GetByRole(AriaRole.Heading, new() { Name = "Note 1 at point 8" })).ToBeVisibleAsync();
        await Expect(jon.Note("Yes, move it.")).ToBeVisibleAsync();
        await Expect(jon.Page.Locator("#live")).ToContainTextAsync("Mara Stein moved your note 1 to point 8");
        await jon.PressAsync("Escape");
        await Expect(jon.Cards("8")).ToContainTextAsync(["This is about the land."]);
        await Expect(jon.Cards("8").Locator(".word")).ToHaveCountAsync(0);
        await Expect(jon.Cards("2")).ToHaveCountAsync(0);
        Assert.DoesNotContain("the slogan of Soviet power", await jon.PaintedAsync("note-1", "note-2", "pinned"));

        await jon.OpenThreadAsync("This is about the land.");
        await jon.Panel.GetByRole(AriaRole.Button, new() { Name = "edited" }).First.ClickAsync();
        await Expect(jon.Panel.Locator(".history")).ToContainTextAsync("Moved from “");
        await Expect(jon.Panel.Locator(".history")).ToContainTextAsync("to point 8");
        await Expect(jon.Panel.Locator(".history li").First).ToContainTextAsync("Mara Stein");
        await jon.Page.ReloadAsync();
        await Expect(jon.Cards("8")).ToContainTextAsync(["This is about the land."]);
    }

    [Fact]
    public async Task What_is_nobodys_to_move_is_not_offered()
    {
        var (room, _, _) = await PinnedAtTwoAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Card("This is about the land.").Locator(".menu > button").First.ClickAsync();

        await Expect(ida.Card("This is about the land.").Locator(".menu-list")).ToContainTextAsync("Copy address");
        await Expect(ida.Card("This is about the land.").Locator(".menu-list")).Not.ToContainTextAsync("Move");
    }

    [Fact]
    public async Task An_author_moves_a_passage_by_keys_alone()
    {
        var (_, jon, mara) = await PinnedAtTwoAsync();
        await jon.PressAsync("2", "g");

        await jon.ChooseByKeysAsync(jon.Card("This is about the land."), "Move its passage…");
        await Expect(jon.Page.Locator("#pick")).ToBeFocusedAsync();
        await jon.PressAsync("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Enter", "Enter");

        var words = (await jon.Text("2").TextContentAsync())!.Split(' ');
        await Expect(mara.Card("This is about the land.").Locator("q")).ToHaveTextAsync($"{words[0]} {words[1]}");
        await mara.ExpectPaintedAsync($"{words[0]} {words[1]}", "note-1", "note-2", "pinned");
        await Expect(mara.Card("This is about the land.").Locator(".word")).ToHaveTextAsync("Pinned");
    }

    [Fact]
    public async Task An_author_moves_a_note_to_words_of_another_point()
    {
        var (_, jon, mara) = await PinnedAtTwoAsync();
        await jon.SelectAsync("8", "the land law");

        await Reader.ChooseAsync(jon.Card("This is about the land."), "Move to the words I selected");

        await Expect(mara.Cards("8").Locator("q")).ToHaveTextAsync(["the land law"]);
        await Expect(mara.Cards("2")).ToHaveCountAsync(0);
        await mara.ExpectPaintedAsync("the land law", "note-1");
    }

    private async Task<(Room Room, Reader Author, Reader Moderator)> PinnedAtTwoAsync()
    {
        var room = await NewRoomAsync();
        var (jon, mara) = (await room.JoinAsync(Role.Annotator, "Jon Sand"), await room.JoinAsync(Role.Moderator, "Mara Stein"));
        var text = (string)(await room.SnapshotAsync(jon))["clauses"]!.AsArray().First(clause => ((string?)clause!["label"])?.TrimEnd('.') == "2")!["text"]!;
        var note = (string)(await room.WriteAsync(jon, "2", "This is about the land.", text[..20].Trim()))["id"]!;
        await room.ReplyAsync(mara, note, "Yes, move it.");
        using var pinned = await mara.PutAsync($"{room.Note(note)}/pin", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("2") });
        var readers = (await BrowserOfAsync(jon, room), await BrowserOfAsync(mara, room));
        foreach (var reader in new[] { readers.Item1, readers.Item2 })
        {
            await reader.OpenRoomAsync();
            await Expect(reader.Card("This is about the land.").Locator(".word")).ToHaveTextAsync("Pinned");
        }

        return (room, readers.Item1, readers.Item2);
    }
}
