namespace Collab.Formats.Import.Markers;

/// <summary>What is printed around a number.</summary>
internal enum MarkerForm
{
    /// <summary><c>1.</c></summary>
    Dot,

    /// <summary><c>1)</c></summary>
    ClosingParenthesis,

    /// <summary><c>(1)</c></summary>
    Parentheses,

    /// <summary><c>[1]</c></summary>
    Brackets,

    /// <summary><c>一、</c></summary>
    IdeographicComma,

    /// <summary><c>1:</c></summary>
    Colon,

    /// <summary><c>1-</c>, <c>1 –</c></summary>
    Dash,

    /// <summary><c>1º</c></summary>
    Degree,

    /// <summary><c>1.1</c>, with a dot after it or without.</summary>
    Path,

    /// <summary>A number and a wide space, or a number alone in its line.</summary>
    Bare,

    /// <summary><c>①</c></summary>
    Circled,

    /// <summary><c>Article 1</c>, <c>§ 1</c>, <c>第一条</c></summary>
    Word,

    /// <summary><c>•</c>, <c>-</c>: no number at all.</summary>
    Bullet,
}
