using System.Text;
using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>Counts the numbers that Word writes before paragraphs by itself (ISO/IEC 29500-1, 17.9), in the order of the text.</summary>
internal sealed class WordNumbering
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordLevel[]> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Number, int Level), int> _starts = [];
    private readonly Dictionary<string, int?[]> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<(string, int)> _begun = [];

    public static WordNumbering Of(XElement? part, WordStyles styles)
    {
        var read = new WordNumbering();
        var linked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in Elements(part, "abstractNum"))
        {
            if (WordNames.Value(kind, "abstractNumId") is not { } id)
                continue;
            read._levels.TryAdd(id, WordLevel.Of(Elements(kind, "lvl")));
            if (WordNames.Value(WordNames.Child(kind, "numStyleLink")) is { } style)
                linked[id] = style;
        }

        foreach (var number in Elements(part, "num"))
        {
            if (WordNames.Value(number, "numId") is not { } id || WordNames.Value(WordNames.Child(number, "abstractNumId")) is not { } kind || !read._kinds.TryAdd(id, kind))
                continue;
            foreach (var changed in Elements(number, "lvlOverride"))
                read.Override(id, kind, changed);
        }

        // A kind that is only the name of a style has the levels of the number that this style names.
        foreach (var (kind, style) in linked)
        {
            if (styles.NumberOf(style).Id is { } id && read._kinds.TryGetValue(id, out var meant) && meant != kind)
                read._kinds.Where(each => each.Value == kind).Select(each => each.Key).ToList().ForEach(each => read._kinds[each] = meant);
        }

        return read;
    }

    /// <summary>The number of the next paragraph that has this one, as it is printed; empty where nothing is. Null where the document does not say how it is counted.</summary>
    /// <param name="style">Of a paragraph whose number comes by its style: there the level may be that of which the style is.</param>
    public (string Label, int Level)? Next(string id, int? level, string? style)
    {
        if (!_kinds.TryGetValue(id, out var kind) || !_levels.TryGetValue(kind, out var levels) || levels.Length == 0)
            return null;
        var at = Math.Clamp(level ?? Math.Max(0, Array.FindIndex(levels, each => style is not null && each.Style == style)), 0, levels.Length - 1);
        if (!_counts.TryGetValue(kind, out var counts))
            _counts[kind] = counts = new int?[levels.Length];
        // Numbers of one kind go on with each other, but where one begins anew.
        counts[at] = _begun.Add((id, at)) && _starts.TryGetValue((id, at), out var start) ? start : counts[at] is { } before && before < int.MaxValue ? before + 1 : levels[at].Start;
        for (var below = at + 1; below < levels.Length; below++)
        {
            if (levels[below].Restarts(at))
                counts[below] = null;
        }

        return (Print(levels, counts, at), at);
    }

    private static string Print(WordLevel[] levels, int?[] counts, int at)
    {
        var (level, label) = (levels[at], new StringBuilder());
        if (level.Format == "bullet")
            return "•";
        for (var i = 0; i < level.Text.Length; i++)
        {
            if (level.Text[i] == '%' && i + 1 < level.Text.Length && level.Text[i + 1] is >= '1' and <= '9' && level.Text[i + 1] - '1' < levels.Length)
            {
                var named = level.Text[++i] - '1';
                label.Append(WordLevel.Print(counts[named] ?? levels[named].Start, level.AllDecimal ? "decimal" : levels[named].Format));
            }
            else
            {
                label.Append(level.Text[i]);
            }
        }

        var printed = label.ToString().Trim();
        // A number alone is read as one where a dot follows; labels stand without it.
        return printed.Length > 0 && printed.All(char.IsLetterOrDigit) ? printed + "." : printed;
    }

    private void Override(string id, string kind, XElement changed)
    {
        if (!int.TryParse(WordNames.Value(changed, "ilvl"), out var level) || level is < 0 or >= WordLevel.Most)
            return;
        if (int.TryParse(WordNames.Value(WordNames.Child(changed, "startOverride")), out var start))
            _starts[(id, level)] = start;
        if (WordNames.Child(changed, "lvl") is { } other && _levels.TryGetValue(kind, out var levels) && level < levels.Length)
        {
            // With a level of its own it is a kind of its own.
            _kinds[id] = $"{kind} {id}";
            if (!_levels.TryGetValue(_kinds[id], out var own))
                _levels[_kinds[id]] = own = [.. levels];
            own[level] = WordLevel.Of(other);
        }
    }

    private static IEnumerable<XElement> Elements(XElement? part, string name) => part?.Elements().Where(element => WordNames.Of(element) == name) ?? [];
}
