using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>A text is revised while people read it and write on it.</summary>
public sealed class RevisionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Revised = """
        Rules of the garden

        1. Whoever waters the beds closes the gate behind them.

        2. Seeds are shared in spring and in autumn.

        3. The compost is nobody's.
        """;

    [Fact]
    public async Task Readers_have_the_new_text_at_once_whoever_writes_keeps_their_words_and_what_is_in_doubt_is_placed_by_a_person()
    {
        var room = await Room.WithPointsAsync(Server, "Rules of the garden", "Whoever waters the beds closes the gate.", "Tools are cleaned and hung up.", "Seeds are shared in spring.");
        var olga = await BrowserOfAsync(room.Owner, room, Axe.Options);
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await room.WriteAsync(jon.Who!, "1", "Which gate?", "the gate");
        await room.WriteAsync(jon.Who!, "3", "Only then?", "shared in spring");
        await room.WriteAsync(jon.Who!, "2", "On which hooks?", "hung up");
        await ida.Clause("3").Locator(".comment").ClickAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("Half a thought");

        // From the room by its menu; what changes is said before anything does.
        await olga.OpenRoomAsync();
        await olga.Button("Menu").ClickAsync();
        await olga.Page.GetByRole(AriaRole.Link, new() { Name = "Revisions of the text" }).ClickAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "the revisions");
        await olga.Page.GetByRole(AriaRole.Link, new() { Name = "Revise this text" }).ClickAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "the form of a revision");
        await olga.Page.GetByLabel("Paste the whole text").FillAsync(Revised);
        await olga.Button("See what changes").ClickAsync();
        await Expect(olga.Page.GetByRole(AriaRole.Heading, new() { Name = "What changes against revision 1" })).ToBeVisibleAsync();
        await Picture.TakeThreeAsync(olga, "revise", () => olga.Page.GetByRole(AriaRole.Heading, new() { Name = "Point 2 gone" }).EvaluateAsync("point => { scrollTo(0, point.getBoundingClientRect().top + scrollY - 330); }"));
        await Axe.ExpectNothingAmissAsync(olga.Page, "what a revision changes");
        foreach (var looked in await olga.Page.GetByLabel("I have looked: it is so").AllAsync())
            await looked.CheckAsync();
        await olga.Page.GetByLabel("Point 2 goes on as").FillAsync("");
        await olga.Page.GetByLabel("Why").FillAsync("What was resolved on Monday");
        await olga.Button("Apply as revision 2").ClickAsync();

        // Jon's page has it by itself, and his notes on their words.
        await Expect(jon.Text("1")).ToHaveTextAsync("Whoever waters the beds closes the gate behind them.");
        await Expect(jon.State).ToHaveTextAsync("Live");
        await jon.ExpectPaintedAsync("the gate", "note-1");
        await jon.ExpectPaintedAsync("shared in spring", "note-1");
        Assert.DoesNotContain("hung up", await jon.PaintedAsync("note-1", "note-2"));

        // Ida's is not taken from under her hands.
        await Expect(ida.Notices.Locator("#revision-news .notice-bar")).ToBeInViewportAsync();
        await Expect(ida.Composer.GetByLabel("Your note")).ToHaveValueAsync("Half a thought");
        await ida.Page.Locator("#revision-news").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        await Expect(ida.Text("2")).ToHaveTextAsync("Seeds are shared in spring and in autumn.");

        // What is left waits where it was; a person leaves it there.
        await olga.OpenRoomAsync();
        await olga.Page.GetByRole(AriaRole.Link, new() { Name = "1 note is on an earlier text" }).ClickAsync();
        await Expect(olga.Page.GetByText("On which hooks?")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(olga.Page, "the queue");
        await olga.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Leave it on the earlier text") }).ClickAsync();
        await Expect(olga.Page.GetByText("stays on the earlier text")).ToBeVisibleAsync();
        await olga.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^what changed") }).ClickAsync();
        await Expect(olga.Page.Locator("ins", new() { HasText = "behind them" })).ToBeVisibleAsync();
        await Picture.TakeThreeAsync(olga, "revision");
        await Axe.ExpectNothingAmissAsync(olga.Page, "what changed");
    }

    [Fact]
    public async Task Words_that_were_picked_in_a_text_that_is_no_longer_so_are_put_on_no_others_and_the_news_of_it_are_in_sight()
    {
        var (gate, shed) = (Often("The gate is closed behind whoever waters the beds."), Often("Who leaves last locks the shed and takes its key along."));
        var room = await Room.WithPointsAsync(Server, "Rules of the garden", gate, shed, "Tools are cleaned and hung up.", "Seeds are shared in spring.");
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        await jon.Clause("3").FocusAsync();
        await jon.PressAsync("Enter");
        await Expect(jon.Page.Locator("#pick")).ToBeFocusedAsync();
        await Expect(jon.Text("3")).ToBeInViewportAsync();

        using (var revised = await room.Owner.PostAsync($"/api/documents/{room.Document}/revisions", new { commandId = Guid.NewGuid(), revision = 1, format = "text", text = $"Rules of the garden\n\n1. {gate}\n\n2. {shed}\n\n3. All tools are cleaned and hung up.\n\n4. Seeds are shared in spring." }))
            Assert.True(revised.IsSuccessStatusCode, await revised.Content.ReadAsStringAsync());
        var news = jon.Notices.GetByText("The text was revised while you write");
        await Expect(news).ToBeInViewportAsync();
        Assert.True(await news.EvaluateAsync<bool>("line => { const { left, top } = line.getBoundingClientRect(); return line.contains(document.elementFromPoint(left + 2, top + 2)); }"), "Something stands over the news.");

        await jon.PressAsync("Shift+Control+ArrowRight", "Enter");
        await Expect(jon.Composer.Locator(".quote")).ToHaveTextAsync("Tools");
        await jon.WriteAsync("Which tools?");
        await Expect(jon.Notices).ToContainTextAsync("1 refused");
        Assert.Empty((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
        // At a point that says what it said, nothing is in doubt.
        await jon.CommentAsync("4", "In which spring?");
        await Expect(jon.Card("In which spring?")).ToBeVisibleAsync();
        await jon.Notices.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await Expect(jon.Panel).ToContainTextAsync("Which tools?");

        static string Often(string sentence) => string.Join(' ', Enumerable.Repeat(sentence, 20));
    }
}
