using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Numerals;
using Collab.Formats.Import.Outline;

namespace Collab.Formats.Import.Markers;

/// <summary>Finds everything at the start of a line that could be a clause's number, and what its place says for it.</summary>
internal sealed class MarkerFinder(IReadOnlyList<Line> lines, LineLayout layout)
{
    /// <summary>Markers in one line, one after the other: <c>§ 1 (1) a)</c>.</summary>
    private const int MaxInLine = 3;

    private readonly MarkerReader _reader = new();
    private readonly List<MarkerReading> _readings = [];
    private int? _lineOfMarkerBefore;

    public List<Marker> Find()
    {
        var markers = new List<Marker>();
        for (var i = 0; i < lines.Count; i++)
        {
            _lineOfMarkerBefore = markers.Count > 0 ? markers[^1].Line : null;
            if (lines[i] is { Verbatim: false, IsNote: false })
                FindIn(i, markers);
        }

        return markers;
    }

    private void FindIn(int index, List<Marker> markers)
    {
        var line = lines[index];
        var host = line.Printed is { } number ? PrintedAt(index, number) : null;
        if (host is not null)
            markers.Add(host);
        var start = host?.End ?? 0;
        for (var count = 0; count < MaxInLine && start < line.Text.Length; count++)
        {
            _reader.Read(line.Text, start, _readings);
            if (_readings.Count == 0)
                return;
            var first = markers.Count;
            foreach (var reading in _readings)
                markers.Add(MarkerOf(index, start, reading, host));
            host ??= markers[first];
            start = markers[first].End;
        }
    }

    private Marker PrintedAt(int index, PrintedNumber number) =>
        new(new(number.Label.Length == 0 ? MarkerForm.Bullet : MarkerForm.Word, NumeralSystem.LatinLower), new(1), number.Label, index, 0, number.End, "", lines[index].Indent, Evidence.Strong)
        {
            StandsAlone = number.End == lines[index].Text.Length,
            LineOfMarkerBefore = _lineOfMarkerBefore,
            IsCertain = true,
            Number = number,
        };

    private Marker MarkerOf(int index, int start, MarkerReading reading, Marker? host)
    {
        var line = lines[index];
        var end = start + reading.Length;
        return new(
            reading.Style,
            reading.Numeral.Ordinal,
            line.Text.Substring(start, reading.LabelLength),
            index,
            start,
            end,
            reading.Numeral.Prefix,
            line.Indent,
            EvidenceOf(index, reading, line.Text.AsSpan(end)))
        {
            StandsAlone = end == line.Text.Length,
            IsSeparated = reading.IsSeparated,
            LineOfMarkerBefore = _lineOfMarkerBefore,
            IsInSentence = IsInSentence(index),
            GoesOn = Wording.StartsLower(line.Text.AsSpan(end)),
            IsCertain = line.IsListItem && start == 0,
            Host = host,
        };
    }

    private bool IsInSentence(int index) =>
        !layout.IsApart(index) && !Wording.EndsSentence(lines[index - 1].Text) && !IsTitle(index - 1);

    /// <summary>A line without a number that begins where a sentence ended, or below a number: <c>Part Two</c>, under it <c>Endings</c>.</summary>
    private bool IsTitle(int index) =>
        _lineOfMarkerBefore != index && HeadingShape.IsShortTitle(lines[index].Text)
        && (layout.IsApart(index) || Wording.EndsSentence(lines[index - 1].Text) || _lineOfMarkerBefore == index - 1);

    private Evidence EvidenceOf(int index, MarkerReading reading, ReadOnlySpan<char> rest)
    {
        // "Article 5 of the treaty says", "2.5 million": the sentence goes on.
        var goesOn = reading.Style.Form is MarkerForm.Word or MarkerForm.Path && !reading.IsSeparated && Wording.StartsLower(rest);
        if (layout.IsApart(index))
            return goesOn ? Evidence.Weak : Evidence.Strong;
        if (goesOn)
            return Evidence.None;
        var before = lines[index - 1];
        if (layout.BeginsParagraph(index) || Wording.EndsSentence(before.Text) || before.Indent > lines[index].Indent + 1)
            return Evidence.Good;
        return layout.IsWrapped(index) ? Evidence.None : Evidence.Weak;
    }
}
