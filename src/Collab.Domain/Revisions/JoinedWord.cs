using System.Globalization;
using System.Text;

namespace Collab.Domain.Revisions;

/// <summary>
/// What is read as one word, in scripts that write spaces: also with a hyphen, an apostrophe, a stroke, a star, a bracket or a point in it, or
/// what is not seen (“non-binding”, “don’t”, “and/or”, “member(s)”, “Mitglied*innen”), and a figure with what divides it (“10,000”, “10.5”,
/// “10 000”) and with its sign (“5 %”, “−5”, “€10”, “18+”).
/// </summary>
internal static class JoinedWord
{
    /// <summary>One of them between two letters or digits, or two that differ (“U.S.-based”). A long dash is none: it stands between words.</summary>
    private const string Joints = "-\u2010\u2011\u2013\u2212\u058A\u05BE'\u2019\u05F3\u05F4\uFF07./\u2044:\u00B7\u2027@&_*()";

    /// <summary>One of them between two digits.</summary>
    private const string FigureJoints = ",\u066B\u066C";

    /// <summary>Behind a figure or before it, also with a blank between.</summary>
    private const string Currencies = "\u20AC$\u00A3\u00A5\u20BD";

    /// <summary>Behind a figure, also with a blank between.</summary>
    private const string Units = Currencies + "%\u2030\u2031\u00B0\u2103\u2109";

    /// <summary>Directly behind a figure.</summary>
    private const string SignsBehind = "+\u2032\u2033";

    /// <summary>Directly before a figure, where nothing stands before them.</summary>
    private const string SignsBefore = "+-\u2212\u00B1";

    /// <summary>No word has so many signs in a row that are no letters.</summary>
    private const int MostBetween = 8;

    /// <summary>Whether a word is cut there.</summary>
    public static bool GoesOn(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return false;
        if (HasSign(text, at))
            return true;
        var (start, end, joints) = (at - 1, at, new Joint(-1, -1));
        while (start >= 0 && at - start <= MostBetween && IsBetween(text, start, ref joints))
            start--;
        while (end < text.Length && end - at < MostBetween && IsBetween(text, end, ref joints))
            end++;
        return start >= 0 && end < text.Length && IsOfWord(text[start]) && IsOfWord(text[end]) && (joints.One < 0 || joints.Other >= 0 || Joins(text, start, joints.One, end));
    }

    /// <summary>The places of what joins.</summary>
    private readonly record struct Joint(int One, int Other);

    /// <summary>Whether it is not seen, or a joint.</summary>
    private static bool IsBetween(ReadOnlySpan<char> text, int at, ref Joint joints)
    {
        var category = char.GetUnicodeCategory(text[at]);
        if (category == UnicodeCategory.Format)
            return true;
        var joins = Joints.Contains(text[at]);
        if (joints.One < 0)
            joints = joins || category == UnicodeCategory.SpaceSeparator || FigureJoints.Contains(text[at]) ? new(at, -1) : joints;
        else if (joints.Other < 0 && joins && Joints.Contains(text[joints.One]) && text[joints.One] != text[at])
            joints = joints with { Other = at };
        else
            return false;
        return joints.One == at || joints.Other == at;
    }

    /// <summary>Whether a figure is cut from its sign there: “5|%”, “5| %”, “5 |%”, “€|5”, “€| 5”, “€ |5”, “-|5”.</summary>
    private static bool HasSign(ReadOnlySpan<char> text, int at)
    {
        var (left, right) = (text[at - 1], text[at]);
        if (char.IsDigit(left))
            return SignsBehind.Contains(right) || IsUnit(text, IsBlank(right) ? at + 1 : at);
        if (char.IsDigit(right) && SignsBefore.Contains(left))
            return at == 1 || !IsOfWord(text[at - 2]);
        return (IsBlank(left) && at > 1 && char.IsDigit(text[at - 2]) && IsUnit(text, at))
            || (char.IsDigit(right) ? IsCurrencyBefore(text, IsBlank(left) ? at - 2 : at - 1) : IsBlank(right) && IsCurrencyBefore(text, at - 1));
    }

    private static bool IsUnit(ReadOnlySpan<char> text, int at) => at < text.Length && Units.Contains(text[at]) && !IsCurrencyBefore(text, at);

    /// <summary>Whether it is the sign of the figure behind it: no other stands directly before it.</summary>
    private static bool IsCurrencyBefore(ReadOnlySpan<char> text, int at)
    {
        if (at < 0 || !Currencies.Contains(text[at]) || (at > 0 && char.IsDigit(text[at - 1])))
            return false;
        var figure = at + 1 < text.Length && IsBlank(text[at + 1]) ? at + 2 : at + 1;
        return figure < text.Length && char.IsDigit(text[figure]);
    }

    private static bool IsBlank(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator;

    private static bool Joins(ReadOnlySpan<char> text, int start, int joint, int end)
    {
        if (Joints.Contains(text[joint]))
            return true;
        if (!char.IsDigit(text[start]) || !char.IsDigit(text[end]))
            return false;
        // A blank divides thousands; two figures may stand beside each other.
        return FigureJoints.Contains(text[joint]) || IsThousand(text[end..]);
    }

    private static bool IsThousand(ReadOnlySpan<char> figure)
    {
        var digits = 0;
        while (digits < figure.Length && digits < 4 && char.IsDigit(figure[digits]))
            digits++;
        return digits == 3;
    }

    private static bool IsOfWord(char letter) => char.IsSurrogate(letter) || (new Rune(letter) is var rune && (Vocabulary.IsOfWord(rune) || IsOfFigure(rune)) && !Vocabulary.IsUnspaced(rune));

    /// <summary>“10½”, “m²”.</summary>
    private static bool IsOfFigure(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber or UnicodeCategory.EnclosingMark;
}
