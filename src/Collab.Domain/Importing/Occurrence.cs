namespace Collab.Domain.Importing;

/// <summary>A quote where it stands in a text.</summary>
/// <param name="Start">In UTF-16 units of the text.</param>
/// <param name="End">As Start.</param>
/// <param name="Fits">Whether the words around it are those of the quote, as far as the text reaches.</param>
/// <param name="Next">Where to look on, in the flat text.</param>
/// <param name="Before">Of the words before the quote those that would stand before the text.</param>
/// <param name="Behind">Of the words behind it those that would stand behind the text.</param>
internal readonly record struct Occurrence(int Start, int End, bool Fits, int Next, string Before, string Behind)
{
    /// <summary>Whether it is a part of a word here, and not one by what the file has around it.</summary>
    public bool CutsWord { get; init; }
}
