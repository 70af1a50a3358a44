using Collab.Domain;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Export;

/// <summary>All formats that a document can be taken away in.</summary>
public static class Exporters
{
    public static IReadOnlyList<IExporter> All { get; } =
        [new MarkdownExporter(), new HtmlExporter(), new JsonLdExporter(), new JsonExporter(), new CsvExporter(), new TextExporter(),
            new DocxExporter(), new TeiExporter(), new AkomaNtosoExporter(), new HypothesisExporter(), new PaperExporter()];

    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such format.</exception>
    public static IExporter Find(string? format) => All.FirstOrDefault(exporter => exporter.Format == format)
        ?? throw new RefusalException("bad-request", $"There is no such export format. Ask for one of {string.Join(", ", All.Select(exporter => exporter.Format))}. An archive has an address of its own: …/archive.");
}
