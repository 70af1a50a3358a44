namespace Collab.Formats.Import.Lines;

/// <summary>A printed line that is not empty.</summary>
/// <param name="Text">Without the white space at both ends.</param>
/// <param name="Number">Counted from 1 in the file.</param>
/// <param name="Indent">Columns of white space before it; a tab goes to the next multiple of four.</param>
/// <param name="Width">Columns, of which a wide (East Asian) character takes two.</param>
/// <param name="AfterBlank">Whether an empty line, a rule or the start of the text stands before it.</param>
internal sealed record Line(string Text, int Number, int Indent, int Width, bool AfterBlank)
{
    /// <summary>1 is the highest; null where the line is not marked as a heading by the format.</summary>
    public int? HeadingLevel { get; init; }

    /// <summary>The line is a paragraph of its own whose inside is not to be looked into: code.</summary>
    public bool Verbatim { get; init; }

    /// <summary>The format says that the marker at the start of this line is one.</summary>
    public bool IsListItem { get; init; }

    /// <summary>The line stands in a quotation of another text, or behind one in its paragraph: it is no clause of this one.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>The line is another paragraph of what the line before it is of.</summary>
    public bool IsMore { get; init; }

    /// <summary>The line is a footnote, its number before it: it counts nothing.</summary>
    public bool IsNote { get; init; }

    /// <summary>The line is the first of a page.</summary>
    public bool AfterPage { get; init; }

    /// <summary>All its words lead to another place of the same page.</summary>
    public bool LeadsToPage { get; init; }

    /// <summary>The number at its start, where the format marks it.</summary>
    public PrintedNumber? Printed { get; init; }

    /// <summary>How many provisions it stands in; null where the format does not say it.</summary>
    public int? Level { get; init; }

    /// <summary>The format says that the author meant the break before this line.</summary>
    public bool AfterBreak { get; init; }

    public static Line Of(string raw, int number, bool afterBlank)
    {
        var indent = 0;
        var start = 0;
        for (; start < raw.Length && char.IsWhiteSpace(raw[start]); start++)
            indent += raw[start] switch { '\t' => 4 - (indent % 4), '\u3000' => 2, _ => 1 };
        var text = raw.AsSpan(start).TrimEnd().ToString();
        return new(text, number, indent, indent + Columns.Of(text), afterBlank);
    }
}
