using CsCheck;

namespace Collab.Domain.Tests.Annotations;

/// <summary>Texts in which counting goes wrong easily, of pieces that come back so that quotes are ambiguous.</summary>
public static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "b", "aa", " ", "\n", "é", "e\u0301", "\u0301", "😀", "👩‍👩‍👧", "🇩🇪", "ש", "שלום", "\u200f", "السلام", "文", "𝔸", "\u200d", "\ufe0f", "ab", "again ",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    public static readonly Gen<string> Any = Piece.Array[0, 60].Select(string.Concat);

    /// <summary>A text of at least one code point, and a span of it by its UTF-16 bounds.</summary>
    public static readonly Gen<(string Text, int Start, int End)> Spans =
        from text in Piece.Array[1, 60].Select(string.Concat)
        let count = Domain.Annotations.CodePoints.Count(text)
        from start in Gen.Int[0, count - 1]
        from end in Gen.Int[start + 1, count]
        select (text, Domain.Annotations.CodePoints.ToUtf16(text, start), Domain.Annotations.CodePoints.ToUtf16(text, end));
}
