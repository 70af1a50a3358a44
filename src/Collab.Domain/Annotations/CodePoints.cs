using System.Text;

namespace Collab.Domain.Annotations;

/// <summary>Counts as selectors do: in Unicode code points, where C# strings count UTF-16 units.</summary>
public static class CodePoints
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>The UTF-16 index of a code point; -1 where the text is shorter. A position equal to the count is the end.</summary>
    public static int ToUtf16(ReadOnlySpan<char> text, int codePoint)
    {
        if (codePoint < 0)
            return -1;
        var at = 0;
        for (; codePoint > 0; codePoint--)
        {
            if (at >= text.Length)
                return -1;
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        }

        return at;
    }

    /// <summary>True where the text holds a lone surrogate, NUL, or a noncharacter (U+FFFE, U+FFFF and their like): it cannot be stored or shown.</summary>
    public static bool HasForbidden(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
                return true;
            if (rune.Value == 0 || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
                return true;
            text = text[length..];
        }

        return false;
    }
}
