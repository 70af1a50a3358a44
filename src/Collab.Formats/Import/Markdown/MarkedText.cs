using System.Buffers;
using System.Text;

namespace Collab.Formats.Import.Markdown;

/// <summary>Words between tags of HTML in Markdown, of which some say what becomes of the words: raised, lowered, struck out.</summary>
/// <param name="losses">Counts what is left out.</param>
internal sealed class MarkedText(MarkedLosses losses)
{
    /// <summary>Of longer words none are raised figures.</summary>
    private const int MostRaised = 256;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    private readonly StringBuilder text = new();
    private readonly List<(string Name, int At)> open = [];

    /// <summary>How many of each name are open: an end of nothing is not looked for.</summary>
    private readonly Dictionary<string, int> depths = new(StringComparer.Ordinal);

    public void Append(ReadOnlySpan<char> words) => text.Append(words);

    /// <param name="tag">With its angles.</param>
    public void Tag(ReadOnlySpan<char> tag)
    {
        var isEnd = tag.StartsWith("</");
        var name = tag[(isEnd ? 2 : 1)..];
        var end = name.IndexOfAny(NameEnds);
        var read = name[..(end < 0 ? name.Length : end)].ToString().ToLowerInvariant();
        if (read is not ("sup" or "sub" or "del" or "s" or "strike") || tag.EndsWith("/>"))
            return;
        var depth = depths.GetValueOrDefault(read);
        if (!isEnd)
        {
            open.Add((read, text.Length));
            depths[read] = depth + 1;
        }
        else if (depth > 0)
        {
            Close(open.FindLastIndex(one => one.Name == read));
        }
        else
        {
            Lose(read);
        }
    }

    /// <summary>The words. What is still open was not closed in the paragraph.</summary>
    public override string ToString()
    {
        for (; open.Count > 0; open.RemoveAt(open.Count - 1))
            Lose(open[^1].Name);
        return text.ToString();
    }

    private void Lose(string name) => losses.Unclosed += IsStruck(name) ? 1 : 0;

    private static bool IsStruck(string name) => name is not ("sup" or "sub");

    /// <summary>Ends an open one, and what was not closed in it.</summary>
    private void Close(int at)
    {
        var (name, start) = open[at];
        for (var last = open.Count - 1; last >= at; last--)
        {
            depths[open[last].Name]--;
            if (last > at)
                Lose(open[last].Name);
            open.RemoveAt(last);
        }

        if (IsStruck(name))
        {
            losses.Struck++;
            text.Length = start;
            return;
        }

        var words = text.Length - start > MostRaised ? null : text.ToString(start, text.Length - start);
        if (words is not null && RaisedText.Of(words, name == "sup") is { } signs)
        {
            text.Length = start;
            text.Append(signs);
        }
        else
        {
            losses.Raised += words is null || RaisedText.Matters(words) ? 1 : 0;
        }
    }
}
