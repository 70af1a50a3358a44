using System.Globalization;
using System.Text;

namespace Collab.Domain.Revisions;

/// <summary>
/// What is read as one word, in scripts that write spaces: also with a hyphen, an apostrophe, a stroke or a point in it, or what is not seen
/// (“non-binding”, “don’t”, “and/or”), and a figure with what divides it (“10,000”, “10.5”, “10 000”).
/// </summary>
internal static class JoinedWord
{
    /// <summary>One of them between two letters or digits. A long dash is none: it stands between words.</summary>
    private const string Joints = "-\u2010\u2011\u2013\u2212\u058A\u05BE'\u2019\u05F3\u05F4\uFF07./:\u00B7\u2027@&_";

    /// <summary>One of them between two digits.</summary>
    private const string FigureJoints = ",\u066B\u066C";

    /// <summary>No word has so many signs in a row that are no letters.</summary>
    private const int MostBetween = 8;

    /// <summary>Whether a word is cut there.</summary>
    public static bool GoesOn(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return false;
        var (start, end, joint) = (at - 1, at, -1);
        while (start >= 0 && at - start <= MostBetween && IsBetween(text, start, ref joint))
            start--;
        while (end < text.Length && end - at < MostBetween && IsBetween(text, end, ref joint))
            end++;
        return start >= 0 && end < text.Length && IsOfWord(text[start]) && IsOfWord(text[end]) && (joint < 0 || Joins(text, start, joint, end));
    }

    /// <summary>Whether it is not seen, or the one joint.</summary>
    private static bool IsBetween(ReadOnlySpan<char> text, int at, ref int joint)
    {
        var category = char.GetUnicodeCategory(text[at]);
        if (category == UnicodeCategory.Format)
            return true;
        if (joint >= 0 || !(category == UnicodeCategory.SpaceSeparator || Joints.Contains(text[at]) || FigureJoints.Contains(text[at])))
            return false;
        joint = at;
        return true;
    }

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
