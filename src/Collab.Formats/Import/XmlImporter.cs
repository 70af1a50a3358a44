using System.Xml.Linq;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Xml;

namespace Collab.Formats.Import;

/// <summary>XML in one of two vocabularies, which its outermost element names: TEI P5 and Akoma Ntoso 3.0.</summary>
public sealed class XmlImporter : ITextImporter
{
    private const string AsOther = "Save it as HTML or as plain text and import that.";

    public TextDraft Import(string text)
    {
        var (clean, warning) = TextCheck.Clean(text);
        var root = SafeXml.Read(clean);
        var (lines, front, losses) = root.Name.LocalName switch
        {
            "TEI" when root.Name.NamespaceName == TeiLines.Namespace => ReadTei(root),
            "akomaNtoso" when root.Name.NamespaceName.StartsWith(AkomaNtosoLines.Namespace, StringComparison.Ordinal) => ReadAkomaNtoso(root),
            "teiCorpus" => throw Refusals.NotTaken("This TEI file is a corpus of several texts. Import each of its texts as a file of its own."),
            "TEI.2" => throw Refusals.NotTaken($"This is TEI P4, which is not read. Convert it to TEI P5, or: {AsOther}"),
            "html" => throw Refusals.NotTaken("This is HTML. Give the file a name that ends in .html and import it again."),
            _ => throw Refusals.NotTaken($"Of XML only TEI P5 and Akoma Ntoso 3.0 are read, and this is neither. {AsOther}"),
        };
        if (lines.Count == 0)
            throw TextCheck.Empty();
        return HeadedText.Split(lines, front, [.. losses.Prepend(Formulas.Warning(Formulas.In(root))).Prepend(warning).OfType<string>()], marksHeadings: true);
    }

    private static (List<Line> Lines, MetadataBuilder Front, IEnumerable<string?> Losses) ReadTei(XElement root)
    {
        var read = TeiLines.Of(root);
        return (read.Lines, TeiLines.FrontOf(root), read.Losses);
    }

    private static (List<Line> Lines, MetadataBuilder Front, IEnumerable<string?> Losses) ReadAkomaNtoso(XElement root)
    {
        if (root.Elements().ToArray() is not [var document])
            throw Refusals.NotTaken($"The Akoma Ntoso file has not exactly one document. {AsOther}");
        if (document.Name.LocalName is "documentCollection" or "amendmentList" or "officialGazette")
            throw Refusals.NotTaken("The Akoma Ntoso file is a collection of documents. Import each of them as a file of its own.");
        var front = new MetadataBuilder();
        if (XmlWords.LineOf(document.Descendants().FirstOrDefault(element => element.Name.LocalName == "docTitle")) is { } title)
            front.AddPrinted(HeaderKey.Title, title);
        var read = AkomaNtosoLines.Of(document);
        return (read.Lines, front, read.Losses);
    }
}
