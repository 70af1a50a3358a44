using System.Globalization;
using System.Text;
using System.Xml;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>
/// Notes as an Atom feed (RFC 4287), what changed last first; replies name what they answer (RFC 4685). A note whose words are withheld or gone
/// stays an entry that says so: a feed reader that kept the words puts it in their place.
/// </summary>
public static class AtomFeed
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private const string Atom = "http://www.w3.org/2005/Atom", Threading = "http://purl.org/syndication/thread/1.0", Relation = "alternate";

    /// <param name="document">The notes of one page, with no more than the audience may see.</param>
    /// <param name="times">When the events were by which notes changed last, by seq; a note of whose event it has nothing says when its words were.</param>
    public static byte[] Write(ExportDocument document, AtomLinks links, IReadOnlyDictionary<long, DateTimeOffset> times)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xmlns", "thr", null, Threading);
            Element(xml, "id", $"urn:collab:document:{document.Id}");
            Element(xml, "title", Printable.Line(document.Title));
            Element(xml, "updated", Time(document.Notes.Select(note => Updated(note, times)).DefaultIfEmpty(document.At).Max()));
            Link(xml, "self", links.Self, "application/atom+xml");
            Link(xml, Relation, document.Address, "text/html");
            Link(xml, "first", links.First, "application/atom+xml");
            if (links.Next is { } next)
                Link(xml, "next", next, "application/atom+xml");
            foreach (var note in document.Notes.OrderByDescending(note => note.Annotation.LastSeq).ThenByDescending(note => note.Number))
                WriteEntry(xml, document, note, Updated(note, times));
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void WriteEntry(XmlWriter xml, ExportDocument document, ExportNote note, DateTimeOffset updated)
    {
        var annotation = note.Annotation;
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", Name(annotation.Id));
        Element(xml, "title", Printable.Line(Title(note)));
        Element(xml, "published", Time(annotation.Created));
        Element(xml, "updated", Time(updated));
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", Printable.Line(note.Author));
        xml.WriteEndElement();
        Link(xml, Relation, note.Address, "text/html");
        if (annotation.ReplyTo is { } answered)
        {
            xml.WriteStartElement("in-reply-to", Threading);
            xml.WriteAttributeString("ref", Name(answered));
            if (note.ReplyToNumber is { } number)
                xml.WriteAttributeString("href", $"{document.Address.AbsoluteUri}/notes/{number.ToString(CultureInfo.InvariantCulture)}");
            xml.WriteEndElement();
        }

        foreach (var tag in annotation.Tags)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", Printable.Line(tag));
            xml.WriteEndElement();
        }

        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Content(note));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Title(ExportNote note)
    {
        var what = note.Annotation.ReplyTo is null ? $"Note {note.Number}" : note.ReplyToNumber is { } number ? $"Reply {note.Number} to note {number}" : $"Reply {note.Number}";
        return note.ClauseNames.IsEmpty ? what : $"{what} on {string.Join(", ", note.ClauseNames)}";
    }

    private static string Content(ExportNote note)
    {
        var html = new StringBuilder();
        foreach (var quote in note.Annotation.Targets.Select(target => target.Quote).OfType<TextQuoteSelector>())
            html.Append(CultureInfo.InvariantCulture, $"<blockquote>{Html.Line(quote.Exact)}</blockquote>");
        foreach (var said in Phrases.For(note).Concat(Phrases.Between(note)))
            html.Append(CultureInfo.InvariantCulture, $"<p><em>{Html.Line(Phrases.Capital(said))}</em></p>");
        if (note.Notice is { } notice)
            html.Append(CultureInfo.InvariantCulture, $"<p><em>{Html.Line(Phrases.Capital(notice))}</em></p>");
        if (note.Annotation.Body is { } body)
            html.Append(Rendered(body));
        return html.ToString();
    }

    // A body that was stored before a limit was tightened must not stop the feed of all others.
    private static string Rendered(Body body)
    {
        try
        {
            return MarkdownRenderer.ToHtml(body.Text);
        }
        catch (RefusalException)
        {
            return $"<p>{Html.Text(Printable.Text(body.Text))}</p>";
        }
    }

    // A reader that kept the words of a note that was hidden takes the new entry for it because this is later.
    private static DateTimeOffset Updated(ExportNote note, IReadOnlyDictionary<long, DateTimeOffset> times) => times.TryGetValue(note.Annotation.LastSeq, out var at) ? at : note.Annotation.Modified ?? note.Annotation.Created;

    private static string Name(string annotation) => $"urn:collab:note:{annotation}";

    private static string Time(DateTimeOffset at) => ExportTime.Iso(at, TimeZoneInfo.Utc);

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, text);

    private static void Link(XmlWriter xml, string relation, Uri address, string type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address.AbsoluteUri);
        xml.WriteEndElement();
    }
}
