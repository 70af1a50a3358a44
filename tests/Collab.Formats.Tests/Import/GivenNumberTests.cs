using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>Numbers that a file has beside the words are those that are printed.</summary>
public sealed class GivenNumberTests
{
    [Fact]
    public void A_note_of_Akoma_Ntoso_has_the_marker_that_the_file_gives_it() => Assert.Equal(
        """
        [1] Lamps and keys.
          note [] [12] By Ida.
          note [] [*] By Jan.
          note [] [1] By hand.
        """,
        Outlines.Of(TextImport.Split(
            "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><section><num>1</num><content><p>Lamps<authorialNote marker=\"(12)\"><p>By Ida.</p></authorialNote> and<authorialNote marker=\"*\"><p>By Jan.</p></authorialNote> keys<authorialNote marker=\"see ]\"><p>By hand.</p></authorialNote>.</p></content></section></body></act></akomaNtoso>",
            TextFormat.Xml)));

    [Fact]
    public void Notes_of_Word_with_a_mark_of_their_own_are_not_counted_and_the_others_begin_where_the_file_says()
    {
        const string Section = "<w:pPr><w:sectPr><w:footnotePr><w:numStart w:val=\"7\"/></w:footnotePr></w:sectPr></w:pPr>";
        const string Last = "<w:sectPr><w:footnotePr><w:numFmt w:val=\"upperLetter\"/><w:numRestart w:val=\"eachSect\"/></w:footnotePr></w:sectPr>";
        var file = Zips.Docx(
            [
                Zips.Run("1. Lamps") + "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"2\"/><w:t>*</w:t></w:r>" + Zips.Run(" and keys are kept.") + Note(3) + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>",
                Section + Zips.Run("2. A door is shut.") + Note(4) + "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"5\"/><w:t>1</w:t></w:r>",
                Zips.Run("3. A window is open.") + Note(6) + "</w:p>" + Last + "<w:p>",
            ],
            ("word/footnotes.xml", $"<w:footnotes xmlns:w=\"{Zips.Word}\">{Words(2, "* By Ida.")}{Words(3, "By Jan.")}{Words(4, "By hand.")}{Words(5, "12 of them.")}{Words(6, "It is shut.")}</w:footnotes>"),
            ("word/endnotes.xml", $"<w:endnotes xmlns:w=\"{Zips.Word}\">{Words(2, "At last.").Replace("footnote", "endnote", StringComparison.Ordinal)}</w:endnotes>"),
            ("word/settings.xml", $"<w:settings xmlns:w=\"{Zips.Word}\"><w:footnotePr><w:numStart w:val=\"3\"/></w:footnotePr><w:endnotePr><w:numFmt w:val=\"chicago\"/><w:numStart w:val=\"2\"/></w:endnotePr></w:settings>"));
        Assert.Equal(
            """
            [1] Lamps* and keys are kept.
              note [] [*] By Ida.
              note [] [7] By Jan.
              note [] [†] At last.
            [2] A door is shut.1
              note [] [8] By hand.
              note [] [1] 12 of them.
            [3] A window is open.
            note [] [C] It is shut.
            """,
            Outlines.Of(TextImport.Split(file, "a.docx")));

        static string Note(int id) => $"<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>";

        static string Words(int id, string words) => $"<w:footnote w:id=\"{id}\"><w:p>{Zips.Run(words)}</w:p></w:footnote>";
    }

    [Fact]
    public void Numbers_of_TEI_stand_before_words_that_begin_with_none() => Assert.Equal(
        """
        heading [I] Lamps
          [1.1] They are lit.
          [1.2] They are put out.
          paragraph [] It is dark.
        heading [II] Keys
          [a] One is kept.
          [b] One is lost:
            [1] by Ida,
            [2] by Jan,
            [5] by me,
            [6] by you.
        """,
        Outlines.Of(TextImport.Split(
            """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
            <div n="I"><head>Lamps</head><p n="1.1">They are lit.</p><p n="1.2">They are put out.</p><p n="evening">It is dark.</p></div>
            <div n="2"><head>II. Keys</head><div n="a"><p>One is kept.</p></div><p n="b">One is lost:<list rend="numbered"><item>by Ida,</item><item>by Jan,</item><item n="5">by me,</item><item>by you.</item></list></p></div>
            </body></text></TEI>
            """,
            TextFormat.Xml)));

    [Theory]
    [InlineData("<ol style=\"color: red; List-Style-Type: lower-alpha !important\">", "a b c")]
    [InlineData("<ol style=\"list-style: inside upper-roman\">", "I II III")]
    [InlineData("<ol type=\"a\" start=\"25\">", "y z aa")]
    [InlineData("<ol type=\"a\" style=\"list-style-type: decimal-leading-zero\">", "01 02 03")]
    [InlineData("<ul style=\"list-style-type: decimal\">", "1 2 3")]
    [InlineData("<ol style=\"list-style-type: none\">", "  ")]
    [InlineData("<ol reversed>", "3 2 1")]
    [InlineData("<ol reversed start=\"12\" type=\"A\">", "L K J")]
    public void Items_of_HTML_have_the_numbers_that_a_browser_shows(string list, string labels)
    {
        var page = TextImport.Split($"<p>We keep these rules:</p>{list}<li>Lamps are lit.</li><li>Keys are kept.</li><li>Doors are shut.</li></{list[1..3]}>", TextFormat.Html);
        // A number that nothing counts up to is not believed, and stays before the words.
        Assert.Equal(
            labels.Split(' ').Zip(["Lamps are lit.", "Keys are kept.", "Doors are shut."], (label, words) => label.Length == 0 ? words : $"{label}. {words}"),
            page.Clauses.Skip(1).Select(clause => clause.Label is { } label ? $"{label}. {clause.Text}" : clause.Text));
        Assert.Equal(list.Contains("reversed", StringComparison.Ordinal) || labels.Trim().Length == 0, page.Clauses.Skip(1).Any(clause => clause.Label is null));
    }

    [Fact]
    public void A_browser_shows_marks_around_q_and_nothing_that_is_not_displayed() => Assert.Equal(
        "[1] He said “yes, ‘no’ is no” twice.\n[2] She stayed.",
        Outlines.Of(TextImport.Split("<p>1. He said <q>yes, <q>no</q> is no</q> <span style=\"display:none\">never </span>twice<q></q>.</p><p>2. She <b style=\"display: none; display: inline\">stayed</b>.</p><div style=\"DISPLAY : none\"><p>3. Gone.</p></div>", TextFormat.Html)));
}
