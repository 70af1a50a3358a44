using Collab.Formats.Export.AkomaNtoso;

namespace Collab.Formats.Export;

/// <summary>Akoma Ntoso 3.0 (OASIS LegalDocML): a generic document with the text, its notes in the metadata and referred to where they stand.</summary>
public sealed class AkomaNtosoExporter : IExporter
{
    public string Format => "akn";

    public string ContentType => "application/akn+xml; charset=utf-8";

    /// <summary>With the name of the format, so that it stands apart from other XML.</summary>
    public string FileExtension => "akn.xml";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        var sink = new ExportSink(stream, cancellationToken);
        sink.Line(Xml.Declaration).Line("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">").Line("<doc name=\"text\">");
        await AkomaNtosoMeta.WriteAsync(sink, document);
        await AkomaNtosoText.WriteAsync(sink, document);
        sink.Line("</doc>").Line("</akomaNtoso>");
        await sink.FlushAsync(all: true);
    }
}
