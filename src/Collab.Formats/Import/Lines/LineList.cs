using System.Globalization;
using System.Text;

namespace Collab.Formats.Import.Lines;

/// <summary>Collects the lines of a format that has paragraphs: text comes in pieces, white space in it is one space.</summary>
internal sealed class LineList
{
    private const int IndentPerLevel = 4;
    private const char HardBreak = '\u0001';
    private const char LineEnd = '\u0002';
    private const char ParagraphEnd = '\u0003';
    private readonly StringBuilder _text = new();
    private string _marker = "";
    private bool _meets, _joins;
    private int _quotations;
    private bool _afterQuotation;
    private string? _note, _typed;
    private bool _noteGoesOn;

    private string _opening = "";
    private int _leading, _other, _appended;

    private (int End, bool IsTitle)? _number;

    public List<Line> Lines { get; } = [];

    /// <summary>Whether nothing was read of the paragraph yet.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>How many provisions stand around what comes, where the format says it.</summary>
    public int? Level { get; set; }

    /// <summary>Whether what comes leads to another place of the page.</summary>
    public bool Leads { get; set; }

    /// <summary>The number or bullet before the next paragraph.</summary>
    public void Mark(string marker) => _marker = marker;

    public void Append(string text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                if (!_joins && _text.Length > 0 && _text[^1] is not (' ' or HardBreak or LineEnd or ParagraphEnd))
                    _text.Append(' ');
            }
            else if (!char.IsControl(c) && c is not ('\uFFFE' or '\uFFFF'))
            {
                if (_meets && _text.Length > 0 && _text[^1] is not (' ' or HardBreak or LineEnd or ParagraphEnd) && !Opens(_text[^1]) && !Closes(c))
                    _text.Append(' ');
                (_meets, _joins) = (false, false);
                _text.Append(_opening).Append(c);
                _appended++;
                _opening = "";
                if (char.IsLetter(c))
                    _ = Leads ? _leading++ : _other++;
            }
        }
    }

    /// <summary>What is printed right before the next word, which may stand in another paragraph: the mark that opens a quotation.</summary>
    /// <returns>How much was read before it, for what closes it.</returns>
    public int Open(string mark)
    {
        _opening += mark;
        return _appended;
    }

    /// <summary>What is printed right behind the last word, also of a paragraph that has ended: the mark that closes a quotation.</summary>
    /// <param name="opened">The mark that was to open it, which goes where it has no words.</param>
    /// <param name="since">How much was read before it: where it has no words, those before it are not closed.</param>
    public void Close(string mark, string opened, int since)
    {
        if (_appended == since)
        {
            _opening = _opening[..^opened.Length];
            return;
        }

        var end = _text.Length;
        while (end > 0 && _text[end - 1] is ' ' or HardBreak or LineEnd or ParagraphEnd)
            end--;
        if (end > 0)
            _text.Insert(end, mark);
        else if (Lines.Count > 0)
            Lines[^1] = Lines[^1] with { Text = Lines[^1].Text + mark, Width = Lines[^1].Width + Columns.Of(mark) };
    }

    /// <summary>How many raised or lowered words were left in line that say something else there.</summary>
    public int Raised { get; private set; }

    /// <summary>Raised or lowered text, in signs of its own.</summary>
    /// <param name="isAlone">Whether nothing stands beside it that is to be read too.</param>
    /// <returns>False where there are none for it: it is to be read in line.</returns>
    public bool AppendRaised(string text, bool isUp, bool isAlone = true)
    {
        if (isAlone && RaisedText.Of(text, isUp) is { } signs)
        {
            Append(signs);
            return true;
        }

        Raised += RaisedText.Matters(text) ? 1 : 0;
        return false;
    }

    /// <summary>Two parts of a sentence meet here, which may have nothing between them: two words are kept apart by a blank, a word and the mark behind it are not.</summary>
    public void Meet() => _meets = true;

    /// <summary>A line end that the author meant.</summary>
    public void Break() => _text.Append(HardBreak);

    /// <summary>A line end as it was printed, which is a blank; two in a row end a paragraph of the same clause.</summary>
    public void EndLine()
    {
        if (_text.Length > 0 && _text[^1] == ' ')
            _text.Length--;
        if (_text.Length > 0)
            _text.Append(_text[^1] is LineEnd or ParagraphEnd ? ParagraphEnd : LineEnd);
    }

    /// <summary>What comes is quoted from another text: its numbers and headings are not this one's.</summary>
    public void Quote() => _quotations++;

    /// <summary>The quotation has ended; what follows in the same paragraph belongs to where it stands.</summary>
    public void Unquote()
    {
        _quotations--;
        _afterQuotation = true;
    }

    /// <summary>What was read of the paragraph so far is its number.</summary>
    public void EndNumber(bool isTitle)
    {
        if (_text.ToString().AsSpan().TrimEnd().Length is > 0 and var end)
            _number = (end, isTitle);
        Append(" ");
    }

    /// <summary>What comes is a footnote, with this number: however many its paragraphs, it is one.</summary>
    /// <param name="typed">The number where its own words begin with it.</param>
    public void BeginNote(string number, string? typed = null) => (_note, _typed) = ($"[{number}] ", typed);

    public void EndNote()
    {
        End(0);
        (_note, _typed, _noteGoesOn) = (null, null, false);
    }

    /// <summary>What was divided at a line's end is one word, whatever white space the file has there.</summary>
    public void Join()
    {
        while (_text.Length > 0 && _text[^1] is ' ' or LineEnd)
            _text.Length--;
        _joins = _text.Length > 0;
    }

    /// <summary>Ends the paragraph, if there is any.</summary>
    public void End(int depth, int? heading = null)
    {
        var isQuoted = _quotations > 0 || _afterQuotation;
        (_afterQuotation, _joins) = (false, false);
        if (_text.Length == 0)
            return;
        var isFirst = true;
        foreach (var part in _text.ToString().Split(HardBreak))
        {
            var isMore = _noteGoesOn;
            foreach (var piece in part.Split(ParagraphEnd))
            {
                var text = WithoutTyped(piece.Replace(LineEnd, ' ').Trim());
                if (text.Length == 0)
                    continue;
                var (first, more) = (isFirst, isMore);
                Add(first ? (more ? "" : _note) + _marker + text : text, depth, line => line with
                {
                    AfterBlank = first,
                    AfterBreak = !first,
                    IsListItem = first && !isQuoted && _marker.Length > 0,
                    HeadingLevel = first && !isQuoted && _note is null ? heading : null,
                    Level = heading is null ? Level : Level - 1,
                    Printed = first && !isQuoted && _note is null && _number is { } number && number.End <= text.Length ? PrintedNumber.Of(text, number.End, Level - 1 ?? 0, number.IsTitle) : null,
                    IsQuoted = isQuoted,
                    IsMore = more,
                    LeadsToPage = heading is null && _leading > 0 && _other == 0,
                    IsNote = _note is not null && !more,
                    Verbatim = isQuoted || more,
                });
                (isFirst, isMore, _noteGoesOn) = (false, true, _note is not null);
            }
        }

        if (!isFirst)
            _marker = "";
        _number = null;
        (_leading, _other) = (0, 0);
        _text.Clear();
    }

    /// <summary>A paragraph that keeps its lines and spaces: code.</summary>
    public void AddVerbatim(string text, int depth)
    {
        var kept = string.Concat(text.ReplaceLineEndings("\n").Where(c => (!char.IsControl(c) || c is '\n' or '\t') && c is not ('\uFFFE' or '\uFFFF'))).Trim();
        if (kept.Length > 0)
            Add(kept, depth, line => line with { Verbatim = true });
    }

    /// <summary>Takes the number from the beginning of a note that has it there too.</summary>
    private string WithoutTyped(string text)
    {
        if (_typed is not { } typed || text.Length == 0)
            return text;
        _typed = null;
        var mark = text.StartsWith(typed, StringComparison.Ordinal) ? typed : RaisedText.Of(typed, true) ?? typed;
        var isThere = text.StartsWith(mark, StringComparison.Ordinal) && !(char.IsLetterOrDigit(mark[^1]) && text.Length > mark.Length && char.IsLetterOrDigit(text[mark.Length]));
        return isThere ? text[mark.Length..].TrimStart() : text;
    }

    private static bool Opens(char mark) => char.GetUnicodeCategory(mark) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    private static bool Closes(char mark) => mark is '.' or ',' or ';' or ':' or '!' or '?' or '…' || char.GetUnicodeCategory(mark) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation;

    private void Add(string text, int depth, Func<Line, Line> mark)
    {
        var indent = depth * IndentPerLevel;
        Lines.Add(mark(new(text, Lines.Count + 1, indent, indent + Columns.Of(text), true)));
    }
}
