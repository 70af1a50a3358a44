using Collab.Domain.Documents;
using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Outline;

/// <summary>Makes clauses of paragraphs: each point with its whole text, nested where it is nested.</summary>
internal sealed class OutlineBuilder
{
    private readonly List<ClauseDraft> _clauses = [];
    private readonly Nesting _nesting;
    private readonly Numbering _numbering;
    private readonly IReadOnlyList<Block> _blocks;
    private readonly int _firstPoint;
    private readonly RankOrder _ranks;

    /// <summary>A label without text yet: the next paragraph is its text.</summary>
    private bool _isOpen;

    private OutlineBuilder(IReadOnlyList<Block> blocks, Numbering numbering)
    {
        _blocks = blocks;
        _numbering = numbering;
        _ranks = RankOrder.Of([.. numbering.Runs]);
        _nesting = new(numbering, _ranks);
        _firstPoint = blocks.TakeWhile(block => !block.Markers.Any(IsPoint)).Count();
    }

    public static IReadOnlyList<ClauseDraft> Build(IReadOnlyList<Block> blocks, Numbering numbering) =>
        new OutlineBuilder(blocks, numbering).Build();

    private List<ClauseDraft> Build()
    {
        for (var i = 0; i < _blocks.Count; i++)
        {
            var block = _blocks[i];
            if (block.Markers.Count > 0)
                AddPoint(block);
            else if (_isOpen && block.Text.Length > 0)
                Fill(block.Text);
            else if (block.HeadingLevel is { } level)
                Add(null, ClauseKind.Heading, _nesting.PlaceHeading(level, block.Indent), block.Text);
            else
                AddParagraph(block, i);
        }

        Close();
        return _clauses;
    }

    private void AddPoint(Block block)
    {
        foreach (var marker in block.Markers)
        {
            Close();
            var run = _numbering.RunOf(marker);
            run.HasBareTitles |= ReferenceEquals(_nesting.Top?.Run, run) && IsBareTitle(_clauses[^1]);
            var text = ReferenceEquals(marker, block.Markers[^1]) ? block.Text : "";
            var isHeading = block.HeadingLevel is not null || IsHeading(marker);
            var level = _nesting.Place(marker, block.HeadingLevel);
            Add(marker.Label.Length == 0 ? null : marker.Label, isHeading ? ClauseKind.Heading : ClauseKind.Point, level, text);
            _isOpen = text.Length == 0;
        }
    }

    private void AddParagraph(Block block, int index)
    {
        var isNote = Footnotes.IsNote(block.Text);
        if (isNote)
            LeaveEnded();
        else if (BelongsToPoint(block))
        {
            _clauses[^1] = _clauses[^1] with { Text = $"{_clauses[^1].Text}\n\n{block.Text}" };
            return;
        }

        var kind = isNote ? ClauseKind.Note
            : index < _firstPoint && _firstPoint < _blocks.Count ? ClauseKind.Preamble
            : ClauseKind.Paragraph;
        Add(null, kind, _nesting.Level, block.Text);
    }

    /// <summary>Leaves the points that have ended; says whether the paragraph is more of the last one.</summary>
    private bool BelongsToPoint(Block block)
    {
        var hasLeft = _clauses.Count > 0 && _clauses[^1].Kind is ClauseKind.Paragraph or ClauseKind.Note;
        while (_nesting.Top is { IsHeading: false } top && !IsSectionHeading(top))
        {
            var isInside = block.Indent > top.Indent + 1;
            if (isInside || top.Run!.HasLongPoints || (top.GoesOn && !top.IsBullet) || (!hasLeft && AwaitsText(top)))
            {
                top.Run!.HasLongPoints |= !isInside && !hasLeft && top.GoesOn;
                return !hasLeft;
            }

            _nesting.Pop();
            hasLeft = true;
        }

        return false;
    }

    /// <summary>The last of the articles has no more than a title yet, and the others were not titles alone.</summary>
    private bool AwaitsText(Entry top) =>
        top is { Marker.Style.Form: MarkerForm.Word, Run.HasBareTitles: false } && IsBareTitle(_clauses[^1]);

    private static bool IsBareTitle(ClauseDraft clause) => clause.Kind == ClauseKind.Point && HeadingShape.IsShortTitle(clause.Text);

    private void LeaveEnded()
    {
        while (_nesting.Top is { IsHeading: false, GoesOn: false } top && !IsSectionHeading(top))
            _nesting.Pop();
    }

    private bool IsSectionHeading(Entry entry) => entry.Marker is { } marker && IsHeading(marker);

    private bool IsHeading(Marker marker) => marker.Style.IsHeading || (marker.Style.Rank == SectionRank.Section && _ranks.SectionsAreHeadings);

    private bool IsPoint(Marker marker) => marker.Label.Length > 0 && !IsHeading(marker);

    private void Fill(string text)
    {
        _clauses[^1] = _clauses[^1] with { Text = text };
        _isOpen = false;
    }

    /// <summary>A number with nothing of its own under it is a heading, and its number is what it says.</summary>
    private void Close()
    {
        if (_isOpen)
            _clauses[^1] = _clauses[^1] with { Label = null, Kind = ClauseKind.Heading, Text = _clauses[^1].Label! };
        _isOpen = false;
    }

    private void Add(string? label, ClauseKind kind, int level, string text) => _clauses.Add(new(label, kind, level, text));
}
