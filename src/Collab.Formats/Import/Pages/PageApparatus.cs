using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Pages;

/// <summary>
/// What a printer adds to a text, and no author: the numbers of pages, and a table of contents. It is left out only where the text itself shows
/// that it is that, and each time that is said.
/// </summary>
internal static class PageApparatus
{
    /// <returns>The lines that are text, and what to say of the others.</returns>
    public static (IReadOnlyList<Line> Lines, IReadOnlyList<string> Warnings) LeaveOut(IReadOnlyList<Line> lines)
    {
        var warnings = new List<string>();
        foreach (var find in new Func<IReadOnlyList<Line>, (HashSet<int> Found, string? Warning)>[] { PageLines.In, ContentsLines.In })
        {
            var (found, warning) = find(lines);
            if (warning is null || found.Count == lines.Count)
                continue;
            lines = Without(lines, found);
            warnings.Add(warning);
        }

        return (lines, warnings);
    }

    /// <summary>Whether it may be no text: what a format marks is what it is marked as.</summary>
    public static bool MayBe(Line line) => line is { Verbatim: false, IsQuoted: false, IsNote: false, IsMore: false, Printed: null, Level: null, Text.Length: <= 200 };

    /// <summary>What a warning shows of a line.</summary>
    public static string Shown(Line line) => line.Text.Length <= 60 ? line.Text : $"{line.Text.AsSpan(0, 60)}…";

    private static List<Line> Without(IReadOnlyList<Line> lines, HashSet<int> found)
    {
        var kept = new List<Line>(lines.Count - found.Count);
        var (isAfter, isBlank, isPage) = (false, false, false);
        for (var i = 0; i < lines.Count; i++)
        {
            if (found.Contains(i))
            {
                (isAfter, isBlank, isPage) = (true, isBlank || lines[i].AfterBlank, isPage || lines[i].AfterPage);
                continue;
            }

            var line = lines[i];
            kept.Add(isAfter ? line with { AfterBlank = (isBlank || line.AfterBlank) && !(kept.Count > 0 && GoesOn(kept, line)), AfterPage = isPage || line.AfterPage } : line);
            (isAfter, isBlank, isPage) = (false, false, false);
        }

        return kept;
    }

    /// <summary>Whether a sentence was interrupted by the end of its page.</summary>
    private static bool GoesOn(List<Line> kept, Line next)
    {
        var last = kept[^1];
        return !Wording.EndsPart(last.Text) && last.HeadingLevel is null && next.HeadingLevel is null && char.IsLetter(next.Text[0])
            && (char.IsLower(next.Text[0]) || (!last.AfterBlank && kept.Count > 1 && kept[^2].Width >= 40 && last.Width * 5 >= kept[^2].Width * 4));
    }
}
