using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Outline;

/// <summary>Finds the level of each clause: the stack of the clauses that it may stand under.</summary>
internal sealed class Nesting(Numbering numbering, RankOrder ranks)
{
    /// <summary>Deeper than any text that people read; below it everything stands on one level.</summary>
    public const int MaxLevel = 31;

    private readonly List<Entry> _stack = [];
    private readonly Dictionary<MarkerStyle, MarkerStyle> _parents = [];

    public int Level => _stack.Count;

    public Entry? Top => _stack.Count == 0 ? null : _stack[^1];

    public Entry At(int level) => _stack[level];

    public void Pop() => _stack.RemoveAt(_stack.Count - 1);

    /// <returns>The level of a numbered clause, under which the next ones may stand.</returns>
    public int Place(Marker marker, int? headingLevel)
    {
        var run = numbering.RunOf(marker);
        if (marker.Number is { } number)
        {
            CutToLevel(number.Level);
            return Push(new() { Marker = marker, Run = run, HeadingLevel = number.IsTitle ? number.Level + 1 : null, Indent = marker.Indent, Level = number.Level });
        }

        CutTo(headingLevel is { } level ? HeadingDepth(level) : DepthOf(marker, run));
        if (Top?.Marker is { } parent && marker.Style.Form != MarkerForm.Bullet)
            _parents.TryAdd(marker.Style, parent.Style);
        return Push(new() { Marker = marker, Run = run, HeadingLevel = headingLevel, Indent = marker.Indent });
    }

    /// <returns>The level of a heading without a number.</returns>
    /// <param name="level">Where the format says it.</param>
    public int PlaceHeading(int headingLevel, int indent, int? level)
    {
        if (level is { } known)
            CutToLevel(known);
        else
            CutTo(HeadingDepth(headingLevel));
        return Push(new() { HeadingLevel = headingLevel, Indent = indent, Level = level });
    }

    /// <summary>Leaves what is not around a part of that level.</summary>
    public void CutToLevel(int level)
    {
        if (_stack.FindIndex(entry => entry.Level >= level) is >= 0 and var left)
            CutTo(left);
    }

    private int Push(Entry entry)
    {
        CutTo(MaxLevel);
        _stack.Add(entry);
        return _stack.Count - 1;
    }

    private void CutTo(int depth)
    {
        if (depth < _stack.Count)
            _stack.RemoveRange(depth, _stack.Count - depth);
    }

    // A heading stands under chapters and under higher headings, never under a point.
    private int HeadingDepth(int headingLevel) =>
        1 + _stack.FindLastIndex(entry => entry.HeadingLevel < headingLevel || (entry.HeadingLevel is null && entry.Marker?.Style.IsHeading == true));

    private int DepthOf(Marker marker, MarkerRun run)
    {
        if (_stack.FindLastIndex(entry => ReferenceEquals(entry.Run, run)) is >= 0 and var sibling)
            return sibling;
        if (marker.Style.Form == MarkerForm.Bullet)
            return BulletDepth(marker);
        if (marker.Prefix.Length > 0 && _stack.FindLastIndex(entry => entry.Marker?.Path == marker.Prefix) is >= 0 and var parent)
            return parent + 1;
        if (_stack.FindLastIndex(entry => entry.Marker?.Style == marker.Style) is >= 0 and var before)
            return IsWithin(_stack[before], marker) ? _stack.Count : before;
        return NewStyleDepth(marker);
    }

    /// <summary>A second list of the same style is within the first one's point if it is indented, or if the first goes on after it.</summary>
    private static bool IsWithin(Entry before, Marker marker) => before.GoesOn || marker.Indent > before.Indent + 1;

    private int BulletDepth(Marker marker)
    {
        for (var i = _stack.Count - 1; i >= 0; i--)
        {
            var entry = _stack[i];
            if (entry.IsBullet && entry.Marker!.Style == marker.Style && Math.Abs(entry.Indent - marker.Indent) <= 1)
                return i;
            if (!entry.IsHeading && entry.Indent < marker.Indent)
                return i + 1;
            if (!entry.IsBullet)
                return i + 1;
        }

        return 0;
    }

    private int NewStyleDepth(Marker marker)
    {
        if (_parents.TryGetValue(marker.Style, out var known) && _stack.FindLastIndex(entry => entry.Marker?.Style == known) is >= 0 and var parent)
            return 1 + Math.Max(parent, HolderOf(marker));
        var depth = _stack.Count;
        if (marker.Style.Rank != SectionRank.None)
        {
            if (_stack.FindIndex(entry => PlaceOf(entry) > ranks.PlaceOf(marker)) is >= 0 and var lower)
                depth = lower;
            // A list that has ended holds no chapters and articles.
            while (depth > 0 && _stack[depth - 1] is { Marker.Style.Rank: SectionRank.None, GoesOn: false })
                depth--;
        }

        return depth;
    }

    /// <summary>The lowest section that holds such as this: articles that stood under chapters stand under the sections of a later one.</summary>
    private int HolderOf(Marker marker) =>
        _stack.FindLastIndex(entry => entry.Marker is { Style.Rank: not SectionRank.None } && PlaceOf(entry) < ranks.PlaceOf(marker));

    private int PlaceOf(Entry entry) => entry.Marker is { } marker ? ranks.PlaceOf(marker) : RankOrder.PlaceOfHeading;
}
