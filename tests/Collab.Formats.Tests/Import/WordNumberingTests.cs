using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>The numbers that Word counts itself are labels, as it prints them.</summary>
public sealed class WordNumberingTests
{
    [Fact]
    public void Levels_are_counted_printed_and_begun_anew_as_the_list_says() => Assert.Equal(
        """
        heading [Article I] Of the society
          [1.1] It meets on Mondays.
          [1.2] It reads aloud:
            [(a)] slowly,
            [(b)] clearly.
          [1.3] Nobody is paid.
        heading [Article II] Of the lamp
          [2.1] It is lit at six.
          [2.2] It is put out at ten.
        """,
        Outline(
            Levels(Level(0, "upperRoman", "Article %1"), Level(1, "decimal", "%1.%2", "<w:isLgl/>"), Level(2, "lowerLetter", "(%3)")),
            Numbered("1", 0, "Of the society", "Ueberschrift1"), Numbered("1", 1, "It meets on Mondays."), Numbered("1", 1, "It reads aloud:"), Numbered("1", 2, "slowly,"), Numbered("1", 2, "clearly."),
            Numbered("1", 1, "Nobody is paid."), Numbered("1", 0, "Of the lamp", "Ueberschrift1"), Numbered("1", 1, "It is lit at six."), Numbered("1", 1, "It is put out at ten.")));

    [Fact]
    public void A_style_numbers_its_paragraphs_and_a_paragraph_can_be_taken_out_of_it() => Assert.Equal(
        """
        [§ 1] Whoever reads is heard.
        [§ 2] Nobody reads long.
        [§ 3] The clock hangs in the hall.
        paragraph [] Carried on Monday.
        """,
        Outline(
            Levels(Level(0, "decimal", "%1."), Level(1, "decimal", "§ %2", "<w:pStyle w:val=\"Paragraf\"/>")),
            Styled("Paragraf", "Whoever reads is heard."), Styled("MeinParagraf", "Nobody reads long."), Styled("Paragraf", "The clock hangs in the hall."), Numbered("0", 0, "Carried on Monday.", "Paragraf")));

    [Fact]
    public void Two_uses_of_a_list_count_on_unless_one_begins_anew_and_what_is_deleted_or_empty_is_as_in_Word() => Assert.Equal(
        """
        [1] One.
        [2] Two.
        [4] Four, after an empty one.
        [7] Seven.
        [8] Eight.
        """,
        Outline(
            Levels(Level(0, "decimal", "%1.")) + "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>",
            Numbered("1", 0, "One."), Numbered("2", 0, "Two."), Numbered("1", 0, ""), "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>",
            Numbered("1", 0, "Four, after an empty one."), Numbered("3", 0, "Seven."), Numbered("3", 0, "Eight.")));

    [Fact]
    public void What_was_moved_with_its_end_is_counted_where_it_is_now() => Assert.Equal(
        "[1] One.\n[2] Two.\n[3] Three.",
        Outline(
            Levels(Level(0, "decimal", "%1.")),
            Moved("moveFrom", "Three."), Numbered("1", 0, "One."), Numbered("1", 0, "Two."), Moved("moveTo", "Three.")));

    [Fact]
    public void What_is_printed_before_a_paragraph_without_a_count_is_as_it_is_printed() => Assert.Equal(
        "paragraph [] Whereas the fee is due;\nparagraph [] Whereas nobody has paid;",
        Outline(Levels(Level(0, "none", "Whereas")), Numbered("1", 0, "the fee is due;"), Numbered("1", 0, "nobody has paid;")));

    [Theory]
    [InlineData("lowerLetter", 27, "aa)")]
    [InlineData("upperLetter", 1, "A)")]
    [InlineData("lowerRoman", 14, "xiv)")]
    [InlineData("decimalZero", 4, "04)")]
    public void Counts_are_printed_as_the_format_says(string format, int start, string label) =>
        Assert.Equal($"[{label}] One.\n[{Next(label)}] Two.", Outline(Levels(Level(0, format, "%1)", start: start)), Numbered("1", 0, "One."), Numbered("1", 0, "Two.")));

    [Fact]
    public void What_is_counted_in_words_is_said_and_no_number_is_made_up()
    {
        var draft = TextImport.Split(File(Levels(Level(0, "ordinalText", "%1 rule.")), Numbered("1", 0, "Be kind."), Numbered("1", 0, "Be brief.")), "rules.docx");
        Assert.Contains("Word counts 2 paragraphs in words or letters that are not read here. Write their labels in, or type the numbers in Word.", draft.Warnings);
        Assert.DoesNotContain(draft.Clauses, clause => clause.Label is not null);
    }

    [Fact]
    public void Bullets_are_no_numbers_and_a_list_that_is_not_there_counts_nothing()
    {
        Assert.Equal("[1] We bring:\n  [] bread,\n  [] wine.\n[2] We share.", Outline(Levels(Level(0, "decimal", "%1."), Level(1, "bullet", "\uF0B7")), Numbered("1", 0, "We bring:"), Numbered("1", 1, "bread,"), Numbered("1", 1, "wine."), Numbered("1", 0, "We share.")));
        Assert.Equal("paragraph [] We share.", Outline("", Numbered("9", 3, "We share.")));
        // One whose list is not there, and a style that is made from itself.
        Assert.Equal("paragraph [] We share.\nparagraph [] We part.", Outline(Levels(Level(0, "decimal", "%1.")).Replace("abstractNumId w:val=\"0\"", "abstractNumId w:val=\"x\"", StringComparison.Ordinal), Numbered("1", 0, "We share."), Styled("Kreis", "We part.")));
    }

    private static string Next(string label) => label switch { "aa)" => "bb)", "A)" => "B)", "xiv)" => "xv)", _ => "05)" };

    private static string Outline(string numbering, params string[] paragraphs) => Outlines.Of(TextImport.Split(File(numbering, paragraphs), "rules.docx"));

    private static byte[] File(string numbering, params string[] paragraphs) => Zips.Docx(
        paragraphs,
        ("word/numbering.xml", $"<w:numbering xmlns:w=\"{Zips.Word}\">{numbering}</w:numbering>"),
        ("word/styles.xml", $"<w:styles xmlns:w=\"{Zips.Word}\"><w:style w:styleId=\"Ueberschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
            + "<w:style w:styleId=\"Paragraf\"><w:name w:val=\"Paragraf\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"MeinParagraf\"><w:name w:val=\"Mein Paragraf\"/><w:basedOn w:val=\"Paragraf\"/></w:style><w:style w:styleId=\"Kreis\"><w:basedOn w:val=\"Kreis\"/></w:style></w:styles>"));

    /// <summary>A list of these levels, with the uses 1 and 2.</summary>
    private static string Levels(params string[] levels) =>
        $"<w:abstractNum w:abstractNumId=\"0\">{string.Concat(levels)}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>";

    private static string Level(int level, string format, string text, string more = "", int start = 1) =>
        $"<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>";

    private static string Numbered(string use, int level, string text, string? style = null) =>
        $"<w:pPr>{(style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>")}<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{use}\"/></w:numPr></w:pPr>" + Zips.Run(text);

    private static string Moved(string mark, string text) =>
        $"<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:{mark}/></w:rPr></w:pPr><w:{mark}>{Zips.Run(text)}</w:{mark}>";

    private static string Styled(string style, string text) => $"<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>" + Zips.Run(text);
}
