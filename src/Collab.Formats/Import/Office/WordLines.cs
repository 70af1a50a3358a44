using System.Xml.Linq;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Office;

/// <summary>Walks the paragraphs of a Word document: the text as it stands with all changes taken, footnotes below their paragraph.</summary>
internal sealed class WordLines(WordStyles styles, WordNumbering numbering, IReadOnlyDictionary<string, XElement> notes)
{
    private readonly LineList _lines = new();
    private readonly List<string> _noted = [];

    public List<Line> Lines => _lines.Lines;

    /// <summary>Paragraphs whose number Word would have counted by rules that are not in the document.</summary>
    public int Numbered { get; private set; }

    public void Read(XElement container)
    {
        foreach (var element in container.Elements())
        {
            switch (WordNames.Of(element))
            {
                case "p":
                    ReadParagraph(element);
                    break;
                case "sectPr" or "del" or "moveFrom" or null:
                    break;
                default:
                    Read(element);
                    break;
            }
        }
    }

    private void ReadParagraph(XElement paragraph)
    {
        var properties = WordNames.Child(paragraph, "pPr");
        if (styles.IsContents(properties))
            return;
        var (before, heading, number) = (_lines.Lines.Count, styles.HeadingLevel(properties), styles.NumberOf(properties));
        var counted = number.Id is { } id and not "0" ? numbering.Next(id, number.Level, number.Style) : null;
        _lines.Mark(counted is { Label: { Length: > 0 } label } ? label + " " : "");
        ReadRuns(paragraph);
        _lines.End(heading is null && counted is { } at ? at.Level : 0, heading);
        if (_lines.Lines.Count > before && number.Id is not (null or "0") && counted is null)
            Numbered++;
        _lines.Mark("");
        foreach (var noted in _noted.ToArray())
            ReadNote(noted);
        _noted.Clear();
    }

    private void ReadRuns(XElement element)
    {
        foreach (var inner in element.Elements())
        {
            switch (WordNames.Of(inner))
            {
                case "t":
                    _lines.Append(inner.Value);
                    break;
                case "tab":
                    _lines.Append(" ");
                    break;
                case "br" or "cr":
                    _lines.Break();
                    break;
                case "noBreakHyphen":
                    _lines.Append("\u2011");
                    break;
                case "footnoteReference" or "endnoteReference":
                    _noted.Add($"{WordNames.Of(inner)![0]}{WordNames.Value(inner, "id")}");
                    break;
                case "pPr" or "rPr" or "del" or "moveFrom" or "instrText" or "delText" or "object" or "pict" or "drawing" or null:
                    break;
                default:
                    ReadRuns(inner);
                    break;
            }
        }
    }

    private void ReadNote(string id)
    {
        if (!notes.TryGetValue(id, out var note))
            return;
        _lines.Append($"[{id[1..]}] ");
        foreach (var paragraph in note.Elements().Where(element => WordNames.Of(element) == "p"))
        {
            ReadRuns(paragraph);
            _lines.Append(" ");
        }

        _lines.End(0);
    }
}
