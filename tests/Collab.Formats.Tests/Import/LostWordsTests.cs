using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Formats.Import;
using Collab.Formats.Tests.Export;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>No word of a text is lost by an import without being said.</summary>
public sealed class LostWordsTests
{
    [Fact]
    public void What_an_editor_marked_in_TEI_is_left_out_only_for_another_reading()
    {
        const string Text = """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>1. The <abbr>TEI</abbr> consortium <sic>recieved</sic> an <orig>olde</orig> <surplus>old</surplus> letter from Mr <choice><abbr>J.</abbr><expan>John</expan></choice> <choice><sic>Smiht</sic><corr>Smith</corr></choice>.</p>
            <p>2. It was <choice><orig>long</orig></choice>.</p></body></text></TEI>
            """;
        Assert.Equal("[1] The TEI consortium recieved an olde old letter from Mr John Smith.\n[2] It was long.", Outlines.Of(Text, TextFormat.Xml));
    }

    [Fact]
    public void A_remark_in_Akoma_Ntoso_stays() => Assert.Equal(
        "[1] Lamps as amended in 2019 are lit.\n[2] The second.",
        Outlines.Of("""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="a"><meta/><body><section eId="a"><num>1.</num><content><p>Lamps <remark>as amended in 2019</remark> are lit.</p></content></section><section eId="b"><num>2.</num><content><p>The second.</p></content></section></body></act></akomaNtoso>""", TextFormat.Xml));

    [Fact]
    public void Formulas_come_letter_by_letter_and_that_is_said()
    {
        var page = TextImport.Split("<p>1. The rate is <math><mi>r</mi><mo>=</mo><mn>5</mn><annotation>r=5</annotation></math> per cent.</p><p>2. It stays.</p>", TextFormat.Html);
        Assert.Equal("[1] The rate is r=5 per cent.\n[2] It stays.", Outlines.Of(page));
        Assert.StartsWith("A formula was read letter by letter", Assert.Single(page.Warnings), StringComparison.Ordinal);

        const string Math = "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>r=5</m:t></m:r></m:oMath>";
        var file = TextImport.Split(Zips.Docx([Zips.Run("1. The rate is ") + Math + Zips.Run(" per cent.") + "<w:r><w:sym w:font=\"Arial\" w:char=\"03B1\"/><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r>", Zips.Run("2. It stays.")]), "a.docx");
        Assert.Equal("[1] The rate is r=5 per cent.α\n[2] It stays.", Outlines.Of(file));
        Assert.Equal(["A formula was", "Left out: 1 s"], file.Warnings.Select(warning => warning[..13]));
    }

    [Theory]
    [InlineData("tei")]
    [InlineData("akn")]
    [InlineData("docx")]
    public async Task The_paragraphs_of_a_clause_come_back_as_paragraphs_of_it(string format)
    {
        string[] texts =
        [
            "The first says so.\n\nThe second paragraph\n\nand a third, 2. of all.",
            "Another point.\n\nIt has two.",
            // Word has typed numbers only: what begins with one is a point there.
            format == "docx" ? "The last point." : "The last point.\n\n4. It has two, too.",
        ];
        var document = new DocumentBuilder(texts).State;
        var file = await Samples.Bytes(format, ExportSelection.Of(document, document, new Audience(true, null), ExportScope.All, Samples.Options));
        var draft = TextImport.Split(file, format == "docx" ? "a.docx" : "a.xml");
        Assert.Equal(texts, draft.Clauses.Select(clause => clause.Text));
    }
}
