using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collab.Domain.Seminars;

namespace Collab.Domain.Search;

/// <summary>
/// Cuts a text into what is looked for: runs of letters and digits, folded by Unicode's compatibility decomposition (NFKD), without case and
/// accents. What is written without spaces is cut into pairs of letters that overlap, so that any piece of it is a phrase. A symbol such as
/// an emoji stands alone. The same for a note, for a name and for what is asked.
/// </summary>
public static class Tokenizer
{
    /// <summary>Raised when a note is cut otherwise: what was indexed before is thrown away.</summary>
    public const int Version = 2;

    /// <summary>A word counts by so many letters: what comes after them is not looked at.</summary>
    public const int LongestToken = 64;

    /// <summary>The tokens in the order of the text. None holds anything but letters, marks, digits and symbols: no white space, no punctuation, no control.</summary>
    public static List<string> Tokens(string text) => new TokenWriter(isQuery: false).Read(text);

    /// <summary>What finds the text within others; null where there is nothing in it to look for.</summary>
    /// <param name="text">What was asked for.</param>
    /// <param name="isPrefix">Whether the last word may go on.</param>
    public static Phrase? PhraseOf(string text, bool isPrefix = false)
    {
        var writer = new TokenWriter(isQuery: true);
        ImmutableArray<string> tokens = [.. writer.Read(text)];
        return tokens.IsEmpty ? null : new Phrase(tokens, isPrefix || writer.EndsWithin);
    }

    internal static TokenClass ClassOf(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value) ? TokenClass.Word : TokenClass.Gap;
        if (rune.Value == Tatweel)
            return TokenClass.Nothing;
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Format or UnicodeCategory.EnclosingMark:
                return TokenClass.Nothing;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark:
                return rune.Value is >= 0xFE00 and <= 0xFE0F || NameSkeleton.IsAccent(rune) ? TokenClass.Nothing : TokenClass.Mark;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                return TokenClass.Word;
            case UnicodeCategory.OtherSymbol:
                return rune == Rune.ReplacementChar ? TokenClass.Gap : TokenClass.Symbol;
            case <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                return IsUnspaced(rune.Value) ? TokenClass.Unspaced : TokenClass.Word;
            default:
                return TokenClass.Gap;
        }
    }

    // It only draws a word out.
    private const int Tatweel = 0x0640;

    /// <summary>Thai, Lao, Burmese, Khmer, kana and Han: between their words there is no space.</summary>
    private static bool IsUnspaced(int rune) => rune
        is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007) or (>= 0x3041 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xA9E0 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAA7F) or (>= 0x1AFF0 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFD);
}
