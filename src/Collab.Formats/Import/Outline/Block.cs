using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Outline;

/// <summary>A paragraph of the text with the markers at its start.</summary>
/// <param name="Indent">Columns before its first line.</param>
/// <param name="Line">Index of its first line.</param>
/// <param name="Lines">How many lines it was printed in.</param>
/// <param name="AfterBlank">Whether an empty line stands before it.</param>
internal sealed record Block(string Text, IReadOnlyList<Marker> Markers, int Indent, int Line, int Lines, bool AfterBlank)
{
    /// <summary>1 is the highest; null where it is no heading.</summary>
    public int? HeadingLevel { get; init; }

    /// <inheritdoc cref="Lines.Line.IsQuoted"/>
    public bool IsQuoted { get; init; }

    /// <inheritdoc cref="Lines.Line.IsMore"/>
    public bool IsMore { get; init; }

    /// <inheritdoc cref="Lines.Line.Level"/>
    public int? Level { get; init; }

    /// <inheritdoc cref="Lines.Line.IsNote"/>
    public bool IsNote { get; init; }

    /// <summary>Its inside is not to be looked into: code.</summary>
    public bool Verbatim { get; init; }
}
