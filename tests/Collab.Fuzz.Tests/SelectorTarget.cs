using Collab.Domain.Annotations;

namespace Collab.Fuzz.Tests;

/// <summary>Selectors as clients send them. What is found stands there, is given in full, and is found again by what was given.</summary>
internal static class SelectorTarget
{
    private static readonly string[] Texts =
        ["again a😀b and again a😀b", "We meet on Mondays. We meet at eight.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "é e\u0301 שלום 第一条 😀😀😀", ""];

    private static readonly string[] Words = ["again", "😀", "a", "\ud83d", "\ude00", "We meet", " ", "e\u0301"];

    public static Target Target => new("selectors", Read);

    private static void Read(Random random)
    {
        var text = Mutator.Spoil(random, Texts, Words);
        var request = new TargetRequest("c", Quote: random.Next(4) == 0 ? null : QuoteOf(random, text), Position: random.Next(2) == 0 ? null : new(NumberOf(random, text), NumberOf(random, text)));
        var target = Anchoring.Resolve(text, request, 1);
        if (target.Quote is not { } quote || target.Position is not { } position)
            return;
        var start = CodePoints.ToUtf16(text, position.Start);
        var end = CodePoints.ToUtf16(text, position.End);
        Assert.Equal(text[start..end], quote.Exact);
        Assert.True(request.Quote is null || request.Quote.Exact == quote.Exact);
        Assert.Equal(target, Anchoring.Resolve(text, new("c", Quote: quote, Position: position), 1));
    }

    private static TextQuoteSelector QuoteOf(Random random, string text)
    {
        return new(Part(20), random.Next(2) == 0 ? null : Part(8), random.Next(2) == 0 ? null : Part(8));

        string Part(int longest)
        {
            if (random.Next(4) == 0)
                return Mutator.Spoil(random, Words, Words);
            var at = random.Next(text.Length + 1);
            return text.Substring(at, random.Next(Math.Min(longest, text.Length - at) + 1));
        }
    }

    private static int NumberOf(Random random, string text) => random.Next(8) switch
    {
        0 => int.MinValue,
        1 => int.MaxValue,
        2 => -1,
        _ => random.Next(text.Length + 2),
    };
}
