namespace Collab.Formats.Import.Numerals;

/// <summary>Reads the numeral at the start of a text in every way it can be read: <c>i</c> is one, and the ninth letter.</summary>
internal static class NumeralReader
{
    public static void Read(ReadOnlySpan<char> text, List<NumeralReading> readings)
    {
        if (text.IsEmpty)
            return;
        if (DecimalNumeral.Read(text) is { } number)
        {
            readings.Add(number);
            return;
        }

        if (CircledNumeral.Read(text) is { } circled)
            readings.Add(circled);
        if (ChineseNumeral.Read(text) is { } chinese)
            readings.Add(chinese);
        if (HebrewNumeral.Read(text) is { } hebrew)
            readings.Add(hebrew);
        if (char.IsAsciiLetter(text[0]))
            LatinNumeral.Read(text, readings);
        else
            Alphabet.Read(text, readings);
    }
}
