namespace Collab.Formats.Import.Lines;

/// <summary>What the first and the last characters of a line tell about its place in a sentence.</summary>
internal static class Wording
{
    private const string Closers = "\"'”’»)]）」』】*_";
    private const string SentenceEnds = ".!?。！？…‽؟।॥։።｡";
    private const string PartEnds = ":;：；؛";

    /// <summary>Ends a sentence or a part of one. An initial (<c>in the C.C.</c>) ends none.</summary>
    public static bool EndsSentence(string text) => EndsWithAny(text, SentenceEnds, PartEnds) && !EndsWithInitial(text);

    public static bool EndsPart(string text) => EndsWithAny(text, SentenceEnds, PartEnds);

    public static bool StartsLower(ReadOnlySpan<char> text) =>
        text.Length > 0 && (char.IsLower(text[0]) || text[0] is ',' or ';' or '.' or '，' or '、' or '。');

    /// <summary>Could be the middle of a sentence.</summary>
    public static bool GoesOn(string text) => StartsLower(text) || char.IsDigit(text[0]);

    public static bool IsCapitals(string text)
    {
        var upper = 0;
        foreach (var c in text)
        {
            if (char.IsLower(c))
                return false;
            if (char.IsUpper(c))
                upper++;
        }

        return upper >= 4;
    }

    /// <summary>The columns of the first word, or of the first character where words are not spaced.</summary>
    public static int FirstWordWidth(string text)
    {
        if (Columns.IsUnspaced(text[0]))
            return 2;
        var length = text.AsSpan().IndexOfAny(' ', '\t', '\u00a0');
        return Columns.Of(length < 0 ? text : text.AsSpan(0, length));
    }

    private static bool EndsWithAny(string text, string ends, string alsoEnds)
    {
        var last = LastWithoutClosers(text);
        return last >= 0 && (ends.Contains(text[last]) || alsoEnds.Contains(text[last]));
    }

    private static bool EndsWithInitial(string text)
    {
        var last = LastWithoutClosers(text);
        return last >= 1 && text[last] == '.' && char.IsUpper(text[last - 1]) && (last == 1 || !char.IsLetter(text[last - 2]));
    }

    private static int LastWithoutClosers(string text)
    {
        var last = text.Length - 1;
        while (last > 0 && Closers.Contains(text[last]))
            last--;
        return last;
    }
}
