using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

public class HtmlExporterTests
{
    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "p", "dl", "div", "dt", "dd", "section", "mark", "span", "bdi", "a", "article", "time",
        "blockquote", "footer", "em", "strong", "code", "pre", "ul", "ol", "li", "br", "del",
    ];

    private static readonly string[] Attributes =
        ["lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "href", "rel", "start", "role", "aria-label", "datetime"];

    private readonly Samples samples = new();

    [Fact]
    public async Task The_file_runs_nothing_and_fetches_nothing_whatever_was_written()
    {
        var page = await PageAsync(HostileDocument());
        Assert.Empty(page.All.Select(e => e.LocalName).Except(Elements));
        Assert.Empty(page.All.SelectMany(e => e.Attributes).Select(a => a.Name).Except(Attributes));
        Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.Matches("^(https?:|mailto:|#)", a.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll(".body a"), a => Assert.Equal("noopener noreferrer", a.GetAttribute("rel")));
        var policy = page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!;
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:", policy.GetAttribute("content"), StringComparison.Ordinal);
        var style = Assert.Single(page.QuerySelectorAll("style")).TextContent;
        Assert.DoesNotMatch("(?i)url\\(|@import|expression|</", style);
    }

    [Fact]
    public async Task The_policy_stands_before_anything_that_it_governs()
    {
        var html = await Samples.Text("html", samples.For(samples.Ana));
        Assert.True(html.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < html.IndexOf("<style", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_text_is_the_text_but_for_the_numbers_of_its_notes()
    {
        var page = await PageAsync(samples.For(samples.Ana));
        foreach (var reference in page.QuerySelectorAll(".ref").ToList())
            reference.Remove();
        Assert.Equal(samples.State.Header.Clauses.Select(c => c.Text), page.QuerySelectorAll("p.text").Select(p => p.TextContent.Trim()));
    }

    [Fact]
    public async Task Passages_are_marked_where_they_stand_and_lead_to_their_notes()
    {
        var page = await PageAsync(samples.For(samples.Ana));
        var point = page.GetElementById($"clause-{samples.Builder.Clause(1)}")!.QuerySelector("p.text")!;
        Assert.Equal(["departed", "all the fundamental positions"], point.QuerySelectorAll("mark").Select(s => s.TextContent));
        Assert.Equal([samples.Pinned, samples.First], point.QuerySelectorAll("a.ref").Select(a => page.QuerySelector(a.GetAttribute("href")!)).Select(n => NoteAt(n!)));
    }

    [Fact]
    public async Task Every_link_within_the_file_leads_somewhere()
    {
        foreach (var scope in new[] { "all", "mine", "pinned", $"clause:{samples.Builder.Clause(3)}" })
        {
            var page = await PageAsync(samples.For(samples.Ben, scope));
            Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
        }
    }

    [Fact]
    public async Task Ids_are_unique()
    {
        var page = await PageAsync(HostileDocument());
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Pins_are_set_off_with_the_word_and_stand_first()
    {
        var page = await PageAsync(samples.For(samples.Ana));
        var threads = page.GetElementById($"clause-{samples.Builder.Clause(1)}")!.QuerySelectorAll(".thread");
        Assert.Contains("pinned", threads[0].ClassList);
        Assert.Matches(@"^Pinned by Dr\. Okafor, 23 November 2026, \d\d:\d\d UTC$", threads[0].QuerySelector(".pin")!.TextContent);
        Assert.DoesNotContain("pinned", threads[1].ClassList);
    }

    [Fact]
    public async Task Every_point_is_found_by_a_heading_of_its_own()
    {
        var page = await PageAsync(samples.For(samples.Ana));
        Assert.Equal(["The preamble", "Point 1.", "Point 2.", "Point 3."], page.QuerySelectorAll("section.clause :is(h2, h3, h4, h5, h6)").Select(heading => heading.TextContent));
        Assert.Equal(1, page.QuerySelectorAll("h1").Length);
    }

    [Fact]
    public async Task What_is_pinned_keeps_its_former_wordings_and_other_notes_only_their_number()
    {
        samples.Builder.Edit(samples.Moderator, samples.Pinned, "Read this point for its **nouns**.");
        var page = await PageAsync(samples.For(samples.Ana));
        var former = Assert.Single(Note(page, samples.Pinned).QuerySelectorAll(".former"));
        Assert.Matches(@"^Wording of 23 November 2026, \d\d:\d\d UTC", former.TextContent);
        Assert.Equal("verbs", former.QuerySelector("em")!.TextContent);
        Assert.Empty(Note(page, samples.Edited).QuerySelectorAll(".former"));
        Assert.DoesNotContain("First wording.", page.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_pin_keeps_its_former_wordings_from_those_who_may_not_read_it()
    {
        samples.Builder.Edit(samples.Moderator, samples.Pinned, "Read this point for its **nouns**.");
        samples.Builder.Hide(samples.Moderator, samples.Pinned, "too soon");
        foreach (var format in new[] { "html", "markdown", "text" })
            Assert.DoesNotContain("verbs", await Samples.Text(format, samples.For(samples.Ana)), StringComparison.Ordinal);
        Assert.Contains("verbs", await Samples.Text("html", samples.For(samples.Moderator)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withheld_notes_say_why_and_keep_their_replies()
    {
        var page = await PageAsync(samples.For(samples.Ana));
        Assert.Equal("Hidden: off topic", Note(page, samples.Hidden).QuerySelector(".notice")!.TextContent);
        Assert.Equal("Removed by its author", Note(page, samples.Deleted).QuerySelector(".notice")!.TextContent);
        Assert.Null(Note(page, samples.Deleted).QuerySelector(".body"));
        Assert.Contains("depth-1", Note(page, samples.UnderDeleted).ClassList);
    }

    [Fact]
    public async Task Each_note_says_who_and_when_and_everything_else_about_it()
    {
        var page = await PageAsync(samples.For(samples.Ana));
        var edited = Note(page, samples.Edited);
        Assert.Equal("Ana", edited.QuerySelector(".author")!.TextContent);
        Assert.Matches(@"^23 November 2026, \d\d:\d\d UTC$", edited.QuerySelector("time")!.TextContent);
        Assert.Contains("edited 23 November 2026", edited.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tags: style", edited.TextContent, StringComparison.Ordinal);
        Assert.Contains("👍 2", edited.TextContent, StringComparison.Ordinal);
        Assert.Equal($"https://room.example/rooms/{samples.State.Header.Id}/notes/{samples.Builder.NumberOf(samples.Edited)}", edited.QuerySelector("a.number")!.GetAttribute("href"));
        Assert.Contains("resolved", Note(page, samples.First).TextContent, StringComparison.Ordinal);
        Assert.Contains("questioning", Note(page, samples.First).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clause_with_more_passages_than_can_be_read_keeps_its_lines_and_drops_the_numbers()
    {
        var builder = new DocumentBuilder("A point with words.");
        var ana = builder.Join("Ana");
        for (var i = 0; i < 50; i++)
            builder.Note(ana, "x", (0, "with"));
        var page = await PageAsync(Samples.Select(builder.State, builder.As(ana)));
        Assert.Empty(page.QuerySelectorAll(".ref"));
        Assert.Equal("with", Assert.Single(page.QuerySelectorAll("p.text mark")).TextContent);
    }

    private static ExportDocument HostileDocument()
    {
        var builder = new DocumentBuilder("</title><script>alert(1)</script>", DocumentMetadata.Of([new("author", "<img src=x onerror=alert(1)>"), new("<b>key</b>", "\" onload=\"alert(1)")]),
            [.. Hostile.Bodies.Where(b => b.Trim().Length > 0).Select((b, i) => new ClauseDraft(i % 2 == 0 ? "<i>" : null, i % 5 == 0 ? ClauseKind.Heading : ClauseKind.Point, i % 3, b))]);
        var members = Hostile.Names.Select(name => builder.Join(name, Role.Moderator)).ToList();
        for (var i = 0; i < Hostile.Bodies.Length; i++)
        {
            var clause = i % builder.State.Header.Clauses.Length;
            var text = builder.State.Header.Clauses[clause].Text;
            var note = builder.Note(members[i % members.Count], Hostile.Bodies[i], [.. Hostile.Tags], "commenting", (clause, text));
            builder.Reply(members[(i + 1) % members.Count], note, Hostile.Bodies[^(i + 1)]);
            if (i % 7 == 0)
                builder.Hide(members[0], note, Hostile.Bodies[i]);
            builder.React(members[0], note, "\"'");
        }

        return Samples.Select(builder.State, builder.As(members[0]));
    }

    private IElement Note(IHtmlDocument page, string id) => page.GetElementById($"note-{samples.Builder.NumberOf(id)}")!;

    private string NoteAt(IElement note) => samples.State.Annotations.Single(a => note.Id == $"note-{a.Number}").Id;

    private static async Task<IHtmlDocument> PageAsync(ExportDocument document) => new HtmlParser().ParseDocument(await Samples.Text("html", document));
}
