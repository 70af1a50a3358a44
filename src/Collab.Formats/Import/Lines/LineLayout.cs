namespace Collab.Formats.Import.Lines;

/// <summary>Tells the line breaks that an author made from those that the width of the page made.</summary>
/// <remarks>
/// A wrapped line is broken where the next word did not fit. So a break after which the next word would have fitted well was meant.
/// </remarks>
internal sealed class LineLayout
{
    /// <summary>Nobody wraps text wider than this: a longer line is a whole paragraph.</summary>
    public const int WidestWrap = 140;

    private const int NarrowestWrap = 40;
    private readonly IReadOnlyList<Line> _lines;
    private readonly int _width;

    public LineLayout(IReadOnlyList<Line> lines)
    {
        _lines = lines;
        var widths = new List<int>();
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (!lines[i + 1].AfterBlank && lines[i].Width <= WidestWrap)
                widths.Add(lines[i].Width);
        }

        widths.Sort();
        _width = widths.Count == 0 ? 0 : widths[(int)(widths.Count * 0.95)];
    }

    /// <summary>Whether the line at <paramref name="index"/> begins a paragraph, as far as its layout tells.</summary>
    public bool BeginsParagraph(int index)
    {
        var line = _lines[index];
        if (index == 0 || line.AfterBlank || line.AfterBreak || line.Verbatim || _lines[index - 1].Verbatim)
            return true;
        var before = _lines[index - 1];
        if (line.HeadingLevel is not null || before.HeadingLevel is not null)
            return true;
        var ended = Wording.EndsSentence(before.Text);
        if (!ended && Wording.GoesOn(line.Text))
            return false;
        if (before.Width > WidestWrap || line.Width > WidestWrap)
            return true;
        if (_width < NarrowestWrap)
            return false;
        return WidthWithFirstWord(index) <= _width * (ended ? 0.8 : 0.5) || (ended && IsFirstLineIndent(index));
    }

    /// <summary>Whether the line stands apart from the one before by more than its looks: an empty line, or what the format says.</summary>
    public bool IsApart(int index) =>
        index == 0 || _lines[index].AfterBlank || _lines[index].AfterBreak || _lines[index - 1].HeadingLevel is not null
        || _lines[index - 1].Verbatim || _lines[index - 1].Width > WidestWrap;

    /// <summary>Whether the break before the line is explained by the page's width: the next word did not fit.</summary>
    public bool IsWrapped(int index) =>
        index > 0 && !_lines[index].AfterBlank && _width >= NarrowestWrap && WidthWithFirstWord(index) > _width;

    private int WidthWithFirstWord(int index) => _lines[index - 1].Width + 1 + Wording.FirstWordWidth(_lines[index].Text);

    // The first line of each paragraph is indented, and the next goes back. A hanging indent does not go back.
    private bool IsFirstLineIndent(int index) =>
        _lines[index].Indent >= _lines[index - 1].Indent + 2
        && (index + 1 == _lines.Count || _lines[index + 1].AfterBlank || _lines[index + 1].Indent < _lines[index].Indent);
}
