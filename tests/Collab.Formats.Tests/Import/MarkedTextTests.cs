using Collab.Domain.Documents;
using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>What marks in a file mean for its words: what was struck out, raised, read in several ways, or stands within a sentence.</summary>
public sealed class MarkedTextTests
{
    [Fact]
    public void A_bullet_before_a_number_is_no_clause_and_the_numbers_count_on()
    {
        var draft = TextImport.Split("<h1>Act</h1><ul><li><a>1. One</a></li><li><a>2. Two</a></li></ul><h2>1. One</h2><p>Lamps.</p><h2>2. Two</h2><p>Keys.</p>", TextFormat.Html);
        DraftValidation.Check(draft);
        Assert.Equal(["One", "Two", "One", "Lamps.", "Two", "Keys."], draft.Clauses.Select(clause => clause.Text));
        Assert.Equal(["1", "2", "1", null, "2", null], draft.Clauses.Select(clause => clause.Label));
    }

    [Fact]
    public void What_is_struck_out_is_left_out_and_counted()
    {
        var page = TextImport.Split("<p>1. The fee is <del>ten</del><ins>twelve</ins> euros.</p><p>2. <s>Old.</s> New.</p>", TextFormat.Html);
        Assert.Equal("[1] The fee is twelve euros.\n[2] New.", Outlines.Of(page));
        Assert.StartsWith("Left out: 2 passages that are struck out.", Assert.Single(page.Warnings), StringComparison.Ordinal);

        var file = TextImport.Split(Zips.Docx(["<w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>1. The fee is </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>ten</w:t></w:r>" + Zips.Run(" twelve."), Zips.Run("2. It is paid.")]), "a.docx");
        Assert.Equal("[1] The fee is twelve.\n[2] It is paid.", Outlines.Of(file));
        Assert.StartsWith("Left out: 1 passage that is", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Raised_figures_stay_raised_and_what_has_no_sign_for_it_is_counted()
    {
        var page = TextImport.Split("<p>1. The 1<sup>st</sup> load is 10<sup>6</sup> N on 5 m<sup>2</sup> of H<sub>2</sub>O.</p><p>2. It is x<sup>y</sup>.</p>", TextFormat.Html);
        Assert.Equal("[1] The 1st load is 10⁶ N on 5 m² of H₂O.\n[2] It is xy.", Outlines.Of(page));
        Assert.StartsWith("1 raised or lowered passage", Assert.Single(page.Warnings), StringComparison.Ordinal);

        const string Six = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>6</w:t></w:r>";
        Assert.Equal("[1] It is 10⁶ N.\n[2] It stays.", Outlines.Of(TextImport.Split(Zips.Docx([Zips.Run("1. It is 10") + Six + Zips.Run(" N."), Zips.Run("2. It stays.")]), "a.docx")));
        Assert.Equal("paragraph [] It is 10⁶ N.", Outlines.Of(Tei("<p>It is 10<hi rend=\"sup\">6</hi> N.</p>")));
        Assert.Equal(
            "[1] It is 10⁶ N.",
            Outlines.Of(TextImport.Split("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><section><num>1</num><content><p>It is 10<sup>6</sup> N.</p></content></section></body></act></akomaNtoso>", TextFormat.Xml)));
    }

    [Fact]
    public void In_Markdown_too_raised_figures_stay_raised_and_what_is_struck_out_is_left_out()
    {
        var draft = TextImport.Split("1. It is 10<sup>6</sup> N, of H<SUB >*2*</SUB>O, the 1<sup>st</sup>, x<sup>y</sup>.\n2. The fee is <del>ten, *or\n   so*</del><ins>twelve</ins>, <s>paid <sub>to</s> Ida</sub>.\n\n<p>Of 5 m<sup>2</sup> &amp;lt; <strike>six</strike> 7.</p>\n", TextFormat.Markdown);
        Assert.Equal("[1] It is 10⁶ N, of H₂O, the 1st, xy.\n[2] The fee is twelve,  Ida.\nparagraph [] Of 5 m² &lt;  7.", Outlines.Of(draft));
        Assert.Equal(["Left out: 3 p", "1 raised or l"], draft.Warnings.Select(warning => warning[..13]));

        // Nobody knows where it would end.
        var open = TextImport.Split("1. The fee is <del>ten.\n2. It is paid.</del>\n3. Gladly<sup>.\n", TextFormat.Markdown);
        Assert.Equal("[1] The fee is ten.\n[2] It is paid.\n[3] Gladly.", Outlines.Of(open));
        Assert.StartsWith("2 marks of what is struck out", Assert.Single(open.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("style=\"vertical-align:super; font-size:60%\"", "⁶")]
    [InlineData("rendition=\"#sup\"", "⁶")]
    [InlineData("rendition=\"#r1 #r2\"", "₆")]
    [InlineData("rendition=\"simple:superscript\"", "⁶")]
    [InlineData("rend=\"small Sub\"", "₆")]
    [InlineData("rend=\"sub-title\"", "6")]
    [InlineData("", "6")]
    public void TEI_says_in_several_ways_that_a_figure_is_raised(string said, string read)
    {
        const string Header = "<teiHeader><encodingDesc><tagsDecl><rendition xml:id=\"r1\" scheme=\"css\">color: red</rendition><rendition xml:id=\"r2\" scheme=\"css\">vertical-align: sub;</rendition></tagsDecl></encodingDesc></teiHeader>";
        foreach (var name in new[] { "hi", "seg" })
        {
            var draft = TextImport.Split($"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">{Header}<text><body><p>It is 10<{name} {said}>6</{name}> N, x<{name} {said}>yz2</{name}>.</p></body></text></TEI>", TextFormat.Xml);
            Assert.Equal($"paragraph [] It is 10{read} N, xyz2.", Outlines.Of(draft));
            Assert.Equal(read != "6", draft.Warnings.Any(warning => warning.StartsWith("1 raised or lowered passage", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Of_several_readings_in_TEI_one_is_text_and_that_is_said()
    {
        var draft = Tei("<p>The <app><lem>king</lem><rdg>queen</rdg></app> and the <app><rdg>cat</rdg><rdg>dog</rdg></app> saw a <choice><unclear>rat</unclear><unclear>hat</unclear></choice>.</p>");
        Assert.Equal("paragraph [] The king and the cat saw a rat.", Outlines.Of(draft));
        Assert.StartsWith("Of 2 places with several readings", draft.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_within_a_sentence_of_TEI_cuts_none_and_a_divided_word_is_one() => Assert.Equal(
        """
        paragraph [] As (Smith 1990) says, “it is so”; see map the map.
        paragraph [] The Constitution of the government.
        """,
        Outlines.Of(Tei("<p>As (<bibl>Smith 1990</bibl>) says, <cit><quote>“it is so”</quote></cit>; see<figure><figDesc>map</figDesc></figure>the map.</p><p>The Consti\n<lb break=\"no\"/>\ntution of the gov<pb break=\"no\"/>ernment.</p>")));

    [Fact]
    public void What_a_file_only_points_to_is_said_and_so_are_formulas_and_attachments()
    {
        var tei = Tei("<p>Before <formula><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mn>12</mn></math></formula>.</p><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"b.xml\"/><p>After.</p>");
        Assert.Equal("paragraph [] Before 12.\nparagraph [] After.", Outlines.Of(tei));
        Assert.Equal(["A formula was", "The file poin"], tei.Warnings.Take(2).Select(warning => warning[..13]));

        var act = TextImport.Split(
            "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><section><num>1</num><content><p>Let <foreign><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mfrac><mn>1</mn><mn>2</mn></mfrac></math></foreign> be.</p></content></section></body><attachments><attachment><heading>Annex</heading></attachment></attachments></act></akomaNtoso>",
            TextFormat.Xml);
        Assert.Equal("[1] Let 12 be.", Outlines.Of(act));
        Assert.Equal(["A formula was", "Left out: 1 a"], act.Warnings.Select(warning => warning[..13]));
    }

    [Fact]
    public void A_text_within_the_text_is_a_quotation() => Assert.Equal(
        "[1] He read: ¶ 1. Dear Sir. ¶ 2. Yours. ¶ He went.\n[2] She stayed.",
        Outlines.Of(Tei("<p>1. He read:<floatingText><body><p>1. Dear Sir.</p><p>2. Yours.</p></body></floatingText>He went.</p><p>2. She stayed.</p>")));

    [Fact]
    public void Words_notes_are_numbered_as_they_come_and_headings_are_known_by_their_outline_too()
    {
        var file = Zips.Docx(
            [
                "<w:pPr><w:pStyle w:val=\"Own\"/></w:pPr>" + Zips.Run("Lamps"),
                Zips.Run("They are lit.") + "<w:r><w:endnoteReference w:id=\"5\"/></w:r><w:r><w:footnoteReference w:id=\"7\"/></w:r>",
                "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>" + Zips.Run("Keys"),
                Zips.Run("One is kept.") + "<w:r><w:footnoteReference w:id=\"3\"/></w:r>",
            ],
            ("word/styles.xml", $"<w:styles xmlns:w=\"{Zips.Word}\"><w:style w:styleId=\"H\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"Own\"><w:name w:val=\"Own\"/><w:basedOn w:val=\"H\"/></w:style></w:styles>"),
            ("word/footnotes.xml", $"<w:footnotes xmlns:w=\"{Zips.Word}\"><w:footnote w:id=\"3\"><w:p>{Zips.Run("By Jan.")}</w:p></w:footnote><w:footnote w:id=\"7\"><w:p>{Zips.Run("At dusk.")}</w:p></w:footnote></w:footnotes>"),
            ("word/endnotes.xml", $"<w:endnotes xmlns:w=\"{Zips.Word}\"><w:endnote w:id=\"5\"><w:p>{Zips.Run("By hand.")}</w:p></w:endnote></w:endnotes>"));
        Assert.Equal(
            """
            heading [] Lamps
              paragraph [] They are lit.
              note [] [i] By hand.
              note [] [1] At dusk.
            heading [] Keys
              paragraph [] One is kept.
              note [] [2] By Jan.
            """,
            Outlines.Of(TextImport.Split(file, "a.docx")));
    }

    private static TextDraft Tei(string body) => TextImport.Split($"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{body}</body></text></TEI>", TextFormat.Xml);
}
