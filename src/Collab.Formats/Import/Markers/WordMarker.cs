using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>Numbers with a word: <c>Article 1</c>, <c>§ 12a</c>, <c>Part One</c>, <c>第十二条</c>, <c>제1조</c>.</summary>
internal static class WordMarker
{
    /// <returns>Whether the text starts with a marker of this form.</returns>
    public static bool Read(ReadOnlySpan<char> text, List<NumeralReading> numerals, List<MarkerReading> readings)
    {
        if (text[0] is '第' or '제')
        {
            if (ReadEastAsian(text, numerals) is { } eastAsian)
                readings.Add(eastAsian);
            return readings.Count > 0;
        }

        if (SectionWord.Read(text) is not var (rank, start))
            return false;
        var rest = text[start..];
        NumeralReader.Read(rest, numerals);
        if (NumberWord.Read(rest) is { } word)
            numerals.Add(word);
        foreach (var numeral in numerals)
        {
            // A lone letter after a word is a number only in capitals: "Annex B", but "part a".
            if (numeral.System is NumeralSystem.LatinLower or NumeralSystem.CyrillicLower or NumeralSystem.RomanLower && rank != SectionRank.Clause)
                continue;
            if (Reading(text, rank, numeral, start + numeral.Length) is { } reading)
                readings.Add(reading);
        }

        return readings.Count > 0;
    }

    private static MarkerReading? ReadEastAsian(ReadOnlySpan<char> text, List<NumeralReading> numerals)
    {
        var start = Spacing.Skip(text, 1);
        NumeralReader.Read(text[start..], numerals);
        foreach (var numeral in numerals)
        {
            var end = Spacing.Skip(text, start + numeral.Length);
            if (end >= text.Length || RankOf(text[end]) is not (not SectionRank.None and var rank))
                continue;
            var length = end + 1;
            var ordinal = numeral.Ordinal;
            // 第十二条之一, 제12조의2: inserted after the twelfth.
            if (length + 1 < text.Length && text[length] is '之' or '의' or 'の')
            {
                var inserted = new List<NumeralReading>();
                NumeralReader.Read(text[(length + 1)..], inserted);
                if (inserted.Count > 0)
                {
                    ordinal = ordinal with { Insert = inserted[0].Ordinal.Value };
                    length += 1 + inserted[0].Length;
                }
            }

            var after = Spacing.Skip(text, length);
            var separated = after > length || (after < text.Length && text[after] is '：' or ':' or '、' or '.' or '．');
            if (after < text.Length && text[after] is '：' or ':' or '、' or '.' or '．')
                after = Spacing.Skip(text, after + 1);
            return new(new(MarkerForm.Word, NumeralSystem.Word, numeral.Depth, rank), numeral with { Ordinal = ordinal }, length, after, separated);
        }

        return null;
    }

    private static SectionRank RankOf(char unit) => unit switch
    {
        '编' or '編' or '卷' or '편' => SectionRank.Book,
        '部' or '부' => SectionRank.Part,
        '章' or '장' => SectionRank.Chapter,
        '节' or '節' or '절' => SectionRank.Section,
        '条' or '條' or '조' => SectionRank.Article,
        '款' or '항' => SectionRank.Paragraph,
        '项' or '項' or '点' or '點' or '호' => SectionRank.Clause,
        _ => SectionRank.None,
    };

    private static MarkerReading? Reading(ReadOnlySpan<char> text, SectionRank rank, NumeralReading numeral, int label)
    {
        // "1er", "1º", "1.º": an ordinal's ending belongs to the label.
        if (text[label..].StartsWith("er") || text[label..].StartsWith(".º") || text[label..].StartsWith("-я") || text[label..].StartsWith("re"))
            label += 2;
        else if (label < text.Length && text[label] is 'º' or 'ª' or '°')
            label++;
        var end = label;
        if (end < text.Length && text[end] is '.' or ':' or ')' or '：' or '．')
            end++;
        if (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('-' or '–' or '—'))
            return null;
        var start = Spacing.Skip(text, end);
        var dashed = start < text.Length && text[start] is '-' or '–' or '—';
        if (dashed)
            start = Spacing.Skip(text, start + 1);
        return new(new(MarkerForm.Word, NumeralSystem.Word, numeral.Depth, rank), numeral, label, start, dashed || end > label);
    }
}
