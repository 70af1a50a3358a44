using System.Text;

namespace Collab.Formats.Import;

/// <summary>Raised and lowered figures have signs of their own: 10⁶ must not become 106. Other words are left in line.</summary>
internal static class RaisedText
{
    private const string Plain = "0123456789+-−=()";
    private const string Up = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾";
    private const string Down = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";

    /// <returns>The same in raised or lowered signs; null where there are none for it.</returns>
    public static string? Of(string text, bool isUp)
    {
        var trimmed = text.AsSpan().Trim();
        var written = new StringBuilder(trimmed.Length);
        foreach (var c in trimmed)
        {
            var at = Plain.IndexOf(c);
            if (at >= 0)
                written.Append((isUp ? Up : Down)[at]);
            else if (c == 'n' && isUp)
                written.Append('ⁿ');
            else
                return null;
        }

        return written.Length == 0 ? null : written.ToString();
    }

    /// <summary>Whether it says something else in line: not the ending of an ordinal or an abbreviation (<c>1st</c>, <c>XVIe</c>), and not the mark of a note.</summary>
    public static bool Matters(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return !trimmed.IsEmpty && trimmed.IndexOfAny("[*†‡§") < 0 && !(IsWord(trimmed) && (trimmed.Length > 1 || trimmed[0] is 'e' or 'o' or 'a' or 'º'));
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetter(c) && c != '.')
                return false;
        }

        return true;
    }
}
