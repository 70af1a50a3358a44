using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>What could be a clause's number at the start of a line, until the count around it tells.</summary>
/// <param name="Label">As printed, without the dot.</param>
/// <param name="Line">Index of the line.</param>
/// <param name="Start">Where in the line it starts: more than 0 when it follows another marker, as in <c>§ 1 (1)</c>.</param>
/// <param name="End">Where the text after it starts.</param>
/// <param name="Prefix">For <c>2.1.3</c>: <c>2.1</c>.</param>
internal sealed record Marker(
    MarkerStyle Style, Ordinal Ordinal, string Label, int Line, int Start, int End, string Prefix, int Indent, Evidence Evidence)
{
    /// <summary>All its numbers, <c>2.1.3</c>; empty where they are not decimal.</summary>
    public string Path =>
        Style.System is not (NumeralSystem.Decimal or NumeralSystem.Word) || Style.Form == MarkerForm.Bullet ? ""
        : Prefix.Length == 0 ? $"{Ordinal.Value}" : $"{Prefix}.{Ordinal.Value}";

    /// <summary>Whether nothing stands after it in its line.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>Whether something other than a space divides it from the text: <c>Article 1. Name</c>.</summary>
    public bool IsSeparated { get; init; }

    /// <summary>The last line before that begins with what could be a number too.</summary>
    public int? LineOfMarkerBefore { get; init; }

    /// <summary>Whether the line before is such a line: one item a line, and not the middle of a wrapped one.</summary>
    public bool FollowsMarker => LineOfMarkerBefore == Line - 1;

    /// <summary>Whether the line before ends no sentence and is no title: <c>as said in</c>, under it <c>Article 1. It goes on.</c></summary>
    public bool IsInSentence { get; init; }

    /// <summary>Whether a small letter follows.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether the format says that it is one.</summary>
    public bool IsCertain { get; init; }

    /// <summary>What the format says of it, where it marks numbers.</summary>
    public PrintedNumber? Number { get; init; }

    /// <summary>The first marker of the line, where this one is not it.</summary>
    public Marker? Host { get; init; }
}
