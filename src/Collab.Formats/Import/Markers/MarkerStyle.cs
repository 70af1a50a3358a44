using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>How a marker is printed. Markers of one list have one style.</summary>
/// <param name="System">Always <see cref="NumeralSystem.Word"/> after a word: <c>Article premier</c> is followed by <c>Article 2</c>.</param>
/// <param name="Depth">How many numbers: 2 for <c>1.1</c>.</param>
/// <param name="Rank">The word before the number.</param>
/// <param name="Sign">The sign of a bullet, else 0.</param>
internal readonly record struct MarkerStyle(
    MarkerForm Form, NumeralSystem System, int Depth = 1, SectionRank Rank = SectionRank.None, char Sign = '\0')
{
    /// <summary>Whether it stands over articles and points, as a title does.</summary>
    public bool IsHeading => Rank is SectionRank.Book or SectionRank.Part or SectionRank.Title or SectionRank.Chapter;
}
