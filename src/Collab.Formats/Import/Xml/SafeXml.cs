using System.Xml;
using System.Xml.Linq;
using Collab.Domain;

namespace Collab.Formats.Import.Xml;

/// <summary>Reads XML that a stranger sent: no document type, no entities of its own, nothing fetched, and bounds on everything that grows.</summary>
internal static class SafeXml
{
    /// <summary>Longest tag with its attributes, in UTF-16 units.</summary>
    public const int MaxTag = 64 * 1024;

    /// <returns>The outermost element, without comments and processing instructions.</returns>
    /// <exception cref="RefusalException"><c>unsafe-file</c>, <c>malformed-file</c> (with the line), <c>too-nested</c> or <c>too-large</c>.</exception>
    public static XElement Read(string xml)
    {
        XmlTags.Check(xml);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            MaxCharactersInDocument = ImportLimits.MaxBytes,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            return Read(reader);
        }
        catch (XmlException error)
        {
            throw Refusals.Malformed($"The XML is not well-formed at line {error.LineNumber}, column {error.LinePosition}.");
        }
    }

    private static XElement Read(XmlReader reader)
    {
        var document = new XDocument();
        XContainer at = document;
        var nodes = 0;
        while (reader.Read())
        {
            if (++nodes > ImportLimits.MaxNodes)
                throw new RefusalException("too-large", $"The file has more than {ImportLimits.MaxNodes} elements and pieces of text. Divide it and import its parts.");
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    CheckEncoding(reader.GetAttribute("encoding"));
                    break;
                case XmlNodeType.Element:
                    if (reader.Depth >= ImportLimits.MaxXmlDepth)
                        throw new RefusalException("too-nested", $"The XML has more than {ImportLimits.MaxXmlDepth} elements within one another. Flatten it and import it again.");
                    var isEmpty = reader.IsEmptyElement;
                    var element = ElementOf(reader);
                    at.Add(element);
                    at = isEmpty ? at : element;
                    break;
                case XmlNodeType.EndElement:
                    at = (XContainer?)at.Parent ?? document;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when at != document:
                    // A node each: joined to one string they would cost the square of their number.
                    at.Add(new XText(reader.Value));
                    break;
            }
        }

        return document.Root!;
    }

    private static XElement ElementOf(XmlReader reader)
    {
        if (reader.AttributeCount > ImportLimits.MaxXmlAttributes)
            throw Refusals.Unsafe($"The XML has an element with more than {ImportLimits.MaxXmlAttributes} attributes.");
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                element.Add(new XAttribute(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value));
        }

        return element;
    }

    // The text is decoded already. One that was written in anything else would come out as other words.
    private static void CheckEncoding(string? name)
    {
        if (name is not null && !new[] { "utf-8", "utf-16", "us-ascii" }.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw Refusals.NotTaken("The XML says that it is in another encoding than UTF-8. Save it as UTF-8 and import it again.");
    }
}
