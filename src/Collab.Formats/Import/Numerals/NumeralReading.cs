namespace Collab.Formats.Import.Numerals;

/// <summary>One way to read the numeral at the start of a text.</summary>
/// <param name="Length">UTF-16 units read.</param>
/// <param name="Prefix">For <c>2.1.3</c> what stands before the last number, <c>2.1</c>; else empty.</param>
/// <param name="Depth">How many numbers: 3 for <c>2.1.3</c>.</param>
internal readonly record struct NumeralReading(
    NumeralSystem System, Ordinal Ordinal, int Length, string Prefix = "", int Depth = 1);
