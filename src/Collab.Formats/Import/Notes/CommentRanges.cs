using System.Text;
using System.Xml.Linq;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Formats.Import.Markers;
using Collab.Formats.Import.Office;

namespace Collab.Formats.Import.Notes;

/// <summary>The words that each comment of a Word document is about, paragraph by paragraph, as the text reads with all changes taken.</summary>
internal sealed class CommentRanges
{
    private const int MostPassages = 32;

    /// <summary>Of all quotes and the words around them. Each comment may be on the same words: nothing else bounds how many they are.</summary>
    private const int MostCharacters = 16 * 1024 * 1024;

    /// <summary>What a passage takes beside its words, in characters.</summary>
    private const int OfPassage = 64;

    /// <summary>Markers in one line, one after the other: <c>§ 1 (1) a)</c>.</summary>
    private const int MostMarkers = 3;

    private readonly WordStyles styles;
    private readonly Dictionary<string, CommentRange> asked;
    private readonly HashSet<CommentRange> open = [];
    private readonly HashSet<CommentRange> cut = [];
    private readonly MarkerReader markers = new();

    private readonly StringBuilder text = new();
    private readonly List<(CommentRange Range, CommentPlace Start, CommentPlace End)> ended = [];
    private readonly List<CommentRange> points = [];
    private int signs, paragraphs, worded, titles, quoted;
    private bool isTitle;

    private CommentRanges(WordStyles styles, IEnumerable<string> comments) =>
        (this.styles, asked) = (styles, comments.Distinct(StringComparer.Ordinal).ToDictionary(id => id, _ => new CommentRange(), StringComparer.Ordinal));

    /// <summary>How many passages were left out: of a comment on more than a note takes, or where all have too many words.</summary>
    public int LeftOut { get; private set; }

    /// <param name="comments">Those whose words are asked for. A range may be there of which there is no comment.</param>
    public static CommentRanges Of(XElement body, WordStyles styles, IEnumerable<string> comments)
    {
        var read = new CommentRanges(styles, comments);
        read.Read(body);
        foreach (var range in read.open.Concat(read.cut).ToArray())
            read.End(range);
        return read;
    }

    public IReadOnlyList<Passage> Of(string comment) => asked.GetValueOrDefault(comment)?.Passages ?? [];

    /// <summary>Whether a comment is on the title, and so on the whole document.</summary>
    public bool IsOnTitle(string comment) => asked.GetValueOrDefault(comment) is { IsOnTitle: true, IsCut: false, Passages.Count: 0 };

    /// <summary>The words of a run's element, as the text's importer takes them.</summary>
    public static string WordsOf(XElement element) => WordNames.Of(element) switch
    {
        "t" => element.Value,
        "tab" or "ptab" or "br" or "cr" => " ",
        "noBreakHyphen" => "\u2011",
        "sym" => WordNames.SignOf(element) ?? "",
        null when element.Name.LocalName == "t" && WordNames.IsMath(element) => element.Value,
        _ => "",
    };

    private void Read(XElement container)
    {
        foreach (var element in container.Elements())
        {
            switch (WordNames.Of(element))
            {
                case "p":
                    ReadParagraph(element);
                    break;
                case "commentRangeStart" or "commentRangeEnd":
                    ReadMark(element);
                    break;
                case "del" or "moveFrom" or null:
                    break;
                default:
                    Read(element);
                    break;
            }
        }
    }

    private void ReadParagraph(XElement paragraph)
    {
        paragraphs++;
        isTitle = styles.IsTitle(WordNames.Child(paragraph, "pPr"));
        titles += isTitle ? 1 : 0;
        ReadRuns(paragraph, false);
        if (!isTitle)
            Take(text.ToString());
        text.Clear();
        ended.Clear();
        points.Clear();
        (signs, isTitle) = (0, false);
    }

    private void ReadRuns(XElement element, bool isLeftOut)
    {
        foreach (var inner in element.Elements())
        {
            switch (WordNames.Of(inner))
            {
                case "commentRangeStart" or "commentRangeEnd" or "commentReference":
                    ReadMark(inner);
                    break;
                case "r" when styles.IsStruck(inner) || styles.IsHidden(inner):
                    ReadRuns(inner, true);
                    break;
                case "r" when WordNames.RaisedIn(inner) is { Text: var raised, IsUp: var isUp, IsAlone: true } && RaisedText.Of(raised, isUp) is { } sign:
                    Append(sign);
                    break;
                case "p" or "pPr" or "rt" or "del" or "moveFrom":
                    break;
                // Of the same words for newer and for older programs.
                case null when inner.Name.LocalName == "AlternateContent":
                    if (inner.Elements().FirstOrDefault() is { } newest)
                        ReadRuns(newest, isLeftOut);
                    break;
                case var _ when WordsOf(inner) is { Length: > 0 } words:
                    if (!isLeftOut)
                        Append(words);
                    break;
                default:
                    ReadRuns(inner, isLeftOut);
                    break;
            }
        }
    }

    private void Append(string words)
    {
        text.Append(words);
        signs += words.Count(sign => !char.IsWhiteSpace(sign));
    }

    private void ReadMark(XElement mark)
    {
        if (WordNames.Value(mark, "id") is not { } id || !asked.TryGetValue(id, out var range))
            return;
        switch (WordNames.Of(mark))
        {
            case "commentRangeStart":
                Begin(range);
                break;
            case "commentRangeEnd":
                End(range);
                break;
            default:
                points.Add(range);
                range.IsOnTitle |= isTitle;
                break;
        }
    }

    private void Begin(CommentRange range)
    {
        if (cut.Contains(range) || !open.Add(range))
            return;
        (range.Paragraph, range.Start, range.Titles) = (paragraphs, new(text.Length, signs), titles);
        range.IsOnTitle |= isTitle;
    }

    private void End(CommentRange range)
    {
        if (open.Remove(range))
        {
            range.IsOnTitle |= titles > range.Titles;
            ended.Add((range, StartOf(range), new(text.Length, signs)));
        }
        else if (cut.Remove(range))
        {
            LeftOut += worded - range.CutSince!.Value + (signs > 0 && !isTitle ? 1 : 0);
        }
    }

    /// <summary>In the paragraph that is read: its beginning, where the comment began before.</summary>
    private CommentPlace StartOf(CommentRange range) => range.Paragraph == paragraphs ? range.Start : default;

    /// <summary>Takes of a paragraph what comments are about in it.</summary>
    private void Take(string words)
    {
        var label = LabelOf(words);
        var whole = new CommentPlace(words.Length, signs);
        foreach (var (range, start, end) in ended)
            LeftOut += Take(range, words, Later(start, label), end) ? 0 : 1;
        if (signs > label.Signs)
        {
            foreach (var range in open.ToArray())
            {
                if (Take(range, words, Later(StartOf(range), label), whole))
                    continue;
                // What it is about further on is counted where it ends, and not looked at.
                open.Remove(range);
                cut.Add(range);
                range.CutSince = worded;
            }
        }

        // A comment at a point of the text is about its paragraph.
        foreach (var range in points.Where(range => range is { IsCut: false, Passages.Count: 0 }))
            LeftOut += Take(range, words, label, whole) ? 0 : 1;
        worded += signs > label.Signs ? 1 : 0;
    }

    private static CommentPlace Later(CommentPlace one, CommentPlace other) => one.At > other.At ? one : other;

    /// <returns>False where it is left out; true also of no words.</returns>
    private bool Take(CommentRange range, string words, CommentPlace from, CommentPlace end)
    {
        if (from.Signs >= end.Signs)
            return true;
        var (before, behind) = (Math.Max(0, from.At - Anchoring.ContextLength), Math.Min(words.Length, end.At + Anchoring.ContextLength));
        var cost = behind - before + OfPassage;
        if (range.Passages.Count == MostPassages || quoted > MostCharacters - cost)
        {
            range.IsCut = true;
            return false;
        }

        quoted += cost;
        range.Passages.Add(new Passage(null, null, null, new TextQuoteSelector(words[from.At..end.At], words[before..from.At], words[end.At..behind])));
        return true;
    }

    /// <summary>Where the words begin: the number that was typed before a paragraph is its label here, and no part of the text.</summary>
    private CommentPlace LabelOf(string words)
    {
        var at = words.Length - words.AsSpan().TrimStart().Length;
        var readings = new List<MarkerReading>();
        for (var count = 0; count < MostMarkers && at < words.Length; count++)
        {
            markers.Read(words, at, readings);
            // A number with nothing behind it is what the paragraph says, and so is "Article 5 of the treaty".
            if (readings.Count == 0)
                break;
            var marker = readings[0];
            var rest = words.AsSpan(at + marker.Length);
            if (rest.IsWhiteSpace() || (marker is { IsSeparated: false, Style.Form: MarkerForm.Word or MarkerForm.Path } && Lines.Wording.StartsLower(rest)))
                break;
            at += marker.Length;
        }

        return new(at, words.Take(at).Count(sign => !char.IsWhiteSpace(sign)));
    }
}
