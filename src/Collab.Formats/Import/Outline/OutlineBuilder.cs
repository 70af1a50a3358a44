using System.Text;
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

    /// <summary>Notes to a label whose text is still to come.</summary>
    private readonly List<(Block Note, StringBuilder Text)> _notesAhead = [];

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
            if (_isOpen && !block.IsNote && block.Level <= _nesting.Top?.Level)
                Close();
            if (block.IsNote)
                AddNote(block);
            else if (block.IsMore && _notesAhead.Count > 0)
                _notesAhead[^1].Text.Append("\n\n").Append(block.Text);
            else if (block.Markers.Count > 0)
                AddPoint(block);
            else if (_isOpen && block.Text.Length > 0)
                i = Fill(i);
            else if (IsOfLast(block))
                i = Continue(i);
            else if (block.HeadingLevel is { } level)
                Add(null, ClauseKind.Heading, _nesting.PlaceHeading(level, block.Indent, block.Level), block.Text);
            else
                AddParagraph(block, i);
        }

        Close();
        return _clauses;
    }

    /// <summary>Further paragraphs of the clause before, however many; answers the last of them.</summary>
    private int Continue(int first)
    {
        var text = new StringBuilder(_clauses[^1].Text);
        var at = first;
        for (; at < _blocks.Count && _blocks[at] is { Markers.Count: 0 } block && IsOfLast(block) && !(_isOpen && block.Text.Length > 0); at++)
            text.Append(HasWords(block) ? "\n\n" : "").Append(block.Text);
        _clauses[^1] = _clauses[^1] with { Text = text.ToString() };
        return at - 1;
    }

    private static bool HasWords(Block block) => block.Text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    private void AddPoint(Block block)
    {
        foreach (var marker in block.Markers)
        {
            Close();
            // A bullet before a number, "• 1. Lamps", is the number's.
            if (marker.Label.Length == 0 && !ReferenceEquals(marker, block.Markers[^1]))
                continue;
            var run = _numbering.RunOf(marker);
            run.HasBareTitles |= ReferenceEquals(_nesting.Top?.Run, run) && IsBareTitle(_clauses[^1]);
            var text = ReferenceEquals(marker, block.Markers[^1]) ? block.Text : "";
            // "## Article 1" with nothing behind it: the text below is the article.
            var isHeading = IsHeading(marker) || (block.HeadingLevel is not null && text.Length > 0);
            var level = _nesting.Place(marker, block.HeadingLevel);
            Add(marker.Label.Length == 0 ? null : marker.Label, isHeading ? ClauseKind.Heading : ClauseKind.Point, level, text);
            _isOpen = text.Length == 0;
        }
    }

    /// <summary>Whether it is a further paragraph of the clause before. A quotation between paragraphs that are no points is one of them, but for a mark behind it.</summary>
    private bool IsOfLast(Block block) => _clauses.Count > 0
        && (block.IsMore || (block.IsQuoted && (_clauses[^1].Kind == ClauseKind.Point || (_clauses[^1].Kind != ClauseKind.Heading && !HasWords(block)))));

    private void AddNote(Block note)
    {
        if (_isOpen)
        {
            _notesAhead.Add((note, new(note.Text)));
            return;
        }

        if (note.Level is { } level)
            _nesting.CutToLevel(level);
        LeaveEnded();
        Add(null, ClauseKind.Note, _nesting.Level, note.Text);
    }

    private void AddParagraph(Block block, int index)
    {
        if (Footnotes.IsNote(block.Text))
        {
            AddNote(block);
            return;
        }

        if (BelongsToPoint(block))
        {
            _clauses[^1] = _clauses[^1] with { Text = $"{_clauses[^1].Text}\n\n{block.Text}" };
            return;
        }

        var kind = index < _firstPoint && _firstPoint < _blocks.Count ? ClauseKind.Preamble
            : ClauseKind.Paragraph;
        Add(null, kind, _nesting.Level, block.Text);
    }

    /// <summary>Leaves the points that have ended; says whether the paragraph is more of the last one.</summary>
    private bool BelongsToPoint(Block block)
    {
        if (block.Level is { } level)
        {
            _nesting.CutToLevel(level);
            if (_nesting.Top is not { Level: null })
                return _nesting.Top is { IsHeading: false } && _clauses[^1].Kind == ClauseKind.Point && _clauses[^1].Level == _nesting.Level - 1;
        }

        if (_nesting.Top is { HeadingLevel: not null } && _clauses is [.., { Kind: ClauseKind.Point } article] && article.Level == _nesting.Level - 1)
            return true;
        if (IsUnderTitles())
            return true;
        var hasLeft = _clauses.Count > 0 && _clauses[^1].Kind is ClauseKind.Paragraph or ClauseKind.Note;
        while (_nesting.Top is { IsHeading: false, Level: null } top && !IsSectionHeading(top))
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

    /// <summary>
    /// The last point of a list, and above it only titles up to one after which its count goes on: nothing up there has
    /// words that the paragraph could go on with.
    /// </summary>
    private bool IsUnderTitles()
    {
        if (_nesting.Top is not { Marker.Label.Length: > 0, GoesOn: false } top || IsSectionHeading(top) || _clauses[^1].Kind != ClauseKind.Point)
            return false;
        var at = _clauses.Count - 1;
        for (var level = _nesting.Level - 2; level >= 0; level--)
        {
            at = _clauses.FindLastIndex(at, clause => clause.Level == level);
            if (at < 0 || _nesting.At(level) is not { HeadingLevel: null, IsBullet: false, Marker.Style.IsHeading: false } entry || !IsTitle(_clauses[at]))
                return false;
            if (entry.GoesOn)
                return true;
        }

        return false;
    }

    private static bool IsTitle(ClauseDraft clause) => clause.Kind == ClauseKind.Heading || IsBareTitle(clause);

    /// <summary>The last of the articles has no more than a title yet, and the others were not titles alone.</summary>
    private bool AwaitsText(Entry top) =>
        top is { Marker.Style.Form: MarkerForm.Word, Run.HasBareTitles: false } && IsBareTitle(_clauses[^1]);

    private static bool IsBareTitle(ClauseDraft clause) => clause.Kind == ClauseKind.Point && HeadingShape.IsShortTitle(clause.Text);

    private void LeaveEnded()
    {
        while (_nesting.Top is { IsHeading: false, GoesOn: false, Level: null } top && !IsSectionHeading(top))
            _nesting.Pop();
    }

    private bool IsSectionHeading(Entry entry) => entry.Marker is { } marker && IsHeading(marker);

    private bool IsHeading(Marker marker) => marker.Number is { IsTitle: true } || marker.Style.IsHeading || (marker.Style.Rank == SectionRank.Section && _ranks.SectionsAreHeadings);

    private bool IsPoint(Marker marker) => marker.Label.Length > 0 && !IsHeading(marker);

    /// <summary>The text of a label, with its further paragraphs: the notes to the label stand below all of it. Answers the last of them.</summary>
    private int Fill(int at)
    {
        _clauses[^1] = _clauses[^1] with { Text = _blocks[at].Text };
        _isOpen = false;
        var last = Continue(at + 1);
        EndOpen();
        return last;
    }

    private void EndOpen()
    {
        _isOpen = false;
        foreach (var (note, text) in _notesAhead)
            AddNote(note with { Text = text.ToString() });
        _notesAhead.Clear();
    }

    /// <summary>A number with nothing of its own under it is a heading, and its number is what it says.</summary>
    private void Close()
    {
        if (_isOpen && _clauses[^1].Label is { } label)
        {
            _clauses[^1] = _clauses[^1] with { Label = null, Kind = ClauseKind.Heading, Text = label };
        }
        else if (_isOpen)
        {
            // A bullet that nothing stands behind.
            _clauses.RemoveAt(_clauses.Count - 1);
            _nesting.Pop();
        }

        EndOpen();
    }

    private void Add(string? label, ClauseKind kind, int level, string text) => _clauses.Add(new(label, kind, level, text));
}
