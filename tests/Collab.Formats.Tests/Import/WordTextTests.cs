using Collab.Formats.Import;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>What of a Word document is text: what its reader sees with all changes taken, and what is said of the rest.</summary>
public sealed class WordTextTests
{
    private const string Deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    private const string Ruby = "<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val=\"center\"/></w:rubyPr><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>";

    [Fact]
    public void Of_ruby_the_words_are_read_and_not_what_stands_above_them()
    {
        var draft = TextImport.Split(Zips.Docx([Zips.Run("1. 第一の") + Ruby + Zips.Run("字。"), Zips.Run("2. 第二。")]), "a.docx");
        Assert.Equal("[1] 第一の漢字。\n[2] 第二。", Outlines.Of(draft));
        Assert.StartsWith("Left out: 1 reading that is printed", Assert.Single(draft.Warnings), StringComparison.Ordinal);

        var page = TextImport.Split("<p>1. 第一の<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>。</p><p>2. <ruby><rb>第<rb>二<rt>だい<rt>に</ruby>。</p>", TextFormat.Html);
        Assert.Equal("[1] 第一の漢字。\n[2] 第二。", Outlines.Of(page));
        Assert.StartsWith("Left out: 4 readings", Assert.Single(page.Warnings), StringComparison.Ordinal);

        var tei = TextImport.Split("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>1. 第一の<ruby><rb>漢</rb><rt>かん</rt></ruby>字。</p><p>2. 第二。</p></body></text></TEI>", TextFormat.Xml);
        Assert.Equal("[1] 第一の漢字。\n[2] 第二。", Outlines.Of(tei));
        Assert.StartsWith("Left out: 1 reading", Assert.Single(tei.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hidden_is_no_text_by_its_own_mark_or_its_styles()
    {
        const string Styles = $"<w:styles xmlns:w=\"{Zips.Word}\"><w:style w:styleId=\"Base\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId=\"Aside\"><w:basedOn w:val=\"Base\"/></w:style></w:styles>";
        var draft = TextImport.Split(
            Zips.Docx(
                [
                    Zips.Run("1. It is paid") + Run("<w:vanish/>", " (ask Ida)") + Run("<w:vanish w:val=\"0\"/>", " in May") + Run("<w:rStyle w:val=\"Aside\"/>", " or June") + Zips.Run("."),
                    "<w:pPr><w:pStyle w:val=\"Aside\"/></w:pPr>" + Zips.Run("Nobody reads this.") + Run("<w:vanish w:val=\"false\"/>", "2. Everybody reads this."),
                    Zips.Run("3. And that."),
                ],
                ("word/styles.xml", Styles)),
            "a.docx");
        Assert.Equal("[1] It is paid in May.\n[2] Everybody reads this.\n[3] And that.", Outlines.Of(draft));
        Assert.StartsWith("Left out: 3 passages that are hidden.", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_numbered_paragraph_that_is_hidden_with_its_end_is_not_counted()
    {
        var hidden = Numbered("<w:rPr><w:vanish/></w:rPr>") + Run("<w:vanish/>", "Not this.");
        Assert.Equal("[1] One.\n[2] Two.", Outlines.Of(TextImport.Split(Zips.Docx([Numbered() + Zips.Run("One."), hidden, Numbered() + Zips.Run("Two.")], Numbers), "a.docx")));
    }

    [Fact]
    public void Double_strokes_strike_too_where_single_ones_are_taken_away()
    {
        var draft = TextImport.Split(Zips.Docx([Zips.Run("1. The fee is ") + Run("<w:strike w:val=\"0\"/><w:dstrike/>", "ten") + Run("<w:strike w:val=\"0\"/><w:dstrike w:val=\"off\"/>", "twelve."), Zips.Run("2. It is paid.")]), "a.docx");
        Assert.Equal("[1] The fee is twelve.\n[2] It is paid.", Outlines.Of(draft));
    }

    [Fact]
    public void A_paragraph_whose_end_is_deleted_is_one_with_the_next()
    {
        Assert.Equal(
            "[1] We meet on Mondays and Fridays.\n[2] We read.\n[3] We leave.",
            Outlines.Of(TextImport.Split(
                Zips.Docx(
                    [
                        // Nothing is left of a paragraph that is deleted with its end.
                        Numbered("<w:rPr><w:del/></w:rPr>") + "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>",
                        // The number of the first is kept where the next has none; where it has one, that counts.
                        Numbered("<w:rPr><w:del/></w:rPr>") + Zips.Run("We meet on Mondays "), Zips.Run("and Fridays."),
                        Numbered("<w:rPr><w:del/></w:rPr>") + Zips.Run("We "), Numbered() + Zips.Run("read."),
                        Numbered() + Zips.Run("We leave."),
                    ],
                    Numbers),
                "a.docx")));
        // A cell ends with its last paragraph, and a text with its own.
        const string Table = "</w:p><w:tbl><w:tr><w:tc><w:p>" + Deleted + "<w:r><w:t>Lamps</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Keys</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>";
        Assert.Equal(
            ["Seen.", "Lamps", "Keys", "Closed."],
            TextImport.Split(Zips.Docx([Deleted + Zips.Run("Seen.") + Table + Deleted + Zips.Run("Closed.")]), "a.docx").Clauses.Select(clause => clause.Text));
    }

    [Fact]
    public void The_words_of_a_comment_are_those_that_are_text()
    {
        var file = Zips.Docx(
            ["<w:commentRangeStart w:id=\"1\"/>" + Zips.Run("We ") + Run("<w:vanish/>", "never ") + Run("<w:dstrike/>", "often ") + Ruby + Zips.Run(" read.") + "<w:commentRangeEnd w:id=\"1\"/>"],
            ("word/comments.xml", $"<w:comments xmlns:w=\"{Zips.Word}\"><w:comment w:id=\"1\" w:author=\"Ida\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>"));
        Assert.Equal("We 漢 read.", Assert.Single(Assert.Single(NotesReader.Read(file).Notes).Passages).Quote!.Exact);
    }

    private static (string, string) Numbers => ("word/numbering.xml", $"<w:numbering xmlns:w=\"{Zips.Word}\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>");

    private static string Numbered(string more = "") => $"<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>{more}</w:pPr>";

    private static string Run(string properties, string text) => $"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>";
}
