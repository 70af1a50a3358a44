using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>A number that was left out, or a stray one: known only when the whole text was read.</summary>
/// <param name="Last">The last marker before the gap when it was met.</param>
internal sealed record CountGap(MarkerRun Before, Marker Last, MarkerRun After)
{
    private const int WidestGap = 10;
    private const int WidestGapOfWords = 100;
    private const int WidestGapOfLetters = 2;

    public static bool IsBetween(Marker last, Marker marker)
    {
        var gap = marker.Ordinal.Value - last.Ordinal.Value;
        return gap > 0 && gap <= WidestIn(marker.Style);
    }

    private static int WidestIn(MarkerStyle style) => style switch
    {
        { Form: MarkerForm.Word } => WidestGapOfWords,
        { System: NumeralSystem.Decimal or NumeralSystem.Chinese } => WidestGap,
        // A paragraph that begins with an initial, or with "I." for the one who speaks, looks like a letter far ahead.
        _ => WidestGapOfLetters,
    };

    /// <summary>Joins the two runs, unless the first went on with its own next number later: then the other was stray.</summary>
    public void Close()
    {
        if (After.Markers.Count == 0 || !ReferenceEquals(Before.Last, Last))
            return;
        if (After.Markers.Count == 1 && After.First.Evidence < Evidence.Strong && !RunJudge.IsLineOfItsOwn(After.First))
            return;
        foreach (var marker in After.Markers)
            Before.Add(marker);
        After.RemoveAll(_ => true);
    }
}
