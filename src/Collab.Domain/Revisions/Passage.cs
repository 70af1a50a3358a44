using Collab.Domain.Annotations;

namespace Collab.Domain.Revisions;

/// <summary>
/// Finds the words of a passage again in another wording of its text. They are the same where what stands around them in both is
/// the same far enough to stand once in each: no place is guessed by where it was.
/// </summary>
internal static class Passage
{
    /// <summary>What is the same around the words, and they themselves, have so many whole words at least; of letters that stand without spaces twice as many.</summary>
    private const int FewestWords = 3;

    /// <summary>So much is compared for one passage: in a text that repeats itself each place is like all others far around, and nobody knows which is meant. UTF-16 units.</summary>
    private const int MostCompared = 10_000_000;

    /// <returns>The UTF-16 place where it begins, or null where none is sure.</returns>
    public static int? Find(string before, int start, int length, string after)
    {
        int? found = null;
        var compared = 0;
        foreach (var at in Occurrences(before.Substring(start, length), after))
        {
            var isSame = IsSame(before, start, after, at, length, out var common);
            if ((compared += common) > MostCompared)
                return null;
            if (!isSame)
                continue;
            if (found is not null)
                return null;
            found = at;
        }

        return found;
    }

    /// <summary>Where words stand, between code points.</summary>
    public static List<int> Occurrences(string words, string text)
    {
        var found = new List<int>();
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf(words, at + 1, StringComparison.Ordinal) : -1)
        {
            if (!Splits(text, at) && !Splits(text, at + words.Length))
                found.Add(at);
        }

        return found;
    }

    /// <param name="common">How much is the same there.</param>
    private static bool IsSame(string before, int start, string after, int at, int length, out int common)
    {
        var left = before.AsSpan(0, start).CommonSuffix(after.AsSpan(0, at));
        var right = before.AsSpan(start + length).CommonPrefixLength(after.AsSpan(at + length));
        var same = before.AsSpan(start - left, left + length + right);
        common = same.Length;
        var (first, end) = Vocabulary.WholeWords(before, start - left, same.Length, after, at - left);
        // Words that begin or end within others are others, unless those are the same too.
        if (first > left || end < left + length)
            return false;
        if (same.Length == before.Length)
            return IsOnce(after, same);
        var whole = same[first..end];
        return Vocabulary.HasWords(whole, FewestWords) && IsOnce(before, whole) && IsOnce(after, whole);
    }

    private static int CommonSuffix(this ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[^(length + 1)] == b[^(length + 1)])
            length++;
        return length;
    }

    private static bool IsOnce(ReadOnlySpan<char> text, ReadOnlySpan<char> words)
    {
        var first = text.IndexOf(words, StringComparison.Ordinal);
        return first >= 0 && text[(first + 1)..].IndexOf(words, StringComparison.Ordinal) < 0;
    }

    private static bool Splits(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);
}
