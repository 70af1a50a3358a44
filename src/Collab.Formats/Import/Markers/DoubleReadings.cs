namespace Collab.Formats.Import.Markers;

/// <summary>Settles markers that were read in two ways, each of which counts: <c>(i)</c> after <c>(h)</c>, or before <c>(ii)</c>.</summary>
internal static class DoubleReadings
{
    private sealed record Place(MarkerRun Run, int Index)
    {
        public Marker Marker => Run.Markers[Index];

        /// <summary>Lines to the next number of the same count: the reading whose next comes first is right.</summary>
        public int ToNext => Index + 1 < Run.Markers.Count ? Run.Markers[Index + 1].Line - Marker.Line : int.MaxValue;

        public int ToPrevious => Index > 0 ? Marker.Line - Run.Markers[Index - 1].Line : int.MaxValue;
    }

    /// <returns>The readings that are wrong.</returns>
    public static HashSet<Marker> WrongIn(List<MarkerRun> runs)
    {
        var wrong = new HashSet<Marker>(ReferenceEqualityComparer.Instance);
        var places = runs.SelectMany(run => run.Markers.Select((_, index) => new Place(run, index)));
        foreach (var readings in places.GroupBy(place => (place.Marker.Line, place.Marker.Start)))
        {
            foreach (var loser in readings.OrderBy(place => place.ToNext).ThenBy(place => place.ToPrevious).ThenByDescending(place => place.Run.Markers.Count).Skip(1))
                wrong.Add(loser.Marker);
        }

        return wrong;
    }
}
