using Collab.Domain.Annotations;
using Collab.Domain.Revisions;

namespace Collab.Domain.Importing;

/// <summary>A quote as it is looked for in a <see cref="FlatText"/>: made once, for however many clauses.</summary>
/// <param name="Exact">Without blanks around it; empty where nothing is quoted.</param>
internal sealed record FlatQuote(string Exact, string Prefix, string Suffix)
{
    /// <summary>Whether the word goes on before it, by what the file has there.</summary>
    public bool BeginsInWord { get; private init; }

    /// <summary>Whether the word goes on behind it.</summary>
    public bool EndsInWord { get; private init; }

    public static FlatQuote Of(TextQuoteSelector quote)
    {
        var (prefix, suffix) = (quote.Prefix ?? "", quote.Suffix ?? "");
        var words = prefix + quote.Exact + suffix;
        return new(FlatText.Flatten(quote.Exact).Trim(), FlatText.Flatten(prefix).TrimEnd(), FlatText.Flatten(suffix).TrimStart())
        {
            BeginsInWord = JoinedWord.GoesOn(words, prefix.Length),
            EndsInWord = JoinedWord.GoesOn(words, words.Length - suffix.Length),
        };
    }
}
