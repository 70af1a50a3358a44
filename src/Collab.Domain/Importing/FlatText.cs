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

    /// <summary>Every occurrence, as a range of UTF-16 units of the text: found as it is asked for, since a letter stands everywhere.</summary>
    /// <returns>Fits: whether the words around it are those of the quote, as far as the text reaches.</returns>
    public IEnumerable<(int Start, int End, bool Fits)> Find(FlatQuote quote)
    {
        var exact = quote.Exact;
        if (exact.Length == 0)
            yield break;
        for (var at = flat.IndexOf(exact, StringComparison.Ordinal); at >= 0; at = flat.IndexOf(exact, at + 1, StringComparison.Ordinal))
        {
            var end = at + exact.Length;
            if (!Splits(at) && !Splits(end))
                yield return (places[at], places[end - 1] + 1, Fits(quote, at, end));
        }
    }

    private bool Fits(FlatQuote quote, int start, int end)
    {
        var before = flat.AsSpan(0, start).TrimEnd();
        var after = flat.AsSpan(end).TrimStart();
        return (before.EndsWith(quote.Prefix, StringComparison.Ordinal) || quote.Prefix.AsSpan().EndsWith(before, StringComparison.Ordinal))
            && (after.StartsWith(quote.Suffix, StringComparison.Ordinal) || quote.Suffix.AsSpan().StartsWith(after, StringComparison.Ordinal));
    }

    private bool Splits(int at) => at > 0 && at < flat.Length && char.IsSurrogatePair(flat[at - 1], flat[at]);

    internal static string Flatten(string text) => new FlatText(text).flat;
}
