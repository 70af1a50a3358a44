using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>A marker read at the start of a text.</summary>
/// <param name="LabelLength">UTF-16 units that are the label.</param>
/// <param name="Length">UTF-16 units up to the text after it.</param>
/// <param name="IsSeparated">Whether something other than a space divides it from the text.</param>
internal readonly record struct MarkerReading(
    MarkerStyle Style, NumeralReading Numeral, int LabelLength, int Length, bool IsSeparated);
