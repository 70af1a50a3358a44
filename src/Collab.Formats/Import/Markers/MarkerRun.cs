namespace Collab.Formats.Import.Markers;

/// <summary>Markers of one style that count up: what a reader sees as one list.</summary>
internal sealed class MarkerRun(MarkerStyle style)
{
    private readonly List<Marker> _markers = [];

    public MarkerStyle Style { get; } = style;

    public IReadOnlyList<Marker> Markers => _markers;

    public Marker First => _markers[0];

    public Marker Last => _markers[^1];

    /// <summary>Set while the outline is built: one of the points was seen to have a second paragraph.</summary>
    public bool HasLongPoints { get; set; }

    /// <summary>Set while the outline is built: one of the points was seen to be a title and nothing else.</summary>
    public bool HasBareTitles { get; set; }

    /// <summary>A number that the format marks counts with no other.</summary>
    public static MarkerRun OfOne(Marker marker)
    {
        var run = new MarkerRun(marker.Style);
        run.Add(marker);
        return run;
    }

    public void Add(Marker marker) => _markers.Add(marker);

    public void ReplaceLast(Marker marker) => _markers[^1] = marker;

    public void RemoveLast() => _markers.RemoveAt(_markers.Count - 1);

    public void RemoveAll(Predicate<Marker> isRemoved) => _markers.RemoveAll(isRemoved);
}
