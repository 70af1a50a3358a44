using System.Buffers;
using System.Text;

namespace Collab.Domain.Revisions;

/// <summary>Cuts a text into what a reader takes for one thing that changed; together the pieces are the text.</summary>
public static class WordPieces
{
    /// <returns>Each word with the space before it; the punctuation behind it by itself, and so each letter of a script without spaces.</returns>
    public static IReadOnlyList<string> Of(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (at > start && (Vocabulary.IsUnspaced(rune) || (!char.IsWhiteSpace(text[at - 1]) && (Rune.IsWhiteSpace(rune) || (Rune.IsPunctuation(rune) && !GoesOn(text, at + length))))))
            {
                pieces.Add(text[start..at]);
                start = at;
            }

            at += length;
        }

        if (start < text.Length)
            pieces.Add(text[start..]);
        return pieces;
    }

    /// <summary>Whether a word goes on there: “1.10”, “don’t”.</summary>
    private static bool GoesOn(string text, int at) => Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _) == OperationStatus.Done && Rune.IsLetterOrDigit(rune);
}
