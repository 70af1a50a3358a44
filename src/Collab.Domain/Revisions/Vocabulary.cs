using System.Text;

namespace Collab.Domain.Revisions;

/// <summary>Cuts texts into words, each with a number of its own. Scripts that write no spaces are cut by the letter.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public int[] Read(string text)
    {
        var words = new List<int>(text.Length / 6);
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfWord(text, at);
            if (end > at)
                words.Add(NumberOf(text.AsSpan(at, end - at)));
            at = Math.Max(end, at + 1);
        }

        return [.. words];
    }

    /// <summary>Whether there are so many words, where two letters of a script without spaces make one.</summary>
    public static bool HasWords(ReadOnlySpan<char> text, int enough)
    {
        var halves = 0;
        for (var at = 0; at < text.Length && halves < 2 * enough;)
        {
            var end = EndOfWord(text, at);
            if (end > at)
                halves += Rune.DecodeFromUtf16(text[at..], out var rune, out _) == System.Buffers.OperationStatus.Done && IsUnspaced(rune) ? 1 : 2;
            at = Math.Max(end, at + 1);
        }

        return halves >= 2 * enough;
    }

    /// <summary>Of what two texts have the same there, what begins and ends with a whole word in both.</summary>
    /// <returns>Counted from the beginning of what they have the same.</returns>
    public static (int Start, int End) WholeWords(string a, int inA, int length, string b, int inB)
    {
        var (start, end) = (0, length);
        while (start < end && (JoinedWord.GoesOn(a, inA + start) || JoinedWord.GoesOn(b, inB + start)))
            start++;
        while (end > start && (JoinedWord.GoesOn(a, inA + end) || JoinedWord.GoesOn(b, inB + end)))
            end--;
        return (start, end);
    }

    /// <summary>The end of the word that begins here; the same place where none does.</summary>
    private static int EndOfWord(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && Rune.DecodeFromUtf16(text[end..], out var rune, out var length) == System.Buffers.OperationStatus.Done && IsOfWord(rune))
        {
            if (IsUnspaced(rune))
                return end == at ? end + length : end;
            end += length;
        }

        return end;
    }

    /// <summary>Whether it is a letter, a digit, or a mark upon one.</summary>
    public static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>Thai and its neighbours, kana, and ideographs.</summary>
    public static bool IsUnspaced(Rune rune) => rune.Value is (>= 0x0E00 and < 0x10A0) or (>= 0x1780 and < 0x1800) or (>= 0x2E80 and < 0xA000) or (>= 0xF900 and < 0xFB00) or >= 0x20000;

    private int NumberOf(ReadOnlySpan<char> word)
    {
        if (!_words.TryGetValue(word, out var number))
            _words[word] = number = _words.Dictionary.Count;
        return number;
    }
}
