using Collab.Domain.Annotations;
using CsCheck;

namespace Collab.Domain.Tests.Annotations;

public sealed class AnchoringTests
{
    private const string Text = "again a😀b and again a😀b";

    [Fact]
    public void A_request_without_selectors_means_the_whole_point() => Assert.True(Anchoring.Resolve(Text, new TargetRequest("c"), 3).IsWhole);

    [Theory]
    [InlineData(6, 9, "a😀b")]
    [InlineData(7, 8, "😀")]
    [InlineData(0, 23, Text)]
    [InlineData(22, 23, "b")]
    public void A_position_gives_the_quote_that_stands_there(int start, int end, string exact)
    {
        var target = Anchoring.Resolve(Text, new TargetRequest("c", Position: new(start, end)), 1);
        Assert.Equal(exact, target.Quote!.Exact);
        Assert.Equal(new TextPositionSelector(start, end), target.Position);
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(0, 24)]
    [InlineData(23, 24)]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_position_that_is_none_is_refused(int start, int end) => Refused("position-out-of-range", new("c", Position: new(start, end)));

    [Theory]
    [InlineData("and", null, null, 10)]
    [InlineData("again", "and ", null, 14)]
    [InlineData("again", null, " a😀b and", 0)]
    [InlineData("a😀b", null, " and", 6)]
    [InlineData("😀b", "a", "", -1)]
    [InlineData("again", "", "", -1)]
    [InlineData("a", "a", null, -2)]
    [InlineData("A", null, null, -2)]
    [InlineData("", null, null, -2)]
    [InlineData("and", "again", null, -2)]
    public void A_quote_is_found_exactly_or_not_at_all(string exact, string? prefix, string? suffix, int start)
    {
        var request = new TargetRequest("c", Quote: new(exact, prefix, suffix));
        if (start >= 0)
            Assert.Equal(start, Anchoring.Resolve(Text, request, 1).Position!.Start);
        else
            Refused(start == -1 ? "ambiguous" : "quote-not-found", request);
    }

    [Fact]
    public void Half_a_character_is_not_found()
    {
        Refused("quote-not-found", new("c", Quote: new("\ud83d")));
        Refused("quote-not-found", new("c", Quote: new("\ude00b", null, " and")));
    }

    [Fact]
    public void Occurrences_that_overlap_are_two() => Assert.Equal("ambiguous", CodeOf("aaa", new("c", Quote: new("aa"))));

    [Theory]
    [InlineData("again", null, 1)]
    [InlineData("agai", null, 0)]
    [InlineData("again", "x", 0)]
    public void Selectors_that_contradict_each_other_are_refused(string exact, string? prefix, int start) =>
        Refused("selectors-disagree", new("c", Quote: new(exact, prefix), Position: new(start, start + 5)));

    [Fact]
    public void A_position_decides_between_equal_quotes() =>
        Assert.Equal(20, Anchoring.Resolve(Text, new("c", Quote: new("a😀b"), Position: new(20, 23)), 1).Position!.Start);

    [Fact]
    public void What_is_described_is_found_again_by_both_selectors_and_by_position() => Texts.Spans.Sample((text, start, end) =>
    {
        var target = Anchoring.Describe("c", 2, text, start, end);
        Assert.Equal(text[start..end], target.Quote!.Exact);
        Assert.Equal(target, Anchoring.Resolve(text, new("c", 2, target.Quote, target.Position), 2));
        Assert.Equal(target, Anchoring.Resolve(text, new("c", 2, null, target.Position), 2));
    });

    [Fact]
    public void A_quote_in_its_context_is_found_at_its_place_or_is_ambiguous() => Texts.Spans.Sample((text, start, end) =>
    {
        var target = Anchoring.Describe("c", 1, text, start, end);
        var fits = Occurrences(text, target.Quote!).Count;
        if (fits == 1)
            Assert.Equal(target, Anchoring.Resolve(text, new("c", Quote: target.Quote), 1));
        else
            Assert.Equal("ambiguous", CodeOf(text, new("c", Quote: target.Quote)));
    });

    [Fact]
    public void A_quote_without_context_is_ambiguous_exactly_where_it_occurs_more_than_once() => Texts.Spans.Sample((text, start, end) =>
    {
        var quote = new TextQuoteSelector(text[start..end]);
        Assert.Equal(Occurrences(text, quote).Count == 1 ? "" : "ambiguous", CodeOf(text, new("c", Quote: quote)));
    });

    [Fact]
    public void No_request_lands_at_another_passage_than_it_names() => Gen.Select(Texts.Any, Texts.Spans).Sample((other, span) =>
    {
        var target = Anchoring.Describe("c", 1, span.Text, span.Start, span.End);
        foreach (var request in new TargetRequest[] { new("c", Quote: target.Quote), new("c", Quote: target.Quote, Position: target.Position), new("c", Quote: new(target.Quote!.Exact)) })
        {
            if (CodeOf(other, request) == "")
                Assert.Equal(target.Quote!.Exact, Anchoring.Resolve(other, request, 1).Quote!.Exact);
            else
                Assert.Contains(CodeOf(other, request), new[] { "quote-not-found", "ambiguous", "position-out-of-range", "selectors-disagree" });
        }
    });

    [Fact]
    public void Context_is_thirty_two_code_points_whole() => Texts.Spans.Sample((text, start, end) =>
    {
        var quote = Anchoring.Describe("c", 1, text, start, end).Quote!;
        Assert.Equal(Math.Min(32, CodePoints.Count(text.AsSpan(0, start))), CodePoints.Count(quote.Prefix));
        Assert.Equal(Math.Min(32, CodePoints.Count(text.AsSpan(end))), CodePoints.Count(quote.Suffix));
        Assert.Contains(quote.Prefix + quote.Exact + quote.Suffix, text, StringComparison.Ordinal);
    });

    /// <summary>Found as a person would: code point by code point.</summary>
    private static List<int> Occurrences(string text, TextQuoteSelector quote)
    {
        var (runes, exact) = (text.EnumerateRunes().ToList(), quote.Exact.EnumerateRunes().ToList());
        return [.. Enumerable.Range(0, Math.Max(0, runes.Count - exact.Count + 1)).Where(i => runes.Slice(i, exact.Count).SequenceEqual(exact)
            && string.Concat(runes.Take(i)).EndsWith(quote.Prefix ?? "", StringComparison.Ordinal)
            && string.Concat(runes.Skip(i + exact.Count)).StartsWith(quote.Suffix ?? "", StringComparison.Ordinal))];
    }

    private static void Refused(string code, TargetRequest request) => Assert.Equal(code, CodeOf(Text, request));

    private static string CodeOf(string text, TargetRequest request)
    {
        try
        {
            Anchoring.Resolve(text, request, 1);
            return "";
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }
}
