namespace Collab.Formats.Import.Markers;

/// <summary>Which ranks hold which in this text. All have one order but sections, which texts put over chapters, over articles or under them.</summary>
internal sealed class RankOrder
{
    private readonly int _section;

    private RankOrder(int section) => _section = section;

    /// <summary>Whether sections stand over articles, as titles do: with no article there is nothing for them to be over.</summary>
    public bool SectionsAreHeadings { get; private init; }

    public static RankOrder Of(IReadOnlyCollection<MarkerRun> runs)
    {
        var hasArticles = runs.Any(run => run.Style.Rank == SectionRank.Article);
        if (hasArticles && AreWithin(SectionRank.Article, runs))
            return new(Usual(SectionRank.Article) + 1);
        var areUnderChapters = !runs.Any(run => run.Style.Rank == SectionRank.Chapter) || AreWithin(SectionRank.Chapter, runs);
        return new(areUnderChapters ? Usual(SectionRank.Section) : Usual(SectionRank.Chapter) - 1) { SectionsAreHeadings = hasArticles };
    }

    /// <summary>The lower one holds the higher one.</summary>
    public int PlaceOf(Marker marker) => marker.Style.Rank == SectionRank.Section ? _section : Usual(marker.Style.Rank);

    /// <summary>A heading without a number stands where sections usually do.</summary>
    public static int PlaceOfHeading => Usual(SectionRank.Section);

    /// <summary>Room is left for one between any two.</summary>
    private static int Usual(SectionRank rank) => 2 * (int)rank;

    /// <summary>
    /// The outer rank comes first, and its numbers part the inner counts: no count of sections goes on past one of its numbers,
    /// unless it is seen elsewhere that sections follow each other with none between.
    /// </summary>
    private static bool AreWithin(SectionRank outer, IReadOnlyCollection<MarkerRun> runs)
    {
        var sequence = runs.Where(run => run.Style.Rank is SectionRank.Section || run.Style.Rank == outer)
            .SelectMany(run => run.Markers, (run, marker) => (Run: run, Marker: marker))
            .OrderBy(place => place.Marker.Line).ThenBy(place => place.Marker.Start)
            .ToList();
        if (sequence[0].Run.Style.Rank != outer)
            return false;
        var sections = sequence.Select((place, index) => (place.Run, Index: index)).Where(place => place.Run.Style.Rank == SectionRank.Section).ToList();
        var (follow, goOn) = (false, false);
        for (var i = 1; i < sections.Count; i++)
        {
            var isNext = sections[i].Index == sections[i - 1].Index + 1;
            follow |= isNext;
            goOn |= !isNext && ReferenceEquals(sections[i].Run, sections[i - 1].Run);
        }

        return follow || !goOn;
    }
}
