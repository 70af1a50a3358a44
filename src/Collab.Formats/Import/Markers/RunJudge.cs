using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>Decides which counts are numbering, and which are numbers that a line happened to begin with.</summary>
internal static class RunJudge
{
    /// <summary>A numbering that does not begin at one needs this many in a row: the text is an excerpt.</summary>
    private const int ExcerptLength = 3;

    /// <summary>Takes a stray number off the run's end: the rest stand at paragraphs' starts, and it does not.</summary>
    public static void Trim(MarkerRun run)
    {
        var strong = run.Markers.Count(marker => marker.Evidence == Evidence.Strong);
        while (run.Markers.Count > 1 && run.Last is { Evidence: <= Evidence.Weak, FollowsMarker: false } && !IsLineOfItsOwn(run.Last)
            && strong * 2 >= run.Markers.Count && run.Last.Line > run.Markers[^2].Line + 1)
        {
            run.RemoveLast();
        }
    }

    public static bool IsNumbering(MarkerRun run)
    {
        var count = run.Markers.Count;
        if (count == 0)
            return false;
        if (run.First.IsCertain)
            return run.First.Ordinal.Value <= 1 || count >= 2;
        if (run.Style.Form == MarkerForm.Bullet)
            return run.First.Evidence >= Evidence.Weak;
        if (run.Style is { Form: MarkerForm.Path, Depth: 1 })
            return false;
        if (run.Style.Form == MarkerForm.Bare)
            return count >= ExcerptLength && run.First.Ordinal.IsFirst && run.Markers.All(marker => marker.Evidence == Evidence.Strong);
        if (run.Style.Form == MarkerForm.Word)
            return count >= 2 ? run.Markers.Any(marker => marker.Evidence >= Evidence.Good) : IsLoneSection(run.First);
        if (count == 1 || IsWithinSentence(run))
            return false;
        return run.First.Ordinal.Value <= 1
            ? run.Markers.Any(marker => marker.Evidence >= Evidence.Weak) || AreNeighbours(run)
            : count >= ExcerptLength && (run.Markers.All(marker => marker.Evidence >= Evidence.Good) || IsItemALine(run));
    }

    /// <summary>A list of one point is believed where the same style numbers other lists of the text.</summary>
    public static bool IsLonePoint(MarkerRun run, IReadOnlySet<MarkerStyle> known) =>
        run.Markers.Count == 1 && run.First.Ordinal.IsFirst && (run.First.Evidence == Evidence.Strong || run.First is { FollowsMarker: true, Evidence: >= Evidence.Weak })
        && run.Style.System is not (NumeralSystem.LatinUpper or NumeralSystem.RomanUpper)
        && known.Contains(run.Style);

    /// <summary><c>Article 2</c> with nothing behind it: no sentence wraps so.</summary>
    public static bool IsLineOfItsOwn(Marker marker) => marker is { StandsAlone: true, Evidence: >= Evidence.Weak, Style.Form: MarkerForm.Word };

    private static bool IsLoneSection(Marker marker) =>
        marker.Evidence == Evidence.Strong
        && (marker.Ordinal.IsFirst || (marker.Style.IsHeading && (marker.IsSeparated || marker.StandsAlone)));

    /// <summary><c>2. In 1905 there were (1) one and (2) two</c>, wrapped before both numbers. Three in a row are a list.</summary>
    private static bool IsWithinSentence(MarkerRun run) =>
        run.Markers.Count == 2 && run.Style is { System: NumeralSystem.Decimal, Form: MarkerForm.Parentheses or MarkerForm.ClosingParenthesis }
        && run.First.FollowsMarker
        && run.Markers.All(marker => marker is { IsInSentence: true, GoesOn: true } && marker.Indent <= run.First.Indent);

    /// <summary>One after the other from a paragraph's start on: without a full stop no line would begin so by chance.</summary>
    private static bool IsItemALine(MarkerRun run) =>
        run.First.Evidence >= Evidence.Good
        && run.Markers.Zip(run.Markers.Skip(1)).All(pair => pair.Second.Evidence >= Evidence.Weak && pair.Second.Line == pair.First.Line + 1);

    private static bool AreNeighbours(MarkerRun run) => run.Markers[1].Line == run.First.Line + 1;
}
