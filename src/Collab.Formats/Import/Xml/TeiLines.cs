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
        "teiHeader facsimile standOff sourceDoc fw del rdg rdgGrp wit graphic media binaryObject gap pb cb gb milestone anchor index interp interpGrp spanGrp certainty respons xenoData annotation annotation-xml"
        .Split(' ').ToFrozenSet();

    /// <summary>What a <c>choice</c> has another reading of.</summary>
    private static readonly FrozenSet<string> Replaced = "sic orig abbr surplus".Split(' ').ToFrozenSet();

    /// <summary>What runs on in a paragraph, where it stands in one.</summary>
    private static readonly FrozenSet<string> Running = "quote cit bibl figure figDesc label".Split(' ').ToFrozenSet();

    /// <summary>What a quotation may run on in.</summary>
    private static readonly FrozenSet<string> Paragraph = "p ab item l note head cell".Split(' ').ToFrozenSet();

    private readonly TeiRaised _raised;
    private readonly TeiNumbers _numbers = new();
    private readonly LineList _lines = new();
    private readonly List<XElement> _notes = [];
    private int _numbered, _quotations, _readings, _included, _ruby;
    private bool _isInNote;

    private TeiLines(TeiRaised raised) => _raised = raised;

    /// <summary>What was left out.</summary>
    public IEnumerable<string?> Losses => [Import.Losses.Readings(_readings), Import.Losses.Included(_included), Import.Losses.Ruby(_ruby), Import.Losses.Raised(_lines.Raised)];

    public List<Line> Lines => _lines.Lines;

    public static TeiLines Of(XElement tei)
    {
        var walk = new TeiLines(new TeiRaised(tei));
        foreach (var text in tei.Elements().Where(element => element.Name.LocalName == "text"))
            walk.ReadAll(text, 0);
        walk.End(0);
        return walk;
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
        if (name is "lb" or "pb" or "cb" or "gb" && element.Attribute("break")?.Value == "no")
            _lines.Join();
        else if (name == "rt")
            _ruby++;
        else if (name is "app" or "choice" or "include")
            ReadOneOf(element, name, depth);
        else if (!Silent.Contains(name) && !IsContents(element, name))
            ReadText(element, name, depth);
    }

    /// <summary>Of several readings one is text: the lemma, the corrected one, else the first.</summary>
    private void ReadOneOf(XElement element, string name, int depth)
    {
        _included += name == "include" ? 1 : 0;
        _readings += name == "app" ? 1 : 0;
        var read = name switch
        {
            "app" => element.Elements().FirstOrDefault(reading => reading.Name.LocalName == "lem") ?? element.Descendants().FirstOrDefault(reading => reading.Name.LocalName == "rdg"),
            "choice" => element.Elements().FirstOrDefault(reading => !Replaced.Contains(reading.Name.LocalName)) ?? element.Elements().FirstOrDefault(),
            _ => null,
        };
        if (read is { Name.LocalName: "choice" or "app" } inner)
            ReadOneOf(inner, inner.Name.LocalName, depth);
        else if (read is not null)
            ReadAll(read, depth);
    }

    private void ReadText(XElement element, string name, int depth)
    {
        if (name == "note")
        {
            _notes.Add(element);
        }
        else if (name == "lb")
        {
            _lines.EndLine();
        }
        else if (IsInSentence(element, name))
        {
            // Between words and a picture's description or a label there may be no blank.
            var isApart = name is "figure" or "figDesc" or "label";
            if (isApart)
                _lines.Meet();
            ReadAll(element, depth);
            if (isApart)
                _lines.Meet();
        }
        else if (!Block.Contains(name) && _raised.Of(element) is { } isUp)
        {
            if (!_lines.AppendRaised(element.Value, isUp))
                ReadAll(element, depth);
        }
        else if (name is "quote" or "cit" or "floatingText" or "egXML" || (name == "q" && HasParagraphs(element)))
        {
            ReadQuotation(element, depth);
        }
        else if (name == "head")
        {
            End(depth);
            Mark(element, name);
            ReadAll(element, depth);
            _lines.End(0, Math.Clamp(depth, 1, 6));
            _lines.Mark("");
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
            var isMarked = Mark(element, name);
            ReadAll(element, name.StartsWith("div", StringComparison.Ordinal) ? depth + 1 : depth);
            End(depth);
            if (isMarked)
                _lines.Mark("");
        }
        else
        {
            ReadAll(element, depth);
        }
    }

    /// <summary>Puts the number before an element that the file has beside it. In a quotation and in a note it is none of this text's.</summary>
    private bool Mark(XElement element, string name)
    {
        if (_quotations > 0 || _isInNote || _numbers.Before(element, name) is not { } marker)
            return false;
        _lines.Mark(marker);
        return true;
    }

    /// <summary>Words within a sentence, or paragraphs of another text: these are none of this one's clauses, whatever numbers they have.</summary>
    private void ReadQuotation(XElement quotation, int depth)
    {
        _quotations++;
        End(depth);
        _lines.Quote();
        ReadAll(quotation, depth);
        _lines.End(0);
        _lines.Unquote();
        _quotations--;
    }

    /// <summary>Whether it has no paragraphs of its own, and what it stands in is one.</summary>
    private static bool IsInSentence(XElement element, string name) => Running.Contains(name)
        && !HasParagraphs(element)
        && element.Ancestors().FirstOrDefault(outer => IsParagraphs(outer) || outer.Name.LocalName == "note") is { } holder && Paragraph.Contains(holder.Name.LocalName);

    private static bool HasParagraphs(XElement element) => element.Descendants().Any(IsParagraphs);

    private static bool IsParagraphs(XElement element) => Block.Contains(element.Name.LocalName) && !Running.Contains(element.Name.LocalName);

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
