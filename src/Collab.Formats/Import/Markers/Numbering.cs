namespace Collab.Formats.Import.Markers;

/// <summary>The markers of a text that are clauses' numbers, each with the run it counts in.</summary>
internal sealed class Numbering
{
    private readonly Dictionary<Marker, MarkerRun> _runs = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<int, Marker> _byLine;

    private Numbering(IEnumerable<MarkerRun> runs)
    {
        foreach (var run in runs)
        {
            foreach (var marker in run.Markers)
                _runs[marker] = run;
        }

        _byLine = _runs.Keys.OrderBy(marker => marker.Start).ToLookup(marker => marker.Line);
    }

    public IEnumerable<MarkerRun> Runs => _runs.Values.Distinct();

    public int? FirstLine => _runs.Count == 0 ? null : _runs.Keys.Min(marker => marker.Line);

    public MarkerRun RunOf(Marker marker) => _runs[marker];

    /// <summary>The markers at the start of a line, in order: almost always none or one.</summary>
    public IEnumerable<Marker> At(int line) => _byLine[line];

    public static Numbering Of(IReadOnlyList<Marker> candidates)
    {
        var printed = candidates.Where(marker => marker.Number is not null).Select(MarkerRun.OfOne).ToList();
        candidates = [.. candidates.Where(marker => marker.Number is null)];
        var runs = CountAll(candidates);
        var accepted = Accept(runs);
        var wrong = DoubleReadings.WrongIn(accepted);
        if (wrong.Count > 0)
        {
            // Without its wrong readings a count goes on where it had been led astray.
            runs = CountAll(candidates.Where(marker => !wrong.Contains(marker)));
            accepted = Accept(runs);
            wrong = DoubleReadings.WrongIn(accepted);
            foreach (var run in accepted)
                run.RemoveAll(wrong.Contains);
        }

        accepted.AddRange(Subsections.In(accepted, runs));
        accepted.AddRange(printed);
        DropOrphans(accepted);
        return new(accepted);
    }

    private static List<MarkerRun> CountAll(IEnumerable<Marker> candidates)
    {
        var counters = new Dictionary<(MarkerStyle, string), RunCounter>();
        foreach (var marker in candidates)
        {
            var key = (marker.Style, marker.Prefix);
            if (!counters.TryGetValue(key, out var counter))
                counters[key] = counter = new(marker.Style);
            counter.Count(marker);
        }

        var runs = counters.Values.SelectMany(counter => counter.Finish()).ToList();
        foreach (var run in runs)
            RunJudge.Trim(run);
        return runs;
    }

    private static List<MarkerRun> Accept(List<MarkerRun> runs)
    {
        var accepted = runs.Where(RunJudge.IsNumbering).ToList();
        var known = accepted.Where(run => run.Markers.Count > 1).Select(run => run.Style).ToHashSet();
        accepted.AddRange(runs.Where(run => !RunJudge.IsNumbering(run) && RunJudge.IsLonePoint(run, known)));
        return accepted;
    }

    /// <summary>A marker that follows another one in its line goes with that one.</summary>
    private static void DropOrphans(List<MarkerRun> runs)
    {
        var hosts = runs.SelectMany(run => run.Markers).Select(marker => (marker.Line, marker.End)).ToHashSet();
        foreach (var run in runs)
            run.RemoveAll(marker => marker.Host is not null && !hosts.Contains((marker.Line, marker.Start)));
        runs.RemoveAll(run => run.Markers.Count == 0);
    }
}
