using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;
using Collab.Testing;

namespace Collab.Formats.Tests.Import;

/// <summary>Tables of contents, numbers of pages and navigation are left out where the text shows that they are that, which is said; else they stay.</summary>
public sealed class PageApparatusTests
{
    private const string Body = "1. Purpose\n\nWe read together, all of us.\n\n2. Meetings and their times\n\nWe meet on Mondays.\n\n3. Closing\n\nWe leave at ten.";

    [Theory]
    [InlineData("Contents\n\n1. Purpose ........ 1\n2. Meetings and their times .... 2\n3. Closing ... . . . 12\n\n")]
    [InlineData("INHALTSVERZEICHNIS\n1. Purpose …………… i\n2. Meetings and\n   their times …… 2\n3. Closing _______ 2\n\n")]
    [InlineData("§ 1 Purpose . . . . . 1\n\n§ 2 Meetings and their times . . . . . 2\n\n§ 3 Closing · · · · · 3\n\n§ 4 Left out since ....... 4\n\n")]
    public void Lines_with_dots_to_a_page_are_left_out_where_the_text_has_their_titles(string contents)
    {
        var draft = TextImport.Split(contents + Body, TextFormat.Text);
        Assert.Equal(Outlines.Of(Body), Outlines.Of(draft));
        Assert.StartsWith("Left out: ", draft.Warnings[0], StringComparison.Ordinal);
        Assert.Contains(" lines of a table of contents, from “", draft.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    // A list of prices, also of what the text has before it, pages that go back, too few lines, titles that are nowhere else.
    [InlineData("Purpose ........ 10\nMeetings and their times ... 20\nClosing ........ 30")]
    [InlineData("Bread ........ 1\nWine ......... 2\nLamp oil ..... 3")]
    [InlineData("Purpose ........ 3\nMeetings ....... 2\nClosing ........ 1")]
    [InlineData("Purpose ........ 1\nMeetings ....... 2")]
    [InlineData("Purpose ........ 1\nBread .......... 2\nClosing ........ 3")]
    public void What_only_looks_like_contents_stays(string lines)
    {
        var isOfText = lines.StartsWith("Purpose ........ 10", StringComparison.Ordinal);
        foreach (var text in isOfText ? new[] { $"{Body}\n\nAt the end there is a list of what there is:\n\n{lines}" } : [$"{Body}\n\nAt the end there is a list of what there is:\n\n{lines}", $"At the beginning there is a list:\n\n{lines}\n\n{Body}"])
        {
            var draft = TextImport.Split(text, TextFormat.Text);
            Assert.All(lines.Split('\n'), line => Assert.Contains(line, Outlines.Of(draft), StringComparison.Ordinal));
            Assert.DoesNotContain(draft.Warnings, warning => warning.StartsWith("Left out", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a ........ 1\nb ........ 2\nc ........ 3", "a house stands here.\n\nbirds fly.\n\ncups are washed.")]
    [InlineData("a ........ 1\nb ........ 2\nc ........ 3", "A house stands here.\n\nB is played.\n\nC comes before.")]
    [InlineData("Tea ........ 1\nLamp ....... 2\nKeys ....... 3", "Teachers read.\n\nLampshades are cleaned.\n\nKeyserling is read.")]
    [InlineData("Lamp ....... 1\nHall ....... 2\nKeys ....... 3", "Lampshades are cleaned.\n\nHallways are swept.\n\nKeysmiths come.")]
    public void A_short_title_or_a_piece_of_a_word_stands_in_no_other_line(string lines, string text)
    {
        var draft = TextImport.Split($"There is a list:\n\n{lines}\n\n{text}", TextFormat.Text);
        Assert.All(lines.Split('\n'), line => Assert.Contains(line, Outlines.Of(draft), StringComparison.Ordinal));
        Assert.DoesNotContain(draft.Warnings, warning => warning.StartsWith("Left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a ........ 1\nb ........ 2\nc ........ 3", "A\n\nHere it begins.\n\nB\n\nIt goes on.\n\nC\n\nIt ends.")]
    [InlineData("Lamp ....... 1\nHall ....... 2\nKeys ....... 3", "Lamp: of brass.\n\nHall, or room.\n\nKeys")]
    [InlineData("The lamps and the keys of the hall ........ 1\nHall ....... 2\nKeys ....... 3", "The lamps and the keys\nof the hall are listed.\n\nHall (of the house)\n\nKeys")]
    public void A_short_title_stands_in_its_own_line_and_a_longer_one_before_other_words(string lines, string text) =>
        Assert.StartsWith("Left out: 3 lines of a table of contents", TextImport.Split($"We read this together.\n\n{lines}\n\n{text}", TextFormat.Text).Warnings[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("The annexes:\n\nPlan of the hall, page 1 of 2\n\nPlan of the hall, page 2 of 2\n\nList of keys")]
    [InlineData("The annexes are the\n\nplan of the hall, page 1 of 2\n\nplan of the hall, page 2 of 2\n\nlist of keys")]
    [InlineData("The annexes:\n\nPlan of the hall, page 1 of 3\n\nPlan of the hall, page 2 of 3\n\nPlan of the hall, page 3 of 3\n\nList of keys")]
    public void What_has_pages_by_its_own_words_stays(string text)
    {
        var draft = TextImport.Split($"This is the first sentence of all.\n\n{text}", TextFormat.Text);
        Assert.Contains("lan of the hall, page 2 of ", Outlines.Of(draft), StringComparison.Ordinal);
        Assert.DoesNotContain(draft.Warnings, warning => warning.StartsWith("Left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1. Whoever reads is heard, and nobody\n\nRules, page 1 of 2\n\nreads long.\n\n2. Lamps are lit.\n\nRules, page 2 of 2")]
    [InlineData("1. Whoever reads is heard.\n\nRules, page 1 of 2\n\f2. Lamps are lit.\n\nRules, page 2 of 2")]
    [InlineData("1. Whoever reads is heard.\n\nPage 1 of 2\n\n2. Lamps are lit.\n\nPage 2 of 2")]
    public void Two_pages_are_enough_where_the_text_shows_them_or_they_say_nothing_else(string text) =>
        Assert.StartsWith("Left out: 2 lines that number the pages", Assert.Single(TextImport.Split(text, TextFormat.Text).Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData("Page 1 of 3", "Page 2 of 3", "Page 3 of 3")]
    [InlineData("Seite 1 von 3", "Seite 2 von 3", "Seite 3 von 3")]
    [InlineData("Our rules – page 4/30 – draft", "Our rules – page 5/30 – draft", "Our rules – page 6/30 – draft")]
    [InlineData("- 1 -", "- 2 -", "- 3 -")]
    [InlineData("— 9 —", "— 10 —", "— 11 —")]
    [InlineData("صفحة ١ من ٣", "صفحة ٢ من ٣", "صفحة ٣ من ٣")]
    [InlineData("Page 7", "Page 8", "Page 9")]
    public void Numbers_of_pages_are_left_out_and_the_sentence_goes_on(string first, string second, string third)
    {
        var draft = TextImport.Split($"1. Whoever reads is heard, and nobody\n\n{first}\n\nreads long.\n\n2. The clock hangs in the hall.\n{second}\n\n3. Lamps are lit.\n\n{third}", TextFormat.Text);
        Assert.Equal("[1] Whoever reads is heard, and nobody reads long.\n[2] The clock hangs in the hall.\n[3] Lamps are lit.", Outlines.Of(draft));
        Assert.StartsWith($"Left out: 3 lines that number the pages, from “{first}” to “{third}”.", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_pages_a_number_alone_and_what_stands_beside_each_go_too()
    {
        const string Pages = "1. Whoever reads is heard.\n\n1\n\fRules of the Society\n\n2. Nobody of those who have come here from\nafar and who want to go on and on to\n2\n\fRules of the Society\n\nMünchen reads long.\n\n3\n\fRules of the Society\n\n3. Lamps are lit.\n\n4\n";
        var draft = TextImport.Split(Pages, TextFormat.Text);
        Assert.Equal("[1] Whoever reads is heard.\n[2] Nobody of those who have come here from afar and who want to go on and on to München reads long.\n[3] Lamps are lit.", Outlines.Of(draft));
        Assert.StartsWith("Left out: 7 lines that number the pages or are printed beside the numbers on each, from “1” to “4”.", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_page_begins_with_the_text()
    {
        var draft = TextImport.Split("1\n\nWe read.\n\f2\n\nWe meet.\n\f3\n\nWe leave.", TextFormat.Text);
        Assert.Equal(["We read.", "We meet.", "We leave."], draft.Clauses.Select(clause => clause.Label + clause.Text));
        Assert.StartsWith("Left out: 3 lines that number the pages, from “1” to “3”.", draft.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    // One alone; numbers that do not count on; parts that somebody numbered so; numbers within a page.
    [InlineData("We read.\n\nPage 1 of 3\n\nWe leave.")]
    [InlineData("We read.\n\nPage 1 of 3\n\nWe leave.\n\nPage 3 of 3\n\nWe stay.")]
    [InlineData("- 1 -\n\nWe read.\n\n- 2 -\n\nWe leave.\n\n- 3 -\n\nWe stay.")]
    [InlineData("Page 1\n\nWe read.\n\nPage 2\n\nWe leave.\n\nPage 3\n\nWe stay.")]
    [InlineData("We read.\n\n1\n\nWe leave.\n\n2\n\nand stay.\n\n3\n\nWe stay.")]
    [InlineData("We read\n\nSee page 1 of 3 for it.\n\nand leave.\n\nWhat page 2 of 3 says holds.")]
    public void What_only_looks_like_a_number_of_a_page_stays(string text)
    {
        var draft = TextImport.Split($"This is the first sentence of all.\n\n{text}", TextFormat.Text);
        Assert.Equal(Solid($"This is the first sentence of all.{text}"), Solid(string.Concat(draft.Clauses.Select(clause => clause.Label + clause.Text))));
        Assert.DoesNotContain(draft.Warnings, warning => warning.StartsWith("Left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_of_a_page_to_its_own_headings_and_its_navigation_are_left_out()
    {
        const string Page = """
            <html><body><div class="site nav"><ul><li><a href="/">Home</a></li><li><a href="/x">Imprint</a></li></ul></div><h1>Rules</h1><p>Contents</p><ol><li><a href="#a">Purpose</a></li><li><a href="#b">Meetings</a></li><li><a href="#c">Closing</a></li></ol>
            <h2 id="a">1. Purpose</h2><p>We read.</p><h2 id="b">2. Meetings</h2><p>We meet: see <a href="#a">purpose</a>.</p><h2 id="c">3. Closing</h2><p>We leave. <a href="#top">Up</a></p>
            <div class="menu"><p>Bread, <a href="/w">wine</a>.</p></div><ul><li><a href="/1">The first charter</a></li><li><a href="/2">The second charter</a></li><li><a href="#d">Purpose, again</a></li></ul></body></html>
            """;
        var draft = TextImport.Split(Page, TextFormat.Html);
        Assert.Equal(
            """
            heading [1] Purpose
              paragraph [] We read.
            heading [2] Meetings
              paragraph [] We meet: see purpose.
            heading [3] Closing
              paragraph [] We leave. Up
              paragraph [] Bread, wine.
              [] The first charter
              [] The second charter
              [] Purpose, again
            """,
            Outlines.Of(draft));
        Assert.Equal(["Left out: 2 links of the page’s navigation.", "Left out: 4 lines of a table of contents, from"], draft.Warnings.Take(2).Select(warning => warning[..Math.Min(warning.Length, warning.StartsWith("Left out: 2", StringComparison.Ordinal) ? 43 : 46)]));
    }

    [Fact]
    public void Contents_and_pages_in_Word_and_HTML_are_known_too()
    {
        string[] paragraphs = ["1. Purpose ..... 1", "2. Meetings ..... 1", "3. Closing ..... 2", "1. Purpose", "We read.", "Page 1 of 2", "2. Meetings", "We meet.", "3. Closing", "We leave.", "Page 2 of 2"];
        foreach (var draft in new[] { TextImport.Split(Zips.Docx(paragraphs.Select(Zips.Run)), "a.docx"), TextImport.Split(string.Concat(paragraphs.Select(text => $"<p>{text}</p>")), TextFormat.Html) })
        {
            Assert.Equal("Purpose We read. Meetings We meet. Closing We leave.", string.Join(' ', draft.Clauses.Select(clause => clause.Text.Replace("\n\n", " ", StringComparison.Ordinal))));
            Assert.Equal(2, draft.Warnings.Count(warning => warning.StartsWith("Left out", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("Lamps and keys .... 3\n")]
    [InlineData("Lamps .... 3\nLamps\n")]
    [InlineData("Page 1 of 3\n")]
    [InlineData("- 1 -\nlamps\n")]
    [InlineData("3\f")]
    public void M231_a_hundred_thousand_lines_that_look_like_pages_come_to_an_end_and_stay(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, 100_000));
        var began = ThreadTime.Now;
        try
        {
            Assert.DoesNotContain(TextImport.Split(text, TextFormat.Text).Warnings, warning => warning.StartsWith("Left out", StringComparison.Ordinal));
        }
        catch (Domain.RefusalException refusal)
        {
            Assert.Equal("too-large", refusal.Code);
        }

        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static string Solid(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '-'));
}
