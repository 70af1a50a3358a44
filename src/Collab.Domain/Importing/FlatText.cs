using System.Text;
using Collab.Domain.Revisions;

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

    /// <summary>Where a place of the text, in UTF-16 units, is in the flat text.</summary>
    public int Of(int place)
    {
        var at = Array.BinarySearch(places, place);
        return at < 0 ? ~at : at;
    }

    /// <summary>The next occurrence, from one place of the flat text on: found as it is asked for, since a letter stands everywhere.</summary>
    public Occurrence? Find(FlatQuote quote, int from)
    {
        var exact = quote.Exact;
        if (exact.Length == 0)
            return null;
        for (var at = flat.IndexOf(exact, from, StringComparison.Ordinal); at >= 0; at = flat.IndexOf(exact, at + 1, StringComparison.Ordinal))
        {
            if (!Splits(at) && !Splits(at + exact.Length))
                return Around(quote, at, at + exact.Length);
        }

        return null;
    }

    private Occurrence Around(FlatQuote quote, int start, int end)
    {
        var before = flat.AsSpan(0, start).TrimEnd();
        var after = flat.AsSpan(end).TrimStart();
        var fits = (before.EndsWith(quote.Prefix, StringComparison.Ordinal) || quote.Prefix.AsSpan().EndsWith(before, StringComparison.Ordinal))
            && (after.StartsWith(quote.Suffix, StringComparison.Ordinal) || quote.Suffix.AsSpan().StartsWith(after, StringComparison.Ordinal));
        return new Occurrence(
            places[start], places[end - 1] + 1, fits, start + 1,
            fits && quote.Prefix.Length > before.Length ? quote.Prefix[..^before.Length].Trim() : "", fits && quote.Suffix.Length > after.Length ? quote.Suffix[after.Length..].Trim() : "")
        {
            CutsWord = (!quote.BeginsInWord && JoinedWord.GoesOn(flat, start)) || (!quote.EndsInWord && JoinedWord.GoesOn(flat, end)),
        };
    }

    private bool Splits(int at) => at > 0 && at < flat.Length && char.IsSurrogatePair(flat[at - 1], flat[at]);

    internal static string Flatten(string text) => new FlatText(text).flat;
}
