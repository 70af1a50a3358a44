using Collab.Web.Models;

namespace Collab.Web.Parts;

/// <summary>Flattens passages that overlap into stretches that do not.</summary>
public static class Segments
{
    /// <summary>Cuts a text at every start and end of the spans. What lies outside the text is clipped; an empty span only leaves its number.</summary>
    public static IReadOnlyList<MarkedSegment> Cut(string text, IReadOnlyList<NumberedSpan> spans)
    {
        var offsets = Offsets(text);
        var length = offsets.Length - 1;
        var clipped = spans
            .Select(span => span with { Start = Math.Clamp(span.Start, 0, length), End = Math.Clamp(span.End, 0, length) })
            .Where(span => span.Start <= span.End)
            .ToArray();
        var change = new int[length + 1];
        var cuts = new SortedSet<int> { 0, length };
        foreach (var span in clipped)
        {
            change[span.Start]++;
            change[span.End]--;
            cuts.Add(span.Start);
            cuts.Add(span.End);
        }

        var ending = clipped.ToLookup(span => span.End, span => span.Note);
        var segments = new List<MarkedSegment>(cuts.Count);
        var (depth, from) = (0, 0);
        foreach (var to in cuts)
        {
            if (to > from || ending[to].Any())
                segments.Add(new(text[offsets[from]..offsets[to]], depth, [.. ending[to].Distinct().OrderBy(note => note.Private).ThenBy(note => note.Number)]));
            depth += change[to];
            from = to;
        }
        return segments;
    }

    private static int[] Offsets(string text)
    {
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1)
            offsets.Add(i);
        offsets.Add(text.Length);
        return [.. offsets];
    }
}
