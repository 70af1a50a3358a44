using System.Text;
using Collab.Domain.Annotations;

namespace Collab.Domain.Importing;

/// <summary>
/// A text in which a quote is found however the white space is broken: page and file differ in line ends and runs of blanks. Nothing else
/// is made equal.
/// </summary>
internal sealed class FlatText
{
    private readonly string flat;
    private readonly int[] places;

    public FlatText(string text)
    {
        var words = new StringBuilder(text.Length);
        var at = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var blank = char.IsWhiteSpace(text[i]);
            if (blank && (words.Length == 0 || words[^1] == ' '))
                continue;
            words.Append(blank ? ' ' : text[i]);
            at.Add(i);
        }

        (flat, places) = (words.ToString(), [.. at]);
    }

    /// <summary>The text, each run of blanks one.</summary>
    public string Words => flat;

    /// <summary>Every occurrence, as a range of UTF-16 units of the text.</summary>
    /// <returns>Fits: whether the words around it are those of the quote, as far as the text reaches; and those of them that stand before and behind the text.</returns>
    public List<(int Start, int End, bool Fits, string Before, string Behind)> Find(TextQuoteSelector quote)
    {
        var found = new List<(int, int, bool, string, string)>();
        var exact = Flatten(quote.Exact).Trim();
        if (exact.Length == 0)
            return found;
        var (prefix, suffix) = (Flatten(quote.Prefix ?? "").TrimEnd(), Flatten(quote.Suffix ?? "").TrimStart());
        for (var at = flat.IndexOf(exact, StringComparison.Ordinal); at >= 0; at = flat.IndexOf(exact, at + 1, StringComparison.Ordinal))
        {
            var end = at + exact.Length;
            if (Splits(at) || Splits(end))
                continue;
            var (before, after) = (flat[..at].TrimEnd(), flat[end..].TrimStart());
            found.Add((places[at], places[end - 1] + 1,
                (before.EndsWith(prefix, StringComparison.Ordinal) || prefix.EndsWith(before, StringComparison.Ordinal))
                && (after.StartsWith(suffix, StringComparison.Ordinal) || suffix.StartsWith(after, StringComparison.Ordinal)),
                prefix.Length > before.Length ? prefix[..^before.Length].Trim() : "", suffix.Length > after.Length ? suffix[after.Length..].Trim() : ""));
        }

        return found;
    }

    private bool Splits(int at) => at > 0 && at < flat.Length && char.IsSurrogatePair(flat[at - 1], flat[at]);

    private static string Flatten(string text) => new FlatText(text).flat;
}
