using Collab.Domain.Documents;

namespace Collab.Formats.Export.Tei;

/// <summary>The header: what is known of the text, who wrote in its margin, and of which moment this is the record.</summary>
internal static class TeiHeader
{
    public static void Write(ExportSink sink, ExportDocument document)
    {
        sink.Line("<teiHeader>").Line("<fileDesc>");
        sink.Line($"<titleStmt><title>{Xml.Line(document.Title)}</title>{(document.Metadata.Author is { } author ? $"<author>{Xml.Line(author)}</author>" : "")}</titleStmt>");
        sink.Line($"<publicationStmt><distributor>Collab</distributor><idno type=\"URI\">{Xml.Line(document.Address.AbsoluteUri)}</idno>{(document.Metadata.Date is { } date ? $"<date>{Xml.Line(date)}</date>" : "")}</publicationStmt>");
        WriteNotes(sink, document);
        sink.Line($"<sourceDesc><p>{Xml.Line(document.Metadata.Source ?? "As it was brought to the seminar.")}</p></sourceDesc>").Line("</fileDesc>");
        if (document.Members.Length > 0)
        {
            sink.Line("<profileDesc><particDesc><listPerson>");
            foreach (var member in document.Members)
                sink.Line($"<person xml:id=\"{Member(member.Id)}\" role=\"{member.Role.ToString().ToLowerInvariant()}\"><persName>{Xml.Line(member.Name)}</persName></person>");
            sink.Line("</listPerson></particDesc></profileDesc>");
        }

        sink.Line($"<revisionDesc><change n=\"{document.Seq}\" when=\"{ExportTime.Exact(document.At)}\">Event {document.Seq} of epoch {Xml.Line(document.Epoch)}, hash {Xml.Line(document.Hash)}</change></revisionDesc>");
        sink.Line("</teiHeader>");
    }

    /// <summary>The id of a member in the file.</summary>
    public static string Member(string id) => $"member-{Xml.Line(id)}";

    private static void WriteNotes(ExportSink sink, ExportDocument document)
    {
        sink.Line("<notesStmt>");
        foreach (var (key, value) in document.Metadata.Entries.Where(entry => !Known(entry.Key)))
            sink.Line($"<note type=\"metadata\" n=\"{Xml.Line(key)}\">{Xml.Line(value)}</note>");
        foreach (var (label, value) in Phrases.Colophon(document))
            sink.Line($"<note type=\"colophon\" n=\"{label}\">{Xml.Line(value)}</note>");
        sink.Line("</notesStmt>");
    }

    private static bool Known(string key) =>
        new[] { DocumentMetadata.AuthorKey, DocumentMetadata.DateKey, DocumentMetadata.SourceKey }.Contains(key, StringComparer.OrdinalIgnoreCase);
}
