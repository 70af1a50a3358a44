using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>Many notes: filtered, tagged, set against each other, merged, and found in all texts.</summary>
public sealed class BetweenNotesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Notes_are_filtered_by_address_tagged_from_what_is_used_related_across_points_and_merged_and_parted()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var first = await room.WriteAsync(jon, "3", "The majority decides.", tags: ["majority"]);
        await room.ReplyAsync(jon, (string)first["id"]!, "It always did.");
        await room.WriteAsync(jon, "7", "The majority does not decide.", tags: ["majority", "party"]);
        await room.WriteAsync(jon, "8", "It is the majority that decides.", "Bolshevik group");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", Axe.Options);
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Axe.Options);

        await FilterAsync(ida);
        await RelateAsync(ida, mara);
        await MergeAsync(ida, mara);
        await TagAsync(ida);
        await SearchAsync(ida);
    }

    /// <summary>Each step of a filter stands in the address: back and forward lead through them, and a reload keeps them.</summary>
    private static async Task FilterAsync(Reader ida)
    {
        await ida.Button("Search").ClickAsync();
        await ida.Page.GetByLabel("Tag").SelectOptionAsync(new SelectOptionValue { Label = "majority (2)" });
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("2 notes match");
        await ida.Page.GetByLabel("Order").SelectOptionAsync("newest first");
        await Expect(ida.Panel.Locator("article .body")).ToHaveTextAsync(["The majority does not decide.", "The majority decides."]);
        await ida.Page.GetByLabel("Order").SelectOptionAsync("most answered first");
        await Expect(ida.Panel.Locator("article .body").First).ToHaveTextAsync("The majority decides.");
        await Expect(ida.Page).ToHaveURLAsync(new Regex(@"\?tag=majority&sort=answered$"));
        await ida.Page.GetByLabel("State").SelectOptionAsync("resolved");
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("Nothing matches resolved, tagged “majority”. Take a condition away, or show all again");
        await Axe.ExpectNothingAmissAsync(ida.Page, "a filter that leaves nothing");
        await ida.Page.SetViewportSizeAsync(1360, 900);
        // In a narrow window the panel is a sheet, and a step of its own.
        await ida.Page.WaitForFunctionAsync("() => !history.state?.sheet");

        await ida.Page.GoBackAsync();
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("2 notes match");
        await ida.Page.GoForwardAsync();
        await Expect(ida.Panel.Locator(".found")).ToContainTextAsync("Nothing matches");
        await ida.Page.GoBackAsync();
        await ida.Page.ReloadAsync();
        await Expect(ida.Button("Filter: 2")).ToBeVisibleAsync();
        await ida.Button("Filter: 2").ClickAsync();
        await ida.Button("Show all again").ClickAsync();
        await Expect(ida.Page.Locator(".card")).ToHaveCountAsync(3);
        await ida.PressAsync("Escape");
    }

    /// <summary>By keys alone: what is used most comes first, and is chosen with an arrow and Enter.</summary>
    private static async Task TagAsync(Reader ida)
    {
        await ida.Clause("5").Locator(".comment").ClickAsync();
        await ida.Composer.GetByText("Tags, other points").ClickAsync();
        var tags = ida.Composer.GetByRole(AriaRole.Combobox, new() { Name = "Tags" });
        await tags.FocusAsync();
        await Expect(ida.Composer.Locator("[role=option]")).ToHaveTextAsync(["majority 2 notes", "party 1 note"]);
        await ida.Page.Keyboard.TypeAsync("PAR");
        await Expect(ida.Composer.Locator("[role=option]")).ToHaveTextAsync(["party 1 note"]);
        await ida.PressAsync("ArrowDown");
        await Expect(ida.Composer.Locator("[role=option][aria-selected=true]")).ToHaveTextAsync("party 1 note");
        Assert.Equal(await tags.GetAttributeAsync("aria-activedescendant"), await ida.Composer.Locator("[role=option]").GetAttributeAsync("id"));
        await Axe.ExpectNothingAmissAsync(ida.Page, "tags that are offered");
        await ida.Page.SetViewportSizeAsync(1360, 900);
        await ida.PressAsync("Enter");
        await Expect(tags).ToHaveValueAsync("party, ");
        await ida.PressAsync("Escape");
        await Expect(ida.Composer.Locator("[role=option]")).ToHaveCountAsync(0);
        await Expect(ida.Composer).ToBeVisibleAsync();
        await ida.WriteAsync("So is the party.");
        await Expect(ida.Cards("5").Locator(".tag")).ToHaveTextAsync(["party"]);
    }

    /// <summary>Point 7 against point 3: seen at both, and taken back by who said it.</summary>
    private static async Task RelateAsync(Reader ida, Reader mara)
    {
        await Reader.ChooseAsync(ida.Card("The majority does not decide."), "Relate to another note…");
        await ida.Page.GetByLabel("Note 3", new() { Exact = true }).SelectOptionAsync("contradicts");
        await ida.Page.GetByLabel("Number of the other note").FillAsync("99");
        await Expect(ida.Panel.Locator(".asked")).ToContainTextAsync("There is no note 99 to choose.");
        await ida.Page.GetByLabel("Number of the other note").FillAsync("1");
        await Expect(ida.Panel.Locator(".asked")).ToContainTextAsync("Note 1 by Jon Sand at point 3: “The majority decides.”");
        await Axe.ExpectNothingAmissAsync(ida.Page, "a relation that is asked for");
        await ida.Page.SetViewportSizeAsync(1360, 900);
        await ida.PressAsync("Enter");
        await Expect(ida.Panel.Locator(".relations")).ToContainTextAsync("Contradicts note 1 at point 3, says Ida Berg");
        await Expect(mara.Card("The majority decides.").Locator(".foot")).ToContainTextAsync("contradicted by note 3");
        await ida.Panel.Locator(".relations").GetByRole(AriaRole.Button, new() { Name = "note 1", Exact = true }).ClickAsync();
        await Expect(ida.Panel.Locator(".relations")).ToContainTextAsync("Contradicted by note 3 at point 7, says Ida Berg");
        await ida.Button("Take back: contradicted by note 3").ClickAsync();
        await Expect(ida.Panel.Locator(".relations")).ToHaveCountAsync(0);
        await Expect(mara.Card("The majority decides.").Locator(".foot")).Not.ToContainTextAsync("contradicted");
        await ida.PressAsync("Escape");
    }

    private static async Task MergeAsync(Reader ida, Reader mara)
    {
        await Reader.ChooseAsync(mara.Card("It is the majority that decides."), "Merge into another thread…");
        await mara.Page.GetByLabel("Number of the other note").FillAsync("1");
        await mara.PressAsync("Enter");
        await Expect(ida.Cards("8")).ToHaveCountAsync(0);
        await Expect(ida.Card("The majority decides.")).ToContainTextAsync("2 replies");
        await Expect(ida.Card("The majority decides.").Locator(".merged-in")).ToHaveTextAsync("Merged in, note 4 at point 8: Bolshevik group");
        // Its passage is painted where it is, and a click on it opens the thread.
        await ida.ExpectPaintedAsync("Bolshevik group", "note-1", "note-2");
        await ida.Clause("8").ScrollIntoViewIfNeededAsync();
        var at = await ida.Clause("8").Locator(".text").EvaluateAsync<float[]>("""
            text => { const node = text.firstChild, range = new Range(), from = node.data.indexOf('Bolshevik group'); range.setStart(node, from + 2); range.setEnd(node, from + 3); const { x, y, width, height } = range.getBoundingClientRect(); return [x + width / 2, y + height / 2]; }
            """);
        await ida.Page.Mouse.ClickAsync(at[0], at[1]);
        await Expect(ida.Note("It is the majority that decides.").First).ToBeFocusedAsync();
        await ida.PressAsync("Escape");
        // Its address is what it was.
        await ida.GoAsync($"{new Uri(ida.Page.Url).AbsolutePath}/notes/4");
        await Expect(ida.Panel.GetByRole(AriaRole.Heading).First).ToContainTextAsync("Note 1 at point 3");
        await Expect(ida.Note("It is the majority that decides.").First).ToBeFocusedAsync();
        await Expect(ida.Note("It is the majority that decides.").First).ToContainTextAsync("merged in");
        await Axe.ExpectNothingAmissAsync(ida.Page, "a merged thread");
        await ida.Page.SetViewportSizeAsync(1360, 900);
        await Reader.ChooseAsync(mara.Note("It is the majority that decides.").First, "Part from this thread");
        await Expect(ida.Cards("8")).ToHaveCountAsync(1);
        await ida.PressAsync("Escape");
    }

    private static async Task SearchAsync(Reader ida)
    {
        await ida.PressAsync("Escape");
        await ida.Button("Search").ClickAsync();
        await ida.Page.GetByLabel("Words").FillAsync("always");
        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Search all texts of the seminar" }).ClickAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 note in 1 text");
        await Axe.ExpectNothingAmissAsync(ida.Page, "what was found");
        await ida.Page.SetViewportSizeAsync(1360, 900);
        await ida.Page.Locator(".found-notes a").ClickAsync();
        await Expect(ida.Note("It always did.").First).ToBeFocusedAsync();
    }
}
