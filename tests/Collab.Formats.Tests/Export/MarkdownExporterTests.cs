using Collab.Domain.Policy;
using Collab.Formats.Markdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Formats.Tests.Export;

public class MarkdownExporterTests
{
    private readonly Samples samples = new();

    [Fact]
    public async Task No_body_breaks_out_of_its_quotation()
    {
        foreach (var body in Hostile.Bodies)
        {
            var builder = new DocumentBuilder("The first point.", "The second point.");
            var ana = builder.Join("Ana", Role.Moderator);
            var note = builder.Note(ana, body, (0, "first"));
            builder.Reply(ana, note, body);
            builder.Note(ana, "A note behind it.", (1, ""));
            var text = await Samples.Text("markdown", Samples.Select(builder.State, builder.As(ana)));
            var document = Markdig.Markdown.Parse(text);
            var outside = document.Descendants().Where(node => node is Block block && !NoteNumbers.Ancestors(block).Append(block as ContainerBlock).Any(b => b is QuoteBlock)).ToList();
            Assert.Equal(["Resolution", "Notes at point 1", "Notes at point 2"], outside.OfType<HeadingBlock>().Select(h => MarkdownRenderer.PlainText(Words(h))));
            Assert.Equal(1, outside.Count(b => b is ThematicBreakBlock));
            Assert.DoesNotContain(outside, b => b is CodeBlock);
            Assert.Equal(2, document.Descendants<QuoteBlock>().Count(q => q.Parent is ListItemBlock && !NoteNumbers.Ancestors(q).Any(b => b is QuoteBlock)) - 1);
            Assert.Contains(document.Descendants<LiteralInline>(), l => l.Content.ToString() == "A note behind it.");
        }
    }

    [Fact]
    public async Task Nothing_runs_or_is_fetched_where_it_is_rendered_with_HTML_on()
    {
        foreach (var body in Hostile.Bodies)
        {
            var builder = new DocumentBuilder(body.Trim().Length == 0 ? "x" : body);
            var ana = builder.Join("<img src=x onerror=alert(1)>", Role.Moderator);
            builder.Note(ana, body, [.. Hostile.Tags], "commenting");
            builder.Hide(ana, builder.Note(ana, "x"), body);
            var document = Markdig.Markdown.Parse(await Samples.Text("markdown", Samples.Select(builder.State, builder.As(ana))));
            Assert.DoesNotContain(document.Descendants(), node => node is HtmlBlock or HtmlInline or LinkReferenceDefinition);
            Assert.DoesNotContain(document.Descendants<LinkInline>(), link => link.IsImage);
            Assert.All(document.Descendants<LinkInline>(), link => Assert.NotNull(SafeLink.Of(link.Url)));
            Assert.All(document.Descendants<AutolinkInline>(), link => Assert.True(link.IsEmail || SafeLink.Of(link.Url) is not null, link.Url));
        }
    }

    [Fact]
    public async Task Bodies_without_danger_are_kept_as_they_were_typed()
    {
        const string body = "A *remark* with `code`, [a link](https://example.org) and\n\n1. a list\n2. of two\n\n> and a quote";
        var builder = new DocumentBuilder("A point.");
        var ana = builder.Join("Ana");
        builder.Note(ana, body, (0, "point"));
        var text = await Samples.Text("markdown", Samples.Select(builder.State, builder.As(ana)));
        Assert.Contains(string.Join('\n', body.Split('\n').Select(line => $"  > {line}".TrimEnd())), text, StringComparison.Ordinal);
        Assert.Contains("  > > “point”", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_nest_as_lists_and_pins_come_first()
    {
        var text = await Samples.Text("markdown", samples.For(samples.Ana));
        var numbers = new[] { samples.Pinned, samples.First, samples.Answer, samples.Deeper }.Select(samples.Builder.NumberOf).ToArray();
        var places = numbers.Select(n => text.IndexOf($"**[{n}](", StringComparison.Ordinal)).ToArray();
        Assert.Equal(places.Order(), places);
        Assert.Matches(@"- \*\*Pinned\*\* by Dr\. Okafor, 23 November 2026, \d\d:\d\d UTC · \*\*\[1\]\(", text);
        Assert.Contains($"\n  - **[{numbers[2]}](", text, StringComparison.Ordinal);
        Assert.Contains($"\n    - **[{numbers[3]}](", text, StringComparison.Ordinal);
        Assert.Contains("Note 5: see point 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_pinned_is_quoted_in_its_former_wordings_too()
    {
        samples.Builder.Edit(samples.Moderator, samples.Pinned, "Read this point for its **nouns**.");
        var text = await Samples.Text("markdown", samples.For(samples.Ana));
        Assert.Matches(@"  > Read this point for its \*\*nouns\*\*\.\n\n  Wording of 23 November 2026, \d\d:\d\d UTC:\n\n  > Read this point for its \*verbs\*\.\n", text);
        Assert.DoesNotContain("First wording.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1. not a list", "1\\. not a list")]
    [InlineData("- not a list", "\\- not a list")]
    [InlineData("# not a heading", "\\# not a heading")]
    [InlineData("a\n===", "a\n\\===")]
    [InlineData("<b> & &amp; *x*", "\\<b\\> & \\&amp; \\*x\\*")]
    [InlineData("    not code", "not code")]
    [InlineData("Plain words, 3 of them (really) - yes!", "Plain words, 3 of them (really) - yes!")]
    public void The_text_reads_as_it_does(string text, string markdown) => Assert.Equal(markdown, MarkdownSource.Escape(text));

    private static string Words(HeadingBlock heading) => string.Concat(heading.Inline!.Select(inline => inline.ToString()));
}
