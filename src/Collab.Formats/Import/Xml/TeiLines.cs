using System.Collections.Frozen;
using System.Xml.Linq;
using Collab.Domain.Documents;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Xml;

/// <summary>TEI P5: the paragraphs of front, body and back, their heads by the depth of their divisions, notes below what they stand in.</summary>
internal sealed class TeiLines
{
    public const string Namespace = "http://www.tei-c.org/ns/1.0";

    private static readonly FrozenSet<string> Block =
        ("text front body back group div div1 div2 div3 div4 div5 div6 div7 p ab lg l list item label sp speaker stage opener closer salute signed dateline trailer argument epigraph "
        + "quote cit table row cell titlePage docTitle titlePart docAuthor docDate docImprint docEdition byline figure figDesc postscript listBibl bibl castList castItem set performance floatingText")
        .Split(' ').ToFrozenSet();

    /// <summary>What the editor replaced, struck out or saw around the text, and what is no text.</summary>
    private static readonly FrozenSet<string> Silent =
        "teiHeader facsimile standOff sourceDoc fw del graphic media binaryObject gap pb cb gb milestone anchor index interp interpGrp spanGrp certainty respons xenoData include"
        .Split(' ').ToFrozenSet();

    /// <summary>What a <c>choice</c> has another reading of.</summary>
    private static readonly FrozenSet<string> Replaced = "sic orig abbr surplus".Split(' ').ToFrozenSet();

    /// <summary>What a quotation may run on in.</summary>
    private static readonly FrozenSet<string> Paragraph = "p ab item l note head cell".Split(' ').ToFrozenSet();

    private readonly LineList _lines = new();
    private readonly List<XElement> _notes = [];
    private int _numbered, _quotations;
    private bool _isInNote;

    public static List<Line> Of(XElement tei)
    {
        var walk = new TeiLines();
        foreach (var text in tei.Elements().Where(element => element.Name.LocalName == "text"))
            walk.ReadAll(text, 0);
        walk.End(0);
        return walk._lines.Lines;
    }

    public static MetadataBuilder FrontOf(XElement tei)
    {
        var front = new MetadataBuilder();
        var file = XmlWords.Find(tei, "teiHeader", "fileDesc");
        if (file is null)
            return front;
        if (XmlWords.LineOf(XmlWords.Find(file, "titleStmt", "title")) is { } title)
            front.AddPrinted(HeaderKey.Title, title);
        front.Add(DocumentMetadata.AuthorKey, XmlWords.LineOf(XmlWords.Find(file, "titleStmt", "author")));
        front.Add(DocumentMetadata.DateKey, XmlWords.LineOf(XmlWords.Find(file, "publicationStmt", "date")));
        return front;
    }

    private void ReadAll(XElement element, int depth)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
                _lines.Append(text.Value);
            else if (node is XElement inner)
                Read(inner, inner.Name.LocalName, depth);
        }
    }

    private void Read(XElement element, string name, int depth)
    {
        if (Silent.Contains(name) || IsContents(element, name) || IsReplaced(element, name))
            return;
        if (name == "note")
        {
            _notes.Add(element);
        }
        else if (name == "lb")
        {
            _lines.EndLine();
        }
        else if (name is "quote" or "cit")
        {
            ReadQuotation(element, depth);
        }
        else if (name == "head")
        {
            End(depth);
            ReadAll(element, depth);
            _lines.End(0, Math.Clamp(depth, 1, 6));
        }
        else if (IsRunning(element, name))
        {
            // Its items are words of the sentence.
            _lines.Meet();
            ReadAll(element, depth);
            _lines.Meet();
        }
        else if (Block.Contains(name))
        {
            End(depth);
            ReadAll(element, name.StartsWith("div", StringComparison.Ordinal) ? depth + 1 : depth);
            End(depth);
        }
        else
        {
            ReadAll(element, depth);
        }
    }

    /// <summary>Words within a sentence, or paragraphs of another text: these are none of this one's clauses, whatever numbers they have.</summary>
    private void ReadQuotation(XElement quotation, int depth)
    {
        if (!quotation.Descendants().Any(inner => Block.Contains(inner.Name.LocalName) && inner.Name.LocalName is not ("quote" or "cit")) && quotation.Ancestors().Any(outer => Paragraph.Contains(outer.Name.LocalName)))
        {
            ReadAll(quotation, depth);
            return;
        }

        _quotations++;
        End(depth);
        _lines.Quote();
        ReadAll(quotation, depth);
        _lines.End(0);
        _lines.Unquote();
        _quotations--;
    }

    private static bool IsReplaced(XElement element, string name) =>
        Replaced.Contains(name) && element.Parent is { Name.LocalName: "choice" } choice && choice.Elements().Any(other => !Replaced.Contains(other.Name.LocalName));

    private static bool IsContents(XElement element, string name) => name.StartsWith("div", StringComparison.Ordinal) && element.Attribute("type")?.Value.ToLowerInvariant() is "contents" or "toc" or "tableofcontents" or "table_of_contents";

    /// <summary>A list that runs on in its sentence, or what is in one.</summary>
    private static bool IsRunning(XElement element, string name) => name switch
    {
        "list" => element.Attribute("rend")?.Value is "inline" or "runon" || element.Attribute("type")?.Value is "inline" or "runon",
        "item" or "label" => element.Parent is { Name.LocalName: "list" } list && IsRunning(list, "list"),
        _ => false,
    };

    // A note stands in the middle of a sentence: its words come after the paragraph, as at the foot of a page.
    private void End(int depth)
    {
        _lines.End(0);
        // Those of a quotation, of a note, and of what these stand in, come behind it.
        if (_notes.Count == 0 || _quotations > 0 || _isInNote)
            return;
        for (var at = 0; at < _notes.Count; at++)
        {
            _numbered++;
            _isInNote = true;
            _lines.BeginNote(NumberOf(_notes[at]));
            ReadAll(_notes[at], depth);
            _lines.EndNote();
            _isInNote = false;
        }

        _notes.Clear();
    }

    private string NumberOf(XElement note) =>
        note.Attribute("n")?.Value is { Length: > 0 and <= 6 } number && number.All(char.IsAsciiLetterOrDigit) ? number : $"{_numbered}";
}
