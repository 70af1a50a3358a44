using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>Reads the marker at the start of a text in every way it can be read. Linear: it looks at the first few characters.</summary>
internal sealed class MarkerReader
{
    private readonly List<NumeralReading> _numerals = [];

    public void Read(string text, int start, List<MarkerReading> readings)
    {
        readings.Clear();
        _numerals.Clear();
        var span = text.AsSpan(start);
        if (span.IsEmpty || BulletMarker.Read(span, readings))
            return;
        if (span[0] is '(' or '（' or '[' or '［' or '〔' or '【')
        {
            ReadEnclosed(span, readings);
            return;
        }

        if (WordMarker.Read(span, _numerals, readings))
            return;

        _numerals.Clear();
        NumeralReader.Read(span, _numerals);
        foreach (var numeral in _numerals)
        {
            if (ReadClosing(span, numeral) is { } reading)
                readings.Add(reading);
        }
    }

    private void ReadEnclosed(ReadOnlySpan<char> text, List<MarkerReading> readings)
    {
        NumeralReader.Read(text[1..], _numerals);
        foreach (var numeral in _numerals)
        {
            var end = 1 + numeral.Length;
            if (end >= text.Length || !Closes(text[0], text[end]))
                continue;
            var form = text[0] is '(' or '（' ? MarkerForm.Parentheses : MarkerForm.Brackets;
            var length = end + 1;
            // A dot after the parenthesis is a separator: "(1). Foo".
            var separated = length < text.Length && text[length] is '.' or ':';
            if (IsBoundary(text, separated ? length + 1 : length) || char.IsUpper(text[length]) || Columns.IsWide(text[length]))
                readings.Add(new(new(form, numeral.System, numeral.Depth), numeral, length, Spacing.Skip(text, separated ? length + 1 : length), separated));
        }
    }

    private static MarkerReading? ReadClosing(ReadOnlySpan<char> text, NumeralReading numeral)
    {
        var end = numeral.Length;
        if (numeral.System == NumeralSystem.Circled)
            return new(new(MarkerForm.Circled, numeral.System), numeral, end, Spacing.Skip(text, text.Length > end && text[end] is '.' or '、' ? end + 1 : end), true);
        var next = end < text.Length ? text[end] : '\0';
        var style = new MarkerStyle(numeral.Depth > 1 ? MarkerForm.Path : MarkerForm.Dot, numeral.System, numeral.Depth);
        switch (next)
        {
            case '.' or '．' when end + 1 < text.Length && text[end + 1] is ')' or '）':
                return After(text, style with { Form = MarkerForm.ClosingParenthesis }, numeral, end + 2, 2);
            case '.' or '．' when end + 1 < text.Length && text[end + 1] is '-' or '–' or '—':
                return After(text, style, numeral, end, 2);
            case '.' or '．':
                return Initials.AreAt(text) ? null : After(text, style, numeral, end, 1);
            case ')' or '）':
                return After(text, style with { Form = numeral.Depth > 1 ? MarkerForm.Path : MarkerForm.ClosingParenthesis }, numeral, end + 1, 1);
            case '、' or '､' or '،':
                return After(text, style with { Form = MarkerForm.IdeographicComma }, numeral, end, 1);
            case ':' or '：' when numeral.System is NumeralSystem.Decimal or NumeralSystem.RomanUpper or NumeralSystem.Chinese:
                return After(text, style with { Form = MarkerForm.Colon }, numeral, end, 1);
            case '°' or 'º' or 'ª' when numeral.System == NumeralSystem.Decimal:
                return After(text, style with { Form = MarkerForm.Degree }, numeral, end + 1, 1);
            case '-' or '–' or '—' or 'ـ' when numeral.System is NumeralSystem.Decimal or NumeralSystem.Abjad or NumeralSystem.Hijai:
                return After(text, style with { Form = MarkerForm.Dash }, numeral, end, 1);
            default:
                return ReadUnclosed(text, style, numeral);
        }
    }

    private static MarkerReading? ReadUnclosed(ReadOnlySpan<char> text, MarkerStyle style, NumeralReading numeral)
    {
        var end = numeral.Length;
        if (end == text.Length && numeral.System is NumeralSystem.Decimal or NumeralSystem.RomanUpper or NumeralSystem.Chinese)
            return new(style with { Form = numeral.Depth > 1 ? MarkerForm.Path : MarkerForm.Bare }, numeral, end, end, false);
        if (numeral.System is not NumeralSystem.Decimal || end >= text.Length || !char.IsWhiteSpace(text[end]))
            return null;
        var start = Spacing.Skip(text, end);
        if (numeral.Depth > 1)
            return new(style, numeral, end, start, false);
        if (start + 1 < text.Length && text[start] is '-' or '–' or '—' && char.IsWhiteSpace(text[start + 1]))
            return new(style with { Form = MarkerForm.Dash }, numeral, end, Spacing.Skip(text, start + 1), true);
        var isWide = start - end > 1 || text[end] is '\t' or '\u3000';
        if (!isWide && start < text.Length && char.IsLetter(text[start]) && !char.IsLower(text[start]))
            return new(style with { Form = MarkerForm.Path }, numeral, end, start, false);
        return isWide
            ? new(style with { Form = MarkerForm.Bare }, numeral, end, start, false)
            : null;
    }

    private static MarkerReading? After(ReadOnlySpan<char> text, MarkerStyle style, NumeralReading numeral, int label, int signs)
    {
        var end = numeral.Length + signs;
        // "1.Name" is written by people in a hurry; "1.5", "U.S." and "e.g." are not markers.
        var spaced = IsBoundary(text, end)
            || Columns.IsWide(text[end])
            || (numeral.System == NumeralSystem.Decimal && char.IsLetter(text[end]) && !char.IsLower(text[end]));
        return spaced ? new(style, numeral, label, Spacing.Skip(text, end), true) : null;
    }

    private static bool Closes(char opening, char closing) => opening switch
    {
        '(' or '（' => closing is ')' or '）',
        '[' or '［' => closing is ']' or '］',
        '〔' => closing == '〕',
        _ => closing == '】',
    };

    private static bool IsBoundary(ReadOnlySpan<char> text, int at) => at >= text.Length || char.IsWhiteSpace(text[at]);
}
