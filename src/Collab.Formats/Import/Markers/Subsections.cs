namespace Collab.Formats.Import.Markers;

/// <summary>Numbers that only the sections around them prove: a bare <c>1</c> over <c>1.1</c>, and a lone <c>1.1</c> under <c>1</c>.</summary>
internal static class Subsections
{
    public static List<MarkerRun> In(IReadOnlyList<MarkerRun> accepted, IReadOnlyList<MarkerRun> all)
    {
        var found = Heads(accepted, all).ToList();
        var known = accepted.ToHashSet();
        var firstLines = accepted.Concat(found)
            .SelectMany(run => run.Markers)
            .GroupBy(marker => marker.Path)
            .ToDictionary(path => path.Key, path => path.Min(marker => marker.Line));
        // From the outside in: a lone 2.1 proves the 2.1.1 under it.
        foreach (var run in all.Where(run => IsLoneSubsection(run) && !known.Contains(run)).OrderBy(run => run.Style.Depth))
        {
            if (!firstLines.TryGetValue(run.First.Prefix, out var line) || line >= run.First.Line)
                continue;
            found.Add(run);
            firstLines.TryAdd(run.First.Path, run.First.Line);
        }

        return found;
    }

    private static IEnumerable<MarkerRun> Heads(IReadOnlyList<MarkerRun> accepted, IReadOnlyList<MarkerRun> all)
    {
        var lastSections = accepted
            .Where(run => run.Style is { Form: MarkerForm.Path, Depth: 2 })
            .GroupBy(run => run.First.Prefix)
            .ToDictionary(prefix => prefix.Key, prefix => prefix.Max(run => run.First.Line));
        foreach (var run in all.Where(run => run.Style is { Form: MarkerForm.Path, Depth: 1 }))
        {
            run.RemoveAll(marker => marker.Evidence == Evidence.None || marker.Host is not null
                || !lastSections.TryGetValue(marker.Path, out var line) || line < marker.Line);
            if (run.Markers.Count > 0)
                yield return run;
        }
    }

    private static bool IsLoneSubsection(MarkerRun run) =>
        run.Style is { Form: MarkerForm.Path, Depth: > 1 } && run.Markers.Count == 1
        && run.First.Ordinal.IsFirst && run.First.Evidence >= Evidence.Good;
}
