using System.Globalization;
using System.Xml.Linq;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Office;

/// <summary>Walks the paragraphs of a Word document: the text as it stands with all changes taken, footnotes below their paragraph.</summary>
internal sealed class WordLines(WordStyles styles, WordNumbering numbering, WordNotes notes)
{
    /// <summary>Of a note's mark.</summary>
    private const int MostMark = 6;

    private readonly LineList _lines = new();
    private readonly List<(string Id, string? Mark)> _noted = [];

    /// <summary>Of the first paragraph whose end is deleted, so that its words are those of the next.</summary>
    private XElement? _joined;

    public List<Line> Lines => _lines.Lines;

    /// <summary>How many formulas were read.</summary>
    public int Formulas { get; private set; }

    /// <summary>How many pieces were left out that are struck out.</summary>
    public int Struck { get; private set; }

    /// <summary>How many passages were left out that are hidden.</summary>
    public int Hidden { get; private set; }

    /// <summary>How many readings were left out that stand above their words.</summary>
    public int Ruby { get; private set; }

    /// <summary>How many raised or lowered pieces came in line with the rest.</summary>
    public int Raised => _lines.Raised;

    /// <summary>How many signs were left out that only a font of their own shows.</summary>
    public int UnreadSigns { get; private set; }

    /// <summary>How many files were left out that Word puts in where they are named.</summary>
    public int Parts { get; private set; }

    public void Read(XElement container)
    {
        // No paragraph goes on over the edge of a table or of its cells.
        var isWhole = WordNames.Of(container) is "body" or "tbl" or "tc";
        if (isWhole)
            EndJoined();
        foreach (var element in container.Elements())
        {
            switch (WordNames.Of(element))
            {
                case "p":
                    ReadParagraph(element);
                    break;
                case "altChunk":
                    Parts++;
                    break;
                case "sectPr" or "del" or "moveFrom" or null:
                    break;
                default:
                    Read(element);
                    break;
            }
        }

        if (isWhole)
            EndJoined();
    }

    private void ReadParagraph(XElement paragraph)
    {
        var properties = WordNames.Child(paragraph, "pPr");
        ReadParagraph(paragraph, properties);
        if (WordNames.Child(properties, "sectPr") is not null)
            notes.EndSection();
    }

    private void ReadParagraph(XElement paragraph, XElement? properties)
    {
        if (styles.IsContents(properties))
        {
            EndJoined();
            return;
        }

        ReadRuns(paragraph);
        var end = WordNames.Child(properties, "rPr");
        // What is deleted with its end, or moved away with it, is no paragraph any more: nothing is counted, and what is left of it is the next one's.
        if (IsGone(end))
            _joined ??= _lines.IsEmpty ? null : properties ?? new XElement("none");
        else if (!_lines.IsEmpty || WordNames.IsOn(WordNames.Child(end, "vanish")) is not true)
            End(properties);
    }

    /// <summary>Whether the end of a paragraph is deleted, or moved to another place.</summary>
    private static bool IsGone(XElement? end) => (WordNames.Child(end, "del") ?? WordNames.Child(end, "moveFrom")) is not null;

    private void EndJoined()
    {
        if (_joined is { } properties)
            End(properties);
    }

    /// <param name="properties">Of the paragraph: those of the last, where several are one; a number that it does not have is the first one's.</param>
    private void End(XElement? properties)
    {
        var number = numbering.Next(properties) ?? (_joined is null || _joined == properties ? null : numbering.Next(_joined));
        _joined = null;
        if (number is { Label.Length: > 0 })
            _lines.Mark(number.Value.Label + " ");
        _lines.End(number?.Level ?? 0, styles.HeadingLevel(properties));
        _lines.Mark("");
        foreach (var (id, mark) in _noted.ToArray())
            ReadNote(id, mark);
        _noted.Clear();
    }

    private void ReadRuns(XElement element)
    {
        var (wasStruck, wasHidden) = (false, false);
        foreach (var inner in element.Elements())
        {
            // Word cuts one passage into several runs.
            var isHidden = WordNames.Of(inner) == "r" && styles.IsHidden(inner);
            var isStruck = !isHidden && WordNames.Of(inner) == "r" && styles.IsStruck(inner);
            Struck += isStruck && !wasStruck ? 1 : 0;
            Hidden += isHidden && !wasHidden && WordNames.Child(inner, "t") is not null ? 1 : 0;
            (wasStruck, wasHidden) = (isStruck, isHidden);
            if (inner.Name.LocalName == "oMath" && WordNames.IsMath(inner))
                ReadFormula(inner);
            if (inner.Name.LocalName == "oMathPara")
                ReadRuns(inner);
            // Of the same words for newer and for older programs.
            if (inner.Name.LocalName == "AlternateContent" && inner.Elements().FirstOrDefault() is { } newest)
                ReadRuns(newest);
            switch (WordNames.Of(inner))
            {
                case "r" when isStruck || isHidden:
                    break;
                case "rt":
                    Ruby++;
                    break;
                case "r" when WordNames.RaisedIn(inner) is { } raised:
                    if (!_lines.AppendRaised(raised.Text, raised.IsUp, raised.IsAlone))
                        ReadRuns(inner);
                    break;
                case "sym":
                    ReadSign(inner);
                    break;
                case "t":
                    _lines.Append(inner.Value);
                    break;
                case "tab" or "ptab":
                    _lines.Append(" ");
                    break;
                case "br" or "cr":
                    _lines.Break();
                    break;
                case "noBreakHyphen":
                    _lines.Append("\u2011");
                    break;
                case "footnoteReference" or "endnoteReference":
                    _noted.Add(($"{WordNames.Of(inner)![0]}{WordNames.Value(inner, "id")}", MarkOf(inner)));
                    break;
                case "pPr" or "rPr" or "rubyPr" or "del" or "moveFrom" or "instrText" or "delText" or "object" or "pict" or "drawing" or null:
                    break;
                default:
                    ReadRuns(inner);
                    break;
            }
        }
    }

    private void ReadFormula(XElement formula)
    {
        Formulas++;
        foreach (var text in formula.Descendants().Where(inner => inner.Name.LocalName == "t"))
            _lines.Append(text.Value);
    }

    private void ReadSign(XElement sign)
    {
        if (WordNames.SignOf(sign) is { } read)
            _lines.Append(read);
        else
            UnreadSigns++;
    }

    /// <summary>The mark of a note that has one of its own and is not counted: it stands beside the reference. Null where Word counts it.</summary>
    private static string? MarkOf(XElement reference)
    {
        if (WordNames.Value(reference, "customMarkFollows") is not ("1" or "true" or "on"))
            return null;
        var mark = string.Concat(reference.ElementsAfterSelf().Select(beside => WordNames.Of(beside) switch { "t" => beside.Value, "sym" => WordNames.SignOf(beside), _ => null })).Trim();
        return mark.Length is > 0 and <= MostMark && !mark.Any(char.IsWhiteSpace) ? mark : "*";
    }

    /// <param name="mark">Its own, which its words begin with; null where it is counted.</param>
    private void ReadNote(string id, string? mark)
    {
        if (notes.Find(id) is not { } note)
            return;
        _lines.BeginNote(mark ?? notes.Next(id[0]), mark);
        foreach (var paragraph in note.Elements().Where(element => WordNames.Of(element) == "p"))
        {
            ReadRuns(paragraph);
            if (!IsGone(WordNames.Child(WordNames.Child(paragraph, "pPr"), "rPr")))
                _lines.End(0);
        }

        _lines.EndNote();
    }
}
