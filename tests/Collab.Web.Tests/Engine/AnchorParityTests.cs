using Collab.Domain;
using Collab.Domain.Annotations;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class AnchorParityTests(EngineFixture engine)
{
    private static readonly string[] Alphabet = ["a", "b", " ", "😀", "👩‍👩‍👧", "e\u0301", "é", "ש", "ع", "\u202e", "\u0301", "𝔘", "\n"];

    [Fact]
    public async Task Server_and_page_find_the_same_passage_or_refuse_it_with_the_same_word()
    {
        var random = new Random(20261123);
        var cases = Enumerable.Range(0, 4000).Select(_ => Case(random)).ToArray();
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<string[]>("""
            async cases => {
              const { resolveTarget } = await import('/js/text/resolve.js');
              return cases.map(({ text, quote, position }) => {
                const found = resolveTarget(text, { quote: quote && Object.fromEntries(Object.entries(quote).filter(([, v]) => v !== null)), position });
                return typeof found === 'string' ? found : `${found.start}-${found.end}`;
              });
            }
            """, cases.Select(c => new { text = c.Text, quote = c.Request.Quote is { } q ? new { exact = q.Exact, prefix = q.Prefix, suffix = q.Suffix } : null, position = c.Request.Position is { } p ? new { start = p.Start, end = p.End } : null }).ToArray());
        var expected = cases.Select(c => Expected(c.Text, c.Request)).ToArray();
        Assert.Equal(expected, found);
        Assert.Equal(["ambiguous", "position-out-of-range", "quote-not-found", "selectors-disagree"], expected.Where(e => char.IsLetter(e[0])).Distinct().Order());
        Assert.True(expected.Count(e => char.IsDigit(e[0])) > 500);
        await page.Context.CloseAsync();
    }

    private static (string Text, TargetRequest Request) Case(Random random)
    {
        var points = Enumerable.Range(0, random.Next(1, 25)).Select(_ => Alphabet[random.Next(Alphabet.Length)]).ToArray();
        var text = string.Concat(points);
        var from = random.Next(text.Length);
        var length = random.Next(0, Math.Min(6, text.Length - from) + 1);
        // Cut anywhere, halves of a surrogate pair too: both must say the same of those.
        var exact = random.Next(12) == 0 ? "zz" : Whole(text.Substring(from, length));
        var prefix = random.Next(3) == 0 ? Whole(text[Math.Max(0, from - random.Next(4))..from]) : null;
        var suffix = random.Next(3) == 0 ? Whole(text[(from + length)..Math.Min(text.Length, from + length + random.Next(4))]) : random.Next(20) == 0 ? "q" : null;
        var start = CodePoints.Count(text.AsSpan(0, from));
        var position = random.Next(3) == 0 ? new TextPositionSelector(start + (random.Next(5) == 0 ? random.Next(-3, 3) : 0), start + CodePoints.Count(text.AsSpan(from, length))) : null;
        return (text, new TargetRequest("c", 1, random.Next(8) == 0 ? null : new TextQuoteSelector(exact, prefix, suffix), position));
    }

    /// <summary>Lone surrogates do not survive the way into the browser.</summary>
    private static string Whole(string text) => CodePoints.HasForbidden(text) ? text.Trim([.. text.Where(char.IsSurrogate)]) : text;

    private static string Expected(string text, TargetRequest request)
    {
        try
        {
            var target = Anchoring.Resolve(text, request, 1);
            return target.Position is { } position ? $"{position.Start}-{position.End}" : $"0-{CodePoints.Count(text)}";
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }
}
