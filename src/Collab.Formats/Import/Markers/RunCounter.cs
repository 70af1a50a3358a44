namespace Collab.Formats.Import.Markers;

/// <summary>Follows the counts of one style through a text, and sorts its markers into runs.</summary>
/// <remarks>
/// A count may be interrupted by another of its style: a list within a point, or a stray number. So the interrupted run
/// waits below the new one, and goes on when its next number comes. Each marker costs a bounded number of steps.
/// </remarks>
internal sealed class RunCounter(MarkerStyle style)
{
    private const int MaxWaiting = 12;
    private readonly List<MarkerRun> _open = [];
    private readonly List<CountGap> _gaps = [];
    private readonly List<MarkerRun> _runs = [];

    public void Count(Marker marker)
    {
        if (style.Form == MarkerForm.Bullet)
            Start(marker);
        else if (Find(run => marker.Ordinal.Follows(run.Last.Ordinal), marker) is >= 0 and var next)
            Continue(next, marker);
        else if (IsBetterThanLast(marker))
            _open[^1].ReplaceLast(marker);
        else if (marker.Ordinal.IsFirst && !IsInRunningText(marker))
            Start(marker);
        else if (marker.Host is null && (marker.Evidence >= Evidence.Good || marker.IsCertain))
            StartAfterGap(marker);
    }

    /// <summary>The runs, where a number was left out joined over the gap.</summary>
    public IEnumerable<MarkerRun> Finish()
    {
        for (var i = _gaps.Count - 1; i >= 0; i--)
            _gaps[i].Close();
        return _runs.Where(run => run.Markers.Count > 0);
    }

    // The same number twice: the second of them is the list's, when its place speaks for it and the first one's does not.
    private bool IsBetterThanLast(Marker marker) =>
        _open.Count > 0 && _open[^1].Last is var last && last.Ordinal == marker.Ordinal
        && last.Evidence <= Evidence.Weak && last.Evidence < marker.Evidence;

    // "see point" / "1. above": a list within a point begins after a colon or a sentence, or is indented. Where the points
    // themselves follow no sentence's end its lack says nothing.
    private bool IsInRunningText(Marker marker) =>
        marker is { IsInSentence: true, IsCertain: false, Host: null } && _open.Count > 0 && _open[^1].Last is { Evidence: >= Evidence.Good } last
        && last.Line == marker.LineOfMarkerBefore && marker.Indent <= last.Indent + 1;

    /// <returns>The newest open run that fits, one at the marker's own indent before any other; or -1.</returns>
    private int Find(Predicate<MarkerRun> fits, Marker marker)
    {
        var found = -1;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (!fits(_open[i]))
                continue;
            if (Math.Abs(_open[i].Last.Indent - marker.Indent) <= 1)
                return i;
            if (found < 0)
                found = i;
        }

        return found;
    }

    private void Continue(int index, Marker marker)
    {
        // Inside a line a count can only begin: "2. B. Writer" does not go on with "1. A. Writer". But a bullet is no count.
        if (marker.Host is not null && marker.Host.Style.Form != MarkerForm.Bullet)
            return;
        _open.RemoveRange(index + 1, _open.Count - index - 1);
        _open[index].Add(marker);
    }

    private void StartAfterGap(Marker marker)
    {
        var before = Find(run => CountGap.IsBetween(run.Last, marker), marker);
        var waiting = before < 0 ? null : _open[before];
        Start(marker);
        if (waiting is not null)
            _gaps.Add(new(waiting, waiting.Last, _open[^1]));
    }

    private void Start(Marker marker)
    {
        var run = new MarkerRun(style);
        run.Add(marker);
        _runs.Add(run);
        if (_open.Count == MaxWaiting)
            _open.RemoveAt(0);
        _open.Add(run);
    }
}
