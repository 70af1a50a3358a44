using System.Text;
using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Fuzz.Tests;

/// <summary>Files and texts to import, in each format. What is split must be fit to be saved.</summary>
internal static class ImportTargets
{
    private static readonly string[] Plain =
    [
        "Rules of the Society\n\nAuthor: Ida Lund\nDate: 1911\n\nWe agree upon this.\n\n1. We meet on Mondays.\n\n   (a) at eight, or\n   (b) at nine.\n\n2. We read aloud.\n\n[1] Not in May.\n",
        "§ 1 Scope\n\nThis holds for lamps.\n\n§ 2 Terms\n\n(1) A lamp is of brass.\n(2) It is lit at dusk.\n\nArticle III\nSection 1. Of doors\n- oak\n- pine\n",
        "第一条 灯在黄昏点亮。\n一、铜灯\n二、玻璃灯\n\nالمادة 1\nتضاء المصابيح.\n",
    ];

    private static readonly string[] Words = ["1.", "(a)", "iv.", "§ 2", "Article", "Section 1", "- ", "• ", "\n", "\n\n", "    ", ": ", "[^1]", "# ", "> ", "***", "_", "`", "```\n", "---\n", "| a | b |\n", "[a](b)", "![", "<b>", "&amp;", "&#xFFFE;", "\\", "第二条", "IX", "2."];

    private static readonly string[] Markdown = ["---\ntitle: Rules\n---\n# Rules\n\nWe *agree* upon [this](http://example.org).\n\n## Article 1\n\n1. We meet.\n   - at **eight**\n2. We read[^1].\n\n[^1]: Aloud.\n\n```\ncode\n```\n> quoted\n", .. Plain];

    private static readonly string[] Html =
    [
        "<!doctype html><html><head><title>Rules</title></head><body><h1>Rules</h1><p>We <b>agree</b> upon <a href=x>this</a>.</p><ol start=3 type=i><li>We meet.<ul><li>at eight</ul><li>We read.</ol><table><tr><td>a<td>b</table><pre> x\n y</pre><script>if (a<b) c();</script></body></html>",
        "<div><svg><path/><g></g></svg><select><option>a</select><textarea><p></textarea><p>a<br>b<hr><dl><dt>c<dd>d</dl><img alt='e'>&eacute;&#x1F600;<!-- f --><![CDATA[g]]></div>",
    ];

    private static readonly string[] HtmlWords =
        ["<div>", "</div>", "<p>", "</p>", "<li>", "<ul>", "</ul>", "<table>", "<td>", "<b>", "</b>", "<a name=1>", "<script>", "</script>", "<svg>", "<path/>", "<title>", "<textarea>", "<plaintext>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#0;", "&#xD800;", "<", ">", "\"", "='", "<br>", "<h2>", "<iframe>", "<xmp>", "<a/b/c=", "<ol start=-1>", "<ol start=2147483647>", "<li value=9999999999>", "<pre>"];

    private static readonly string[] Xml =
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Rules</title></titleStmt></fileDesc></teiHeader><text><body><div><head>One</head><p>We <choice><sic>meat</sic><corr>meet</corr></choice>.<note n=\"a\">Not in May.</note></p><lg><l>a</l><l>b</l></lg></div></body></text></TEI>",
        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"act\"><meta/><body><chapter><num>Chapter 1</num><heading>Light</heading><section><num>§ 1</num><content><p>Lamps are lit<authorialNote><p>By hand.</p></authorialNote>.</p></content></section></chapter></body></act></akomaNtoso>",
    ];

    private static readonly string[] XmlWords =
        ["<p>", "</p>", "<p/>", "<note>", "</note>", "<head>", "</div>", "<div>", "<num>", "</num>", "<![CDATA[", "]]>", "<!--", "-->", "<?a b?>", "<!DOCTYPE a>", "&amp;", "&x;", "&#0;", "&#xFFFE;", "&#x1F600;", " a='b'", " xmlns='x'", " xml:id='a'", "<", ">", "'", "\"", "=", "<a:b xmlns:a='c'>", "<list><item>", "<heading>"];

    private static readonly string[] Word =
    [
        $"<w:document xmlns:w=\"{Zips.Word}\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>1. We meet.</w:t><w:tab/><w:br/></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>2. We read.</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr/></w:body></w:document>",
    ];

    private static readonly string[] WordWords = ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t>a</w:t>", "<w:tab/>", "<w:footnoteReference w:id=\"1\"/>", "<w:footnoteReference/>", "<w:pStyle w:val=\"\"/>", "<w:body>", "<w:p><w:r><w:t>1. a</w:t></w:r></w:p>", "<w:sdt><w:sdtContent>", "<!--", "&#xD;"];

    private static readonly byte[] Docx = Zips.Docx([Zips.Run("1. We meet."), Zips.Run("2. We read.")], ("word/footnotes.xml", $"<w:footnotes xmlns:w=\"{Zips.Word}\"/>"));

    private static readonly string[] Names = ["a.txt", "a.md", "a.html", "a.xml", "a.docx", "a", "a.DOCX", "../a.txt", ".docx", "a.exe", "a.txt\0.docx", "\u202Etxt.xml", "CON.html"];

    public static IEnumerable<Target> All =>
    [
        new("text", random => Split(Mutator.Spoil(random, Plain, Words), TextFormat.Text)),
        new("markdown file", random => Split(Mutator.Spoil(random, Markdown, Words), TextFormat.Markdown)),
        new("html", random => Split(Mutator.Spoil(random, Html, HtmlWords), TextFormat.Html)),
        new("xml", random => Split(Mutator.Spoil(random, Xml, XmlWords), TextFormat.Xml)),
        new("word", random => DraftValidation.Check(TextImport.Split(WordOf(random), "a.docx"))),
        new("archive", random => DraftValidation.Check(TextImport.Split(Mutator.Spoil(random, Docx), "a.docx"))),
        new("file", random => DraftValidation.Check(TextImport.Split(FileOf(random), Names[random.Next(Names.Length)]))),
    ];

    private static void Split(string text, TextFormat format) => DraftValidation.Check(TextImport.Split(text, format));

    private static byte[] WordOf(Random random) => Zips.Of(
        ("word/document.xml", Encoding.UTF8.GetBytes(Mutator.Spoil(random, Word, WordWords))),
        ("word/footnotes.xml", Encoding.UTF8.GetBytes($"<w:footnotes xmlns:w=\"{Zips.Word}\"><w:footnote w:id=\"1\"><w:p>{Zips.Run("Not in May.")}</w:p></w:footnote></w:footnotes>")),
        ("word/styles.xml", Encoding.UTF8.GetBytes($"<w:styles xmlns:w=\"{Zips.Word}\"><w:style w:styleId=\"Heading1\"><w:name w:val=\"heading {random.Next(12)}\"/></w:style></w:styles>")));

    private static byte[] FileOf(Random random)
    {
        string[][] all = [Plain, Markdown, Html, Xml];
        Encoding[] encodings = [new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF8Encoding(false)];
        var encoding = encodings[random.Next(encodings.Length)];
        var text = all[random.Next(all.Length)] is var samples ? samples[random.Next(samples.Length)] : "";
        return Mutator.Spoil(random, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
    }
}
