using Collab.Domain.Annotations;

namespace Collab.Domain.Importing;

/// <summary>A quote as it is looked for in a <see cref="FlatText"/>: made once, for however many clauses.</summary>
/// <param name="Exact">Without blanks around it; empty where nothing is quoted.</param>
internal sealed record FlatQuote(string Exact, string Prefix, string Suffix)
{
    public static FlatQuote Of(TextQuoteSelector quote) =>
        new(FlatText.Flatten(quote.Exact).Trim(), FlatText.Flatten(quote.Prefix ?? "").TrimEnd(), FlatText.Flatten(quote.Suffix ?? "").TrimStart());
}
