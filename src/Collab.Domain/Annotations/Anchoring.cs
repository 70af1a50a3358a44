namespace Collab.Domain.Annotations;

/// <summary>
/// Finds the passage that selectors name, exactly: no normalization, no guess. The page's <c>text/anchor.ts</c> follows the
/// same rules; a test compares the two on generated input.
/// </summary>
public static class Anchoring
{
    /// <summary>Code points of context kept on each side of a quote.</summary>
    public const int ContextLength = 32;

    /// <summary>The target with both selectors in full, or a refusal: <c>position-out-of-range</c>, <c>quote-not-found</c>, <c>ambiguous</c>, <c>selectors-disagree</c>.</summary>
    /// <exception cref="RefusalException">The selectors do not name exactly one passage of the text.</exception>
    public static Target Resolve(string text, TargetRequest request, int revision)
    {
        var (quote, position) = (request.Quote, request.Position);
        if (quote is null && position is null)
            return new Target(request.Clause, revision, Edition: request.Edition);
        var (start, end) = position is not null ? AtPosition(text, position) : (-1, -1);
        if (quote is not null)
        {
            if (quote.Exact.Length == 0)
                throw new RefusalException("quote-not-found", "The quote is empty. Quote the passage, or leave the selectors out to mean the whole point.");
            (start, end) = position is null ? OnlyOccurrence(text, quote) : Agreeing(text, quote, start, end);
        }

        return Describe(request.Clause, revision, text, start, end) with { Edition = request.Edition };
    }

    /// <summary>A target for the UTF-16 range of a clause's text, with quote, context and position.</summary>
    public static Target Describe(string clause, int revision, string text, int start, int end)
    {
        var first = CodePoints.Count(text.AsSpan(0, start));
        var length = CodePoints.Count(text.AsSpan(start, end - start));
        var before = Math.Max(0, first - ContextLength);
        var prefix = text[CodePoints.ToUtf16(text, before)..start];
        var suffixEnd = CodePoints.ToUtf16(text.AsSpan(end), ContextLength);
        var suffix = suffixEnd < 0 ? text[end..] : text[end..(end + suffixEnd)];
        return new Target(clause, revision, new TextQuoteSelector(text[start..end], prefix, suffix), new TextPositionSelector(first, first + length));
    }

    private static (int Start, int End) AtPosition(string text, TextPositionSelector position)
    {
        var start = CodePoints.ToUtf16(text, position.Start);
        var end = CodePoints.ToUtf16(text, position.End);
        if (start < 0 || end < 0 || end <= start)
            throw new RefusalException("position-out-of-range", $"The position must lie within the {CodePoints.Count(text)} code points of the point's text, with start before end.");
        return (start, end);
    }

    private static (int Start, int End) Agreeing(string text, TextQuoteSelector quote, int start, int end)
    {
        if (!text.AsSpan(start, end - start).SequenceEqual(quote.Exact) || !ContextFits(text, quote, start))
            throw new RefusalException("selectors-disagree", "The quote is not what stands at the position. Send the passage again as it reads now.");
        return (start, end);
    }

    private static (int Start, int End) OnlyOccurrence(string text, TextQuoteSelector quote)
    {
        var (found, count) = (-1, 0);
        var (bare, anywhere) = (quote.Prefix is null && quote.Suffix is null, false);
        for (var at = Next(text, quote.Exact, 0); at >= 0; at = Next(text, quote.Exact, at + 1))
        {
            anywhere = true;
            if (!bare && !ContextFits(text, quote, at))
                continue;
            found = at;
            if (++count > 1)
                throw new RefusalException("ambiguous", "The quote occurs more than once in the point. Add its position, a prefix or a suffix.");
        }

        if (found < 0)
            throw new RefusalException("quote-not-found", anywhere ? "The quote stands in the point, but not between that prefix and suffix." : "The quote does not stand in the point's text. Quote it exactly.");
        return (found, found + quote.Exact.Length);
    }

    /// <summary>The next occurrence that begins and ends between code points.</summary>
    private static int Next(string text, string exact, int from)
    {
        while (from <= text.Length - exact.Length)
        {
            var at = text.IndexOf(exact, from, StringComparison.Ordinal);
            if (at < 0 || (!Splits(text, at) && !Splits(text, at + exact.Length)))
                return at;
            from = at + 1;
        }

        return -1;
    }

    private static bool Splits(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static bool ContextFits(string text, TextQuoteSelector quote, int start) =>
        (quote.Prefix is null || text.AsSpan(0, start).EndsWith(quote.Prefix, StringComparison.Ordinal))
        && (quote.Suffix is null || text.AsSpan(start + quote.Exact.Length).StartsWith(quote.Suffix, StringComparison.Ordinal));
}
