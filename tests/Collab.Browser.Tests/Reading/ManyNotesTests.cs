using System.Diagnostics;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Web.Tests.Engine;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>A point on which three hundred notes stand.</summary>
public sealed class ManyNotesTests(BrowserFixture fixture, ITestOutputHelper output) : BrowserTest(fixture)
{
    private static readonly string[] Quotes = ["affirms that the purely Bolshevik government cannot be renounced", "the purely Bolshevik government", "Bolshevik government", "Bolshevik"];

    [Fact]
    public async Task All_are_found_in_a_searchable_panel_that_holds_only_what_is_near_in_the_page()
    {
        var (_, ida) = await CrowdedRoomAsync();
        await Expect(ida.Cards("3")).ToHaveCountAsync(1);

        await ida.Button("All 300 notes at point 3").ClickAsync();
        await Expect(ida.Panel.GetByRole(AriaRole.Heading).First).ToHaveTextAsync("300 notes at point 3");
        await Expect(ida.Panel.Locator("article").Nth(4)).ToBeAttachedAsync();
        Assert.InRange(await ida.Panel.Locator("article").CountAsync(), 5, 40);
        await Expect(ida.Panel.Locator("li[data-id]").First).ToHaveAttributeAsync("aria-setsize", "300");
        await ida.Panel.Locator(".panel-scroll").EvaluateAsync("element => element.scrollTo(0, element.scrollHeight)");
        await Expect(ida.Note("Remark 1 of many")).ToBeVisibleAsync();
        Assert.InRange(await ida.Panel.Locator("article").CountAsync(), 5, 40);

        await ida.Page.GetByLabel("Search these notes").FillAsync("remark 217");
        await Expect(ida.Panel.Locator("article")).ToHaveCountAsync(1);
        await Expect(ida.Panel.Locator("article")).ToContainTextAsync("Remark 217 of many");
        await ida.PressAsync("Escape");
        await Expect(ida.Clause("3")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Who_asks_for_it_gets_plain_pages()
    {
        var (_, ida) = await CrowdedRoomAsync();
        await ida.Button("Menu").ClickAsync();
        await ida.Page.GetByLabel("Plain paged lists").CheckAsync();
        await ida.PressAsync("Escape");
        await ida.PressAsync("3", "n");

        await Expect(ida.Panel.Locator("article")).ToHaveCountAsync(25);
        await Expect(ida.Panel.GetByText("Page 1 of 12")).ToBeVisibleAsync();
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Expect(ida.Panel.GetByRole(AriaRole.Group, new() { Name = "page 2 of 12" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_text_is_painted_in_layers_by_how_much_is_written_about_it()
    {
        var (_, ida) = await CrowdedRoomAsync();

        await ida.ExpectPaintedAsync("Bolshevik", "note-5");
        Assert.Equal(["affirms that ", " cannot be renounced"], await ida.PaintedAsync("note-1"));
        var text = (await ida.Text("3").TextContentAsync())!;
        Assert.Equal(1, await ida.Text("3").EvaluateAsync<int>("element => element.childNodes.length"));
        Assert.StartsWith("The Central Committee affirms that the purely Bolshevik government", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_from_a_thread_the_list_stands_where_it_was_left_with_its_words()
    {
        var (_, ida) = await CrowdedRoomAsync();
        await ida.PressAsync("3", "n");
        await ida.Page.GetByLabel("Search these notes").FillAsync("many");
        var list = ida.Panel.Locator(".panel-scroll");
        await list.EvaluateAsync("list => list.scrollTo(0, 6000)");
        await Expect(ida.Panel.Locator("article").First).Not.ToContainTextAsync("Remark 300 ");
        var note = ida.Panel.Locator("article").Nth(6);
        await note.ScrollIntoViewIfNeededAsync();
        var (number, before) = (await note.GetAttributeAsync("data-note"), await list.EvaluateAsync<double>("list => list.scrollTop"));
        await note.GetByRole(AriaRole.Button, new() { Name = "Open" }).First.ClickAsync();
        await Expect(ida.Panel.GetByRole(AriaRole.Button, new() { Name = "All notes at point 3" })).ToBeVisibleAsync();

        await ida.PressAsync("Escape");

        await Expect(ida.Page.GetByLabel("Search these notes")).ToHaveValueAsync("many");
        await Expect(ida.Panel.Locator($"article[data-note='{number}']")).ToBeInViewportAsync();
        Assert.InRange(await list.EvaluateAsync<double>("list => list.scrollTop"), before - 60, before + 60);
    }

    [Fact]
    public async Task A_note_with_the_focus_that_is_scrolled_away_leaves_the_rest_in_its_place()
    {
        var (_, ida) = await CrowdedRoomAsync();
        await ida.PressAsync("3", "n");
        await ida.Panel.Locator("article").First.FocusAsync();
        var list = ida.Panel.Locator(".panel-scroll");

        await list.EvaluateAsync("list => list.scrollTo(0, 12000)");

        await Expect(ida.Panel.Locator("article:focus")).ToHaveCountAsync(1);
        await list.EvaluateHandleAsync("""
            list => new Promise(done => {
              const look = () => {
                const { left, top, width, height } = list.getBoundingClientRect();
                if (document.elementFromPoint(left + width / 2, top + height / 2)?.closest('article')) done();
                else requestAnimationFrame(look);
              };
              look();
            })
            """);
        Assert.InRange(await list.EvaluateAsync<double>("list => list.scrollTop"), 11_000, 13_000);
    }

    [Fact]
    public async Task The_page_stays_quick()
    {
        var (room, ida) = await CrowdedRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await ida.PressAsync("3", "n");
        await Expect(ida.Panel).ToBeVisibleAsync();
        // Of each step all that the page did since the one before: no task of it was longer.
        var time = await PageTime.OfAsync(ida.Page);
        List<double> steps = [];

        // A note that comes makes its own card, however many there are: what else of the page changes are a few words.
        await ida.Page.EvaluateAsync("""
            () => {
              globalThis.made = 0;
              globalThis.watching = new MutationObserver(changes => { for (const { addedNodes } of changes) globalThis.made += addedNodes.length; });
              globalThis.watching.observe(document.body, { childList: true, subtree: true });
            }
            """);
        steps.Add(await time.OfAsync(async () =>
        {
            await room.WriteAsync(jon, "5", "Elsewhere.");
            await Expect(ida.Card("Elsewhere.")).ToBeAttachedAsync();
        }));
        Assert.InRange(await ida.Page.EvaluateAsync<int>("() => { globalThis.watching.disconnect(); return globalThis.made; }"), 1, 20);

        for (var i = 0; i < 10; i++)
        {
            steps.Add(await time.OfAsync(async () =>
            {
                await room.WriteAsync(jon, "3", $"One more, {i}", Quotes[i % Quotes.Length]);
                await Expect(ida.Panel.Locator(".held")).ToHaveTextAsync($"{i + 1} new");
            }));
        }

        steps.Add(await time.OfAsync(async () =>
        {
            await ida.Panel.Locator(".held").ClickAsync();
            await Expect(ida.Panel.GetByRole(AriaRole.Heading).First).ToHaveTextAsync("310 notes at point 3");
        }));
        await ida.Page.GetByLabel("Search these notes").FocusAsync();
        var (before, typing) = (steps.Count, Stopwatch.StartNew());
        foreach (var letter in "remark 299")
            steps.Add(await time.OfAsync(() => ida.Page.Keyboard.TypeAsync($"{letter}")));
        steps.Add(await time.OfAsync(() => Expect(ida.Panel.Locator("article")).ToHaveCountAsync(1)));
        typing.Stop();

        // By the time that the page's thread had of a processor: this machine does other things meanwhile. A page that renders all 300 cards takes seconds.
        output.WriteLine(string.Join(", ", steps.Select(step => $"{step:0}")));
        Assert.InRange(steps.Max(), 0, 400);
        Assert.InRange(steps.Skip(before).Sum(), 0, 3_000);
        // And by the clock, since a page may wait without doing anything: as much more as others may take of the machine.
        Assert.InRange(typing.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(12));
    }

    private async Task<(Room Room, Reader Ida)> CrowdedRoomAsync()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var clause = await room.ClauseAsync("3");
        await Parallel.ForEachAsync(Enumerable.Range(1, 300), new ParallelOptions { MaxDegreeOfParallelism = 1 }, async (i, _) =>
        {
            using var response = await jon.PostAsync($"/api/documents/{room.Document}/annotations", new
            {
                commandId = Guid.NewGuid(),
                targets = new[] { new { clause, quote = new { exact = Quotes[i % Quotes.Length] } } },
                body = new { text = $"Remark {i} of many. {new string('x', i % 7 * 20)}", format = "markdown" },
            });
            response.EnsureSuccessStatusCode();
        });
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Page.Locator(".bar-count")).ToHaveTextAsync("300 notes");
        return (room, ida);
    }
}
