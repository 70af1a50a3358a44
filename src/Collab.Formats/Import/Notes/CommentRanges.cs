using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Formats.Import.Office;

namespace Collab.Formats.Import.Notes;

/// <summary>The words that each comment of a Word document is about, paragraph by paragraph, as the text reads with all changes taken.</summary>
internal sealed partial class CommentRanges(WordStyles styles)
{
    private const int MostPassages = 32;

    private readonly Dictionary<string, List<Passage>> passages = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly HashSet<string> titled = new(StringComparer.Ordinal);
    private readonly Dictionary<XElement, bool> leftOut = [];

    public IEnumerable<Passage> Of(string comment) => passages.GetValueOrDefault(comment, []).Take(MostPassages);

    /// <summary>Whether a comment is on the title, and so on the whole document.</summary>
    public bool IsOnTitle(string comment) => titled.Contains(comment) && !passages.ContainsKey(comment);

    public void Read(XElement container)
    {
        foreach (var element in container.Elements())
        {
            switch (WordNames.Of(element))
            {
                case "p":
                    ReadParagraph(element);
                    break;
                case "commentRangeStart" when WordNames.Value(element, "id") is { } id:
                    open.Add(id);
                    break;
                case "commentRangeEnd" when WordNames.Value(element, "id") is { } id:
                    open.Remove(id);
                    break;
                case "del" or "moveFrom" or null:
                    break;
                default:
                    Read(element);
                    break;
            }
        }
    }

    /// <summary>The words of a run's element, as the text's importer takes them.</summary>
    public static string WordsOf(XElement element) => WordNames.Of(element) switch
    {
        "t" => element.Value,
        "tab" or "br" or "cr" => " ",
        "noBreakHyphen" => "\u2011",
        "sym" => WordNames.SignOf(element) ?? "",
        null when element.Name.LocalName == "t" && WordNames.IsMath(element) => element.Value,
        _ => "",
    };

    private void ReadParagraph(XElement paragraph)
    {
        var text = new StringBuilder();
        var begun = open.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        var ended = new List<(string Id, int Start, int End)>();
        var points = new List<string>();
        foreach (var element in paragraph.Descendants().Where(element => !element.Ancestors().TakeWhile(above => above != paragraph).Any(above => WordNames.Of(above) is "del" or "moveFrom" or "pPr" or "p" or "rt")))
        {
            switch (WordNames.Of(element))
            {
                case "commentRangeStart" when WordNames.Value(element, "id") is { } id:
                    begun.TryAdd(id, text.Length);
                    open.Add(id);
                    break;
                case "commentRangeEnd" when WordNames.Value(element, "id") is { } id:
                    if (begun.Remove(id, out var start))
                        ended.Add((id, start, text.Length));
                    open.Remove(id);
                    break;
                case "commentReference" when WordNames.Value(element, "id") is { } id:
                    points.Add(id);
                    break;
                case var _ when WordsOf(element) is { Length: > 0 } words && !IsLeftOut(element):
                    text.Append(words);
                    break;
            }
        }

        if (styles.IsTitle(WordNames.Child(paragraph, "pPr")))
        {
            titled.UnionWith([.. ended.Select(range => range.Id), .. begun.Keys, .. points]);
            return;
        }

        var whole = text.ToString();
        foreach (var (id, start, end) in ended.Concat(begun.Select(range => (range.Key, range.Value, whole.Length))))
            Add(id, whole, start, end);
        // A comment at a point of the text is about its paragraph.
        foreach (var id in points.Where(id => !passages.ContainsKey(id)))
            Add(id, whole, 0, whole.Length);
    }

    private bool IsLeftOut(XElement element)
    {
        if (element.Parent is not { } run || WordNames.Of(run) != "r")
            return false;
        // A run may have as many pieces as a file has room for.
        if (!leftOut.TryGetValue(run, out var known))
            leftOut[run] = known = styles.IsStruck(run) || styles.IsHidden(run);
        return known;
    }

    private void Add(string id, string words, int start, int end)
    {
        // The number that was typed before a paragraph is its label here, and no part of the text.
        var from = Math.Max(start, Number().Match(words).Length);
        if (from >= end || string.IsNullOrWhiteSpace(words[from..end]))
            return;
        if (!passages.TryGetValue(id, out var list))
            passages[id] = list = [];
        list.Add(new Passage(null, null, null, new TextQuoteSelector(words[from..end], Near(words[..from], last: true), Near(words[end..], last: false))));
    }

    private static string Near(string words, bool last) =>
        words.Length <= Anchoring.ContextLength ? words : last ? words[^Anchoring.ContextLength..] : words[..Anchoring.ContextLength];

    [GeneratedRegex(@"^\s*(?:§+ ?)?(?:\(?[0-9]{1,4}[a-z]?(?:\.[0-9]{1,3})*[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+|\(?[a-zA-Z]{1,2}\)|\(?[ivxlcIVXLC]{1,6}[.)])\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
