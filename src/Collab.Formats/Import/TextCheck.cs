using System.Text;
using Collab.Domain;

namespace Collab.Formats.Import;

/// <summary>Refuses text that could not be stored, quoted and exported again as it is.</summary>
public static class TextCheck
{
    /// <param name="what">What the sentence is to name; else the line is named.</param>
    /// <exception cref="RefusalException"><c>bad-characters</c>: a lone surrogate, U+0000, U+FFFE or U+FFFF.</exception>
    public static void Characters(string text, string? what = null)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (text[i] is '\0' or '\uFFFE' or '\uFFFF' || char.IsSurrogate(text[i]))
                throw new RefusalException("bad-characters", $"{what ?? $"Line {LineOf(text, i)}"} has a character that is no text (U+{(int)text[i]:X4}). Remove it, or save the file again as UTF-8.");
        }
    }

    /// <summary>Checks a text to be imported, and leaves control characters out.</summary>
    /// <returns>The text, and a warning if something was left out.</returns>
    internal static (string Text, string? Warning) Clean(string text)
    {
        if (text.Length > ImportLimits.MaxBytes || Encoding.UTF8.GetByteCount(text) > ImportLimits.MaxBytes)
            throw TooLarge();
        if (string.IsNullOrWhiteSpace(text))
            throw Empty();
        if (LineEnds(text) > ImportLimits.MaxLines)
            throw new RefusalException("too-large", $"The text has more than {ImportLimits.MaxLines} lines. Divide it and import its parts.");
        Characters(text);
        if (text[0] == '\uFEFF')
            text = text[1..];
        var controls = text.Count(IsControl);
        if (controls == 0)
            return (text, null);
        text = string.Concat(text.Where(c => !IsControl(c)));
        return string.IsNullOrWhiteSpace(text) ? throw Empty() : (text, $"{controls} control characters were left out.");
    }

    public static RefusalException TooLarge() =>
        new("too-large", $"The text is larger than {ImportLimits.MaxBytes / 1024 / 1024} MiB. Divide it and import its parts.");

    internal static RefusalException Empty() =>
        new("empty-file", "There is no text in it. Choose a file with text.");

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\u0085');

    private static int LineEnds(string text)
    {
        var ends = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
                ends++;
        }

        return ends;
    }

    private static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');
}
