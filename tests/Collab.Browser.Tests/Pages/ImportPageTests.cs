using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Formats.Tests.Import.Hostile;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

public sealed class ImportPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Text = """
        Rules of the Reading Society

        The society meets on Mondays. It reads aloud.

        1. Whoever reads is heard to the end.

        2. Nobody reads longer than a quarter of an hour. The clock hangs in the hall.

        3. The lamp is put out at ten.
        """;

    [Fact]
    public async Task A_pasted_text_is_split_shown_mended_and_saved_and_its_room_opens()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync("/");
        await olga.Page.GetByLabel("Paste the text").FillAsync(Text);
        await olga.Button("See how it splits").ClickAsync();

        await Expect(olga.Page.GetByRole(AriaRole.Heading, new() { Name = "How it splits" })).ToBeFocusedAsync();
        await Expect(olga.Page.GetByLabel("Title")).ToHaveValueAsync("Rules of the Reading Society");
        var parts = olga.Page.Locator(".split-clause");
        await Expect(parts).ToHaveCountAsync(4);
        Assert.Equal(1, await parts.Nth(1).EvaluateAsync<int>("part => new Set([...part.querySelectorAll('.row button')].map(button => button.getBoundingClientRect().top)).size"));

        // Point 2 becomes two, of which the second is point 2a.
        var second = olga.Page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^point 2") });
        await second.Locator("textarea").EvaluateAsync("field => { field.focus(); const at = field.value.indexOf('The clock'); field.setSelectionRange(at, at); }");
        await second.GetByRole(AriaRole.Button, new() { Name = "Split at the caret" }).ClickAsync();
        await Expect(parts).ToHaveCountAsync(5);
        await parts.Nth(3).GetByLabel("Label").FillAsync("2a");
        // Point 3 joins it.
        await parts.Nth(4).GetByRole(AriaRole.Button, new() { Name = "Join with the one before" }).ClickAsync();
        await Expect(parts).ToHaveCountAsync(4);
        await parts.Nth(1).GetByLabel("Label").FillAsync("§ 1");
        await parts.Nth(0).GetByLabel("Kind").SelectOptionAsync("preamble");
        await olga.Button("Save and open the room").ClickAsync();

        await Expect(olga.State).ToHaveTextAsync("Live");
        await Expect(olga.Page.Locator("section.clause .text")).ToHaveTextAsync([
            "The society meets on Mondays. It reads aloud.",
            "Whoever reads is heard to the end.",
            "Nobody reads longer than a quarter of an hour.",
            "The clock hangs in the hall. The lamp is put out at ten.",
        ]);
        await Expect(olga.Page.Locator("section.clause .number")).ToContainTextAsync(["Preamble", "§ 1", "2", "2a"]);
        await olga.CommentAsync("2a", "Whose clock?");
        await Expect(olga.Card("Whose clock?")).ToHaveAttributeAsync("data-number", "1");
    }

    [Fact]
    public async Task A_label_of_words_is_seen_whole_and_a_text_stands_the_way_it_is_written()
    {
        var olga = await BrowserOfAsync((await NewRoomAsync()).Owner);
        await olga.GoAsync("/import");
        await olga.Page.GetByLabel("Paste the text").FillAsync("Section 1. The lamp is lit.\n\nSection 2. The lamp is put out.\n\nالمادة تبدأ هنا.");
        await olga.Button("See how it splits").ClickAsync();
        var labels = olga.Page.Locator(".split-clause").GetByLabel("Label");
        await labels.Nth(1).FillAsync("Section 22 of the second part");

        Assert.True(await labels.Nth(1).EvaluateAsync<bool>("field => field.scrollWidth <= field.clientWidth"));
        Assert.Equal("rtl", await olga.Page.Locator(".split-clause textarea").Last.EvaluateAsync<string>("field => getComputedStyle(field).direction"));
    }

    [Fact]
    public async Task A_chosen_Markdown_file_is_split_as_Markdown()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync("/import");
        await olga.Page.GetByLabel("Or choose a file").SetInputFilesAsync(new FilePayload
        {
            Name = "theses.md",
            MimeType = "text/markdown",
            Buffer = "# Theses\n\n## On reading\n\n1. Slowly.\n2. Twice.\n"u8.ToArray(),
        });
        await Expect(olga.Page.GetByLabel("Markdown", new() { Exact = true })).ToBeCheckedAsync();
        await olga.Button("See how it splits").ClickAsync();

        await Expect(olga.Page.GetByLabel("Title")).ToHaveValueAsync("Theses");
        await Expect(olga.Page.Locator(".split-clause textarea")).ToHaveCountAsync(3);
        await Expect(olga.Page.Locator(".split-clause").First.GetByLabel("Kind")).ToHaveValueAsync("heading");
    }

    [Fact]
    public async Task A_chosen_Word_document_is_split_mended_and_saved()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync("/import");
        var document = Zips.Docx([Zips.Run("1. Read slowly."), Zips.Run("2. Read twice.")]);
        await olga.Page.GetByLabel("Or choose a file").SetInputFilesAsync(new FilePayload { Name = "Theses.docx", MimeType = "application/octet-stream", Buffer = document });
        await Expect(olga.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Theses.docx is chosen: see how it splits.");
        await olga.Button("See how it splits").ClickAsync();
        await Expect(olga.Page.GetByLabel("Title")).ToHaveValueAsync("Theses");
        await olga.Page.Locator(".split-clause").Nth(1).GetByLabel("Label").FillAsync("2a");
        await olga.Button("Save and open the room").ClickAsync();

        await Expect(olga.State).ToHaveTextAsync("Live");
        await Expect(olga.Page.Locator("section.clause .number")).ToContainTextAsync(["1", "2a"]);
    }

    [Fact]
    public async Task HTML_that_is_chosen_is_split_as_HTML_and_a_file_that_is_not_taken_says_why()
    {
        var olga = await BrowserOfAsync((await NewRoomAsync()).Owner);
        await olga.GoAsync("/import");
        var choose = olga.Page.GetByLabel("Or choose a file");
        await choose.SetInputFilesAsync(new FilePayload { Name = "bad.xml", MimeType = "text/xml", Buffer = "<TEI>\n<p>"u8.ToArray() });
        await olga.Button("See how it splits").ClickAsync();
        await Expect(olga.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("not well-formed at line 2");
        await choose.SetInputFilesAsync(new FilePayload { Name = "page.html", MimeType = "text/html", Buffer = "<h1>Theses</h1><script>alert(1)</script><p>1. Read slowly.<p>2. Read twice."u8.ToArray() });
        await olga.Button("See how it splits").ClickAsync();
        await Expect(olga.Page.Locator(".split-clause textarea")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task An_empty_text_is_refused_in_words()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync("/import");

        await olga.Button("See how it splits").ClickAsync();

        await Expect(olga.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Paste a text or choose a file first.");
    }

    [Fact]
    public async Task Nothing_is_saved_by_looking_at_the_split()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync("/import");
        await olga.Page.GetByLabel("Paste the text").FillAsync(Text);
        await olga.Button("See how it splits").ClickAsync();
        await Expect(olga.Page.Locator(".split-clause")).ToHaveCountAsync(4);
        await olga.Button("Back to the text").ClickAsync();
        await Expect(olga.Page.GetByLabel("Paste the text")).ToHaveValueAsync(Text);

        Assert.Single((await room.Owner.ReadAsync($"/api/seminars/{room.Seminar}/documents"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_text_that_the_browser_does_not_carry_goes_with_the_form()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.Context.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        await olga.GoAsync("/");
        await olga.Page.GetByLabel("Paste the text").FillAsync(Text);
        await olga.Button("See how it splits").ClickAsync();

        await Expect(olga.Page.Locator(".split-clause")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Without_script_a_pasted_text_is_kept_and_what_to_do_is_said()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room, new() { JavaScriptEnabled = false });
        await olga.GoAsync("/");
        await olga.Page.GetByLabel("Paste the text").FillAsync(Text);
        await olga.Button("See how it splits").ClickAsync();

        await Expect(olga.Page.GetByLabel("Paste the text")).ToHaveValueAsync(Text);
        // Chromium does not lay <noscript> out where script is only switched off for a test: so it is read.
        Assert.Contains("Your text is kept below", await olga.Page.Locator("main noscript").First.TextContentAsync() ?? "", StringComparison.Ordinal);
        await olga.GoAsync("/join");
        Assert.Contains("A link cannot be used without it", await olga.Page.Locator("main noscript").TextContentAsync() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_is_offered_no_room_of_their_own()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Guest, "Ida Berg"), room);
        await ida.GoAsync("/");

        await Expect(ida.Page.GetByRole(AriaRole.Link, new() { Name = "Resolution of C.C." })).ToBeVisibleAsync();
        await Expect(ida.Page.GetByLabel("Paste the text")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_annotator_founds_a_seminar_of_their_own_with_a_text()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.GoAsync("/import");
        await ida.Page.GetByLabel("Paste the text").FillAsync(Text);
        await ida.Button("See how it splits").ClickAsync();
        await Expect(ida.Page.Locator(".split-clause")).ToHaveCountAsync(4);
        Assert.Single((await ida.Who!.ReadAsync("/api/seminars"))["items"]!.AsArray());
        await ida.Button("Save and open the room").ClickAsync();

        await Expect(ida.State).ToHaveTextAsync("Live");
        await ida.Button("Menu").ClickAsync();
        await Expect(ida.Page.GetByText("Ida Berg, owner")).ToBeVisibleAsync();
        Assert.Single((await room.Owner.ReadAsync($"/api/seminars/{room.Seminar}/documents"))["items"]!.AsArray());
    }
}
