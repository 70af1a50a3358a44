using System.Text;
using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Outline;

/// <summary>Joins lines to paragraphs: a new one begins at an empty line, a marker, a heading, or a break that was meant.</summary>
internal sealed class BlockBuilder(IReadOnlyList<Line> lines, LineLayout layout, Numbering numbering)
{
    public List<Block> Build(int firstLine)
    {
        var blocks = new List<Block>();
        for (var start = firstLine; start < lines.Count;)
        {
            var end = start + 1;
            while (end < lines.Count && !Begins(start, end))
                end++;
            blocks.Add(BlockOf(start, end));
            start = end;
        }

        return blocks;
    }

    private bool Begins(int first, int index) =>
        layout.BeginsParagraph(index)
        || numbering.At(index).Any()
        || IsCapitalsApart(index)
        || lines[index].IsNote
        || (Footnotes.IsNote(lines[index].Text) && Wording.EndsSentence(lines[index - 1].Text))
        || (index - 1 == first && (IsCapitalsApart(first) || IsLabelApart(first)))
        || IsBackFromHanging(first, index);

    /// <summary>Capitals next to a line in small letters are a heading that nobody set apart by an empty line.</summary>
    private bool IsCapitalsApart(int index) =>
        Wording.IsCapitals(lines[index].Text) && !layout.IsWrapped(index) && lines[index].Width <= HeadingShape.MaxWidth
        && (index == 0 || lines[index].AfterBlank || !Wording.IsCapitals(lines[index - 1].Text))
        && (index + 1 == lines.Count || lines[index + 1].AfterBlank || !layout.IsWrapped(index + 1));

    private bool IsLabelApart(int index) => numbering.At(index).LastOrDefault() is { StandsAlone: true };

    /// <summary>The point's lines hang under its text, and this one does not any more.</summary>
    private bool IsBackFromHanging(int first, int index) =>
        index - first >= 2 && lines[index].Indent + 2 <= lines[index - 1].Indent && lines[index].Indent <= lines[first].Indent
        && lines[first + 1].Indent > lines[first].Indent && numbering.At(first).Any();

    private Block BlockOf(int start, int end)
    {
        var first = lines[start];
        var markers = numbering.At(start).ToArray();
        var text = new StringBuilder(markers.Length == 0 ? first.Text : first.Text[markers[^1].End..]);
        for (var i = start + 1; i < end; i++)
            LineJoiner.Append(text, lines[i].Text);
        return new(text.ToString(), markers, first.Indent, start, end - start, first.AfterBlank)
        {
            HeadingLevel = first.HeadingLevel,
            Verbatim = first.Verbatim,
            IsQuoted = first.IsQuoted,
            IsMore = first.IsMore,
            IsNote = first.IsNote,
            Level = first.Level,
        };
    }
}
