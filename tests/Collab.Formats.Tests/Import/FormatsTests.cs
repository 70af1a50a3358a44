using Collab.Domain;
using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>HTML, Word, TEI and Akoma Ntoso become the outline that their words have.</summary>
public class FormatsTests
{
    [Fact]
    public void HTML_keeps_its_headings_lists_and_paragraphs()
    {
        const string Page = """
            <html><head><title>A site - Rules</title></head><body><h1>Rules of the Society</h1><p>We   agree
            upon this.</p><h2>Meetings</h2><ol><li>We meet on Mondays.<li><p>We read aloud.</p><ul><li>slowly<li>and <em>clearly</em></ul></ol>
            <h2>Order</h2><ol start=3 type=a><li>The lamp is put out at ten.</li><li>The door is locked at eleven.</li></ol></body></html>
            """;
        var draft = TextImport.Split(Page, TextFormat.Html);
        Assert.Equal("Rules of the Society", draft.Title);
        Assert.Equal(
            """
            preamble [] We agree upon this.
            heading [] Meetings
              [1] We meet on Mondays.
              [2] We read aloud.
                [] slowly
                [] and clearly
            heading [] Order
              [c] The lamp is put out at ten.
              [d] The door is locked at eleven.
            """,
            Outlines.Of(draft));
    }

    [Fact]
    public void A_Word_document_keeps_its_headings_typed_numbers_and_footnotes_and_says_what_it_leaves_out()
    {
        const string Styles = $"<w:styles xmlns:w=\"{Zips.Word}\"><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"Verzeichnis1\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
        var file = Zips.Docx(
            [
                "<w:pPr><w:pStyle w:val=\"Verzeichnis1\"/></w:pPr>" + Zips.Run("Meetings 1"),
                "<w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>" + Zips.Run("Meetings"),
                Zips.Run("1. We meet on ") + "<w:del><w:r><w:delText>Sun</w:delText></w:r></w:del><w:ins>" + Zips.Run("Mon") + "</w:ins>" + Zips.Run("days.") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>",
                Zips.Run("2. We read") + "<w:r><w:tab/></w:r>" + Zips.Run("aloud."),
                "<w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>" + Zips.Run("Order"),
                "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>" + Zips.Run("The lamp is put out."),
            ],
            ("word/styles.xml", Styles),
            ("word/footnotes.xml", $"<w:footnotes xmlns:w=\"{Zips.Word}\"><w:footnote w:type=\"separator\" w:id=\"-1\"/><w:footnote w:id=\"1\"><w:p>{Zips.Run("But not in May.")}</w:p></w:footnote></w:footnotes>"),
            ("word/comments.xml", "<c/>"));
        var draft = TextImport.Split(file, "Rules.DOCX");
        Assert.Equal(
            """
            heading [] Meetings
              [1] We meet on Mondays.
                note [] [1] But not in May.
              [2] We read aloud.
            heading [] Order
              paragraph [] The lamp is put out.
            """,
            Outlines.Of(draft));
        Assert.Equal(["The document's comments were left out."], draft.Warnings);
    }

    [Fact]
    public void N107_macros_and_objects_in_a_Word_document_are_ignored()
    {
        var file = Zips.Docx(
            [Zips.Run("1. Be kind."), "<w:r><w:object><o:OLEObject xmlns:o=\"urn:schemas-microsoft-com:office:office\" ProgID=\"Package\" r:id=\"r9\" xmlns:r=\"r\"/></w:object></w:r>" + Zips.Run("2. Be brief.")],
            ("word/vbaProject.bin", "Sub AutoOpen(): Shell \"calc\": End Sub"),
            ("word/embeddings/oleObject1.bin", "\u00d0\u00cf\u0011\u00e0"),
            ("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"r9\" Target=\"http://evil.example/x\" TargetMode=\"External\"/></Relationships>"));
        Assert.Equal("[1] Be kind.\n[2] Be brief.", Outlines.Of(TextImport.Split(file, "a.docx")));
    }

    [Fact]
    public void TEI_keeps_heads_paragraphs_and_notes()
    {
        const string Text = """
            <?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Rules</title><author>Ida Lund</author></titleStmt>
            <publicationStmt><date>1911</date></publicationStmt></fileDesc></teiHeader><text><front><p>We agree upon this.</p></front><body><div><head>Meetings</head>
            <p>1. We <choice><sic>meat</sic><corr>meet</corr></choice> on<lb/>Mondays.<note n="a">But not in <hi>May</hi>.</note></p><pb n="2"/><p>2. We read aloud.</p><fw>Page two</fw></div>
            <div><head>Order</head><list><item>The lamp is put out.</item></list></div></body></text></TEI>
            """;
        var draft = TextImport.Split(Text, TextFormat.Xml);
        Assert.Equal(("Rules", "Ida Lund", "1911"), (draft.Title, draft.Metadata.Author, draft.Metadata.Date));
        Assert.Equal(
            """
            preamble [] We agree upon this.
            heading [] Meetings
              [1] We meet on Mondays.
                note [] [a] But not in May.
              [2] We read aloud.
            heading [] Order
              paragraph [] The lamp is put out.
            """,
            Outlines.Of(draft));
    }

    [Fact]
    public void In_TEI_a_table_of_contents_is_no_text_and_a_list_within_a_sentence_cuts_none()
    {
        const string Text = """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><front><div type="contents"><head>Contents</head><list><item>1. Lamps</item><item>2. Keys</item></list></div></front>
            <body><div><head>Lamps</head><p>They are <list rend="inline"><label>a)</label><item>of brass,</item><item>b) of glass</item></list> and lit at dusk.</p>
            <p>We bring food, namely <list rend="inline"><item>bread</item>, <item>wine</item></list>.</p><p>Whoever comes (<list type="inline"><item>Ida</item> and<item>Jan</item></list>) shares<list rend="inline"><item>all</item></list>of it.</p></div><div><head>Keys</head><p>One is kept.</p></div></body></text></TEI>
            """;
        Assert.Equal(
            """
            heading [] Lamps
              paragraph [] They are a) of brass, b) of glass and lit at dusk.
              paragraph [] We bring food, namely bread, wine.
              paragraph [] Whoever comes (Ida and Jan) shares all of it.
            heading [] Keys
              paragraph [] One is kept.
            """,
            Outlines.Of(TextImport.Split(Text, TextFormat.Xml)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/WD17")]
    public void Akoma_Ntoso_keeps_numbers_headings_and_notes(string draftOfStandard)
    {
        var text = $"""
            <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0{draftOfStandard}"><act name="act"><meta><identification/></meta><preface><longTitle><p>An Act about <docTitle>Lamps</docTitle></p></longTitle></preface>
            <body><chapter eId="c1"><num>Chapter 1</num><heading>Light</heading><section eId="s1"><num>§ 1</num><content><p>Lamps are lit<authorialNote><p>By hand.</p></authorialNote> at dusk.</p></content></section>
            <section eId="s2"><num>§ 2</num><intro><p>A lamp is</p></intro><paragraph><num>(a)</num><content><p>of brass, or</p></content></paragraph><paragraph><num>(b)</num><content><p>of <i>glass</i>.</p></content></paragraph></section></chapter></body></act></akomaNtoso>
            """;
        var draft = TextImport.Split(text, TextFormat.Xml);
        Assert.Equal("Lamps", draft.Title);
        Assert.Equal(
            """
            preamble [] An Act about Lamps
            heading [Chapter 1] Light
              [§ 1] Lamps are lit at dusk.
                note [] [1] By hand.
              [§ 2] A lamp is
                [(a)] of brass, or
                [(b)] of glass.
            """,
            Outlines.Of(draft));
    }

    [Theory]
    [InlineData("<teiCorpus/>", "corpus")]
    [InlineData("<TEI.2><text/></TEI.2>", "P4")]
    [InlineData("<TEI/>", "TEI P5 and Akoma Ntoso")]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'/>", ".html")]
    [InlineData("<svg/>", "TEI P5 and Akoma Ntoso")]
    [InlineData("<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><documentCollection/></akomaNtoso>", "collection")]
    [InlineData("<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'/>", "one document")]
    public void What_XML_is_not_taken_is_said(string xml, string why)
    {
        var refusal = Assert.Throws<RefusalException>(() => TextImport.Split(xml, TextFormat.Xml));
        Assert.Equal("not-taken", refusal.Code);
        Assert.Contains(why, refusal.Detail, StringComparison.Ordinal);
    }
}
