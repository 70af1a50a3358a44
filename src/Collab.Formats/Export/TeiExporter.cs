using Collab.Formats.Export.Tei;

namespace Collab.Formats.Export;

/// <summary>TEI P5: the text in divisions, the discussion apart from it (<c>standOff</c>), each note an <c>annotation</c> that points to what it is about, a reply to what it answers. Bodies are as typed, in Markdown.</summary>
public sealed class TeiExporter : IExporter
{
    public string Format => "tei";

    public string ContentType => "application/tei+xml; charset=utf-8";

    /// <summary>With the name of the format, so that it stands apart from other XML.</summary>
    public string FileExtension => "tei.xml";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        var sink = new ExportSink(stream, cancellationToken);
        sink.Line(Xml.Declaration).Line("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">");
        TeiHeader.Write(sink, document);
        await TeiText.WriteAsync(sink, document);
        await new TeiNotes(document).WriteAsync(sink);
        sink.Line("</TEI>");
        await sink.FlushAsync(all: true);
    }
}
