using System.Collections.Frozen;
using System.Text;
using System.Xml.Linq;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Xml;

/// <summary>Akoma Ntoso 3.0: each provision with its number and heading before its words, as it is printed. Notes come below.</summary>
internal sealed class AkomaNtosoLines
{
    public const string Namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    /// <summary>Of a note's number.</summary>
    private const int MostMarker = 6;

    private static readonly FrozenSet<string> Inline =
        ("a abbr affectedDocument authorialNote b change concept courtType date def del docCommittee docDate docIntroducer docJurisdiction docketNumber docNumber docProponent docPurpose docStage docStatus "
        + "docTitle docType embeddedText entity eol event fillIn foreign i img ins inline judge lawyer legislature location mmod mod mref neutralCitation noteRef num object omissis opinion organization outcome party "
        + "person placeholder process quantity quotedText ref relatedDocument remark rmod role rref scene session shortTitle signature span strong term time u vote")
        .Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Silent = "meta toc annotation annotation-xml components attachments noteRef img marker del".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Titles = "book tome part subpart title subtitle chapter subchapter division subdivision".Split(' ').ToFrozenSet();

    private readonly LineList _lines = new() { Level = 0 };
    private readonly List<XElement> _notes = [];
    private readonly Dictionary<XElement, bool> _titles = [];
    private int _numbered, _quotations, _attachments;
    private bool _isInNote;

    public List<Line> Lines => _lines.Lines;

    /// <summary>What was left out.</summary>
    public IEnumerable<string?> Losses => [Import.Losses.Attachments(_attachments), Import.Losses.Raised(_lines.Raised)];

    public static AkomaNtosoLines Of(XElement document)
    {
        var walk = new AkomaNtosoLines();
        walk.ReadAll(document, 0);
        walk.End(0);
        return walk;
    }

    private void ReadAll(XElement element, int depth)
    {
        var isNumbered = false;
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
                _lines.Append(text.Value);
            else if (node is XElement inner)
                Read(inner, inner.Name.LocalName, depth, isNumbered);
            isNumbered |= node is XElement { Name.LocalName: "num" };
        }
    }

    /// <param name="isNumbered">Whether a number stands before it, beside it.</param>
    private void Read(XElement element, string name, int depth, bool isNumbered)
    {
        _attachments += name is "components" or "attachments" ? element.Elements().Count() : 0;
        if (Silent.Contains(name))
            return;
        switch (name)
        {
            case "authorialNote":
                _notes.Add(element);
                break;
            case "br" or "eol":
                _lines.EndLine();
                break;
            case "quotedText" or "embeddedText":
                // A note within it comes behind the mark that closes it.
                _quotations++;
                ReadQuoted(element, depth);
                _quotations--;
                break;
            case "quotedStructure" or "embeddedStructure":
                ReadQuotation(element, depth);
                break;
            case "sup" or "sub":
                if (!_lines.AppendRaised(element.Value, name == "sup"))
                    ReadAll(element, depth);
                break;
            case "num":
                End(depth);
                ReadAll(element, depth);
                _lines.EndNumber(IsTitle(element.Parent!));
                break;
            case "heading" or "subheading":
                ReadAll(element, depth);
                _lines.End(Indent(depth), isNumbered ? null : Math.Clamp(depth - 1, 1, 6));
                break;
            case "p" when IsDocumentTitle(element):
                break;
            case "p" or "content" or "intro" or "wrapUp":
                // The first words of a provision stand behind its number.
                ReadAll(element, depth);
                End(depth);
                break;
            default:
                ReadOther(element, Inline.Contains(name) || element.Name.NamespaceName == Import.Formulas.MathNamespace, depth);
                break;
        }
    }

    /// <summary>A line that is the title and no more is not a part of the text.</summary>
    private static bool IsDocumentTitle(XElement line) =>
        line.Parent?.Name.LocalName == "preface" && line.Elements().FirstOrDefault(inner => inner.Name.LocalName == "docTitle") is { } title && XmlWords.LineOf(title) is { } words && words == XmlWords.LineOf(line);

    /// <summary>Provisions of another text: none of this one's, whatever numbers they have.</summary>
    private void ReadQuotation(XElement quotation, int depth)
    {
        _quotations++;
        End(depth);
        _lines.Quote();
        ReadQuoted(quotation, depth + 1);
        _lines.End(Indent(depth));
        _lines.Unquote();
        _quotations--;
    }

    /// <summary>What is quoted, between the marks that are printed around it: the file has them beside the words, unless the words have them.</summary>
    private void ReadQuoted(XElement quotation, int depth)
    {
        var open = quotation.Attribute("startQuote")?.Value.Trim() ?? "";
        // One that opens and closes is named once.
        var close = quotation.Attribute("endQuote")?.Value.Trim() ?? (open is "\"" or "'" or "’" or "”" ? open : "");
        if (open.Length == 0 && close.Length == 0)
        {
            ReadAll(quotation, depth);
            return;
        }

        var words = WordsOf(quotation, new StringBuilder()).ToString().AsSpan().Trim();
        var opened = words.StartsWith(open, StringComparison.Ordinal) || words.IsEmpty ? "" : open;
        var before = _lines.Open(opened);
        ReadAll(quotation, depth);
        _lines.Close(words.EndsWith(close, StringComparison.Ordinal) || words.IsEmpty ? "" : close, opened, before);
    }

    /// <summary>The words within it that are read in their place: nothing silent, no notes.</summary>
    private static StringBuilder WordsOf(XElement element, StringBuilder words)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
                words.Append(text.Value);
            else if (node is XElement inner && inner.Name.LocalName is not "authorialNote" and var name && !Silent.Contains(name))
                WordsOf(inner, words);
        }

        return words;
    }

    private void ReadOther(XElement element, bool isInline, int depth)
    {
        if (isInline)
        {
            ReadAll(element, depth);
            return;
        }

        End(depth);
        var isPart = element.Elements().Any(inner => inner.Name.LocalName is "num" or "heading");
        _lines.Level += isPart ? 1 : 0;
        ReadAll(element, depth + 1);
        End(depth);
        _lines.Level -= isPart ? 1 : 0;
    }

    /// <summary>Whether a container stands over provisions. One of a name that the standard does not know says by an attribute what it is.</summary>
    private bool IsTitle(XElement container)
    {
        // Asked for each number in it.
        if (!_titles.TryGetValue(container, out var known))
            _titles[container] = known = IsOverProvisions(container);
        return known;
    }

    private static bool IsOverProvisions(XElement container) =>
        Titles.Contains(container.Name.LocalName) || (container.Name.LocalName == "hcontainer" && container.Attribute("name")?.Value is { } name && (name == "heading" || Titles.Contains(name)))
        || (container.Name.LocalName == "section" && container.Elements().Any(inner => inner.Name.LocalName == "article"));

    private void End(int depth)
    {
        _lines.End(Indent(depth));
        // Those of a quotation, of a note, and of what these stand in, come behind it.
        if (_notes.Count == 0 || _quotations > 0 || _isInNote)
            return;
        for (var at = 0; at < _notes.Count; at++)
        {
            _isInNote = true;
            _lines.BeginNote(MarkerOf(_notes[at]) ?? $"{++_numbered}");
            ReadAll(_notes[at], depth);
            _lines.EndNote();
            _isInNote = false;
        }

        _notes.Clear();
    }

    /// <summary>The number or sign that a note has in print; null where the file does not say it, or it is none.</summary>
    private static string? MarkerOf(XElement note) =>
        note.Attribute("marker")?.Value.Trim().Trim('(', ')', '[', ']', '.') is { Length: > 0 and <= MostMarker } marker && !marker.Any(sign => char.IsWhiteSpace(sign) || sign is '[' or ']') ? marker : null;

    private static int Indent(int depth) => Math.Max(0, depth - 2);
}
