using System.Net;
using System.Net.Sockets;
using System.Text;
using Collab.Domain;
using Collab.Formats.Import;
using Collab.Testing;

namespace Collab.Formats.Tests.Import.Hostile;

public class HostileXmlTests
{
    private const string Tei = "xmlns=\"http://www.tei-c.org/ns/1.0\"";

    [Fact]
    public void N105_M104_M106_entities_document_types_and_links_are_neither_read_nor_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "the secret words");
        try
        {
            foreach (var type in new[]
            {
                $"<!DOCTYPE TEI [<!ENTITY x SYSTEM \"file://{secret}\">]>", $"<!DOCTYPE TEI [<!ENTITY x SYSTEM \"{address}/x\">]>", $"<!DOCTYPE TEI SYSTEM \"{address}/tei.dtd\">",
                $"<!DOCTYPE TEI [<!ENTITY % p SYSTEM \"{address}/p\"> %p;]>", "<!DOCTYPE TEI [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>", "<!DOCTYPE TEI>",
            })
            {
                Assert.Contains("document type", Refused("unsafe-file", $"<?xml version=\"1.0\"?>{type}<TEI {Tei}><text><body><p>&x;</p></body></text></TEI>"), StringComparison.Ordinal);
            }

            var including = $"""
                <?xml-stylesheet href="{address}/s.xsl" type="text/xsl"?><TEI {Tei} xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.tei-c.org/ns/1.0 {address}/tei.xsd"><text><body><p>First.</p><xi:include href="{address}/more.xml"/><xi:include href="file://{secret}" parse="text"/>
                <p>Second<graphic url="{address}/g.png"/>.</p></body></text></TEI>
                """;
            Assert.Equal(["First.", "Second."], TextImport.Split(including, TextFormat.Xml).Clauses.Select(clause => clause.Text));
            var linked = Zips.Docx(
                [Zips.Run("First."), $"<w:hyperlink r:id=\"r1\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{Zips.Run("Second.")}</w:hyperlink>"],
                ("word/_rels/document.xml.rels", $"<Relationships><Relationship Id=\"r1\" Target=\"{address}/x\" TargetMode=\"External\"/><Relationship Id=\"r2\" Target=\"file://{secret}\" TargetMode=\"External\"/></Relationships>"),
                ("word/settings.xml", $"<attachedTemplate target=\"{address}/t.dotm\"/>"));
            Assert.Equal(["First.", "Second."], TextImport.Split(linked, "a.docx").Clauses.Select(clause => clause.Text));
            var page = $"<link rel=stylesheet href={address}/a><img src={address}/b><script src={address}/c></script><iframe src={address}/d></iframe><meta http-equiv=refresh content='0;{address}/e'><p>First.<p>Second.";
            Assert.Equal(["First.", "Second."], TextImport.Split(page, TextFormat.Html).Clauses.Select(clause => clause.Text));
            Assert.False(listener.Pending());
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void N106_sixty_five_levels_are_refused_at_once_and_sixty_four_are_read()
    {
        var deep = string.Concat(Enumerable.Repeat("<p>", 100_000)) + string.Concat(Enumerable.Repeat("</p>", 100_000));
        Assert.Equal(700_000, deep.Length);
        var atOnce = TimeSpan.FromMilliseconds(100);
        Assert.InRange(ThreadTime.Shortest(atOnce, () => Refused("too-nested", deep)), TimeSpan.Zero, atOnce);
        // TEI, text and body are three of them.
        Assert.Equal("Deep.", TextImport.Split(Nested(61), TextFormat.Xml).Clauses[0].Text);
        Refused("too-nested", Nested(62));

        static string Nested(int levels) =>
            $"<TEI {Tei}><text><body>{string.Concat(Enumerable.Repeat("<seg>", levels))}Deep.{string.Concat(Enumerable.Repeat("</seg>", levels))}</body></text></TEI>";
    }

    [Theory]
    [InlineData("<TEI>\n<text>\n<p>a</text></TEI>", 3)]
    [InlineData("<akomaNtoso>\n<act a=1></act></akomaNtoso>", 2)]
    [InlineData("\n\n\n<TEI><p>&nbsp;</p></TEI>", 4)]
    [InlineData("<TEI>\n<p>", 2)]
    [InlineData("<TEI/>\n<TEI/>", 2)]
    [InlineData("no markup", 1)]
    [InlineData("<", 1)]
    [InlineData("<a b='", 1)]
    [InlineData("<!--", 1)]
    public void N112_what_is_not_well_formed_is_refused_with_its_line(string xml, int line) =>
        Assert.Contains($"at line {line},", Refused("malformed-file", xml), StringComparison.Ordinal);

    [Fact]
    public void M103_a_million_attributes_and_one_of_a_megabyte_are_refused_without_being_kept()
    {
        var many = $"<TEI {string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $" a{i}=''"))}/>";
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("64 KiB", Refused("unsafe-file", many), StringComparison.Ordinal);
        Assert.Contains("64 KiB", Refused("unsafe-file", $"<TEI a='{new string('>', 1024 * 1024)}'/>"), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000_000);
        Assert.Contains("256 attributes", Refused("unsafe-file", $"<TEI {string.Concat(Enumerable.Range(0, 257).Select(i => $" a{i}=''"))}/>"), StringComparison.Ordinal);
    }

    [Fact]
    public void M103_other_encodings_than_UTF_8_and_UTF_16_are_refused()
    {
        foreach (var name in new[] { "utf-7", "iso-8859-1", "utf-32", "ibm037", "x" })
            Assert.Contains("UTF-8", Refused("not-taken", $"<?xml version=\"1.0\" encoding=\"{name}\"?><TEI/>"), StringComparison.Ordinal);
        foreach (var encoding in new Encoding[] { new UTF32Encoding(false, true), new UTF32Encoding(true, true) })
        {
            byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("<TEI/>")];
            Assert.Contains(Assert.Throws<RefusalException>(() => TextImport.Split(file, "a.xml")).Code, new[] { "bad-characters", "unsupported-media-type" });
        }
    }

    [Theory]
    [InlineData("<!---->a", 2_000_000)]
    [InlineData("<![CDATA[a]]>", 1_000_000)]
    [InlineData("<p/>", 2_000_000)]
    [InlineData("<p a='1' b='2'/>", 1_000_000)]
    [InlineData("<?a b?>", 2_000_000)]
    [InlineData("&amp;", 3_000_000)]
    public void Many_small_pieces_cost_no_more_than_their_number(string piece, int count)
    {
        var began = ThreadTime.Now;
        try
        {
            TextImport.Split($"<TEI {Tei}><text><body>{string.Concat(Enumerable.Repeat(piece, count))}</body></text></TEI>", TextFormat.Xml);
        }
        catch (RefusalException refusal)
        {
            Assert.Contains(refusal.Code, RefusalCodes.Status.Keys);
        }

        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static string Refused(string code, string xml)
    {
        var refusal = Assert.Throws<RefusalException>(() => TextImport.Split(xml, TextFormat.Xml));
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal);
        return refusal.Detail;
    }
}
