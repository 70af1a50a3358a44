using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using CsCheck;

namespace Collab.Domain.Tests.Importing;

/// <summary>A quote of a file lands on whole words, also in the clause that the file names; on half a word only where the file says that it is half a word.</summary>
public sealed class WholeWordsTests
{
    /// <summary>Words that are parts of each other; no two of them are one word with a blank between.</summary>
    private static readonly string[] Words = ["right", "rightful", "non-binding", "binding", "10,000", "10", "Mitglied*innen", "Mitglied", "don’t", "a😀b", "שלום", "e\u0301s", "and"];

    private static readonly Gen<string[]> Clauses = Gen.Int[0, Words.Length - 1].Array[1, 7].Select(words => string.Join(' ', words.Select(word => Words[word]))).Array[1, 4];

    [Fact]
    public void No_quote_lands_on_a_part_of_a_word_that_the_file_does_not_say_to_be_one() => Gen.Select(Clauses, Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[0, 5]).Sample((texts, from, to, kind) =>
    {
        var clause = from % texts.Length;
        var text = texts[clause];
        var length = CodePoints.Count(text);
        var first = from / 4 % length;
        var (start, end) = (CodePoints.ToUtf16(text, first), CodePoints.ToUtf16(text, first + 1 + (to % (length - first))));
        var here = Anchoring.Describe($"c{clause}", 1, text, start, end);
        var (whole, before, behind) = (here.Quote!, IsEdge(text, start), IsEdge(text, end));
        if (string.IsNullOrWhiteSpace(whole.Exact))
            return;
        var quote = kind is 1 ? whole : kind is 2 ? whole with { Suffix = null } : kind is 3 ? whole with { Prefix = null, Suffix = "" } : new TextQuoteSelector(whole.Exact);
        var passage = new Passage(here.Clause, null, kind % 2 == 0 ? text : null, quote, kind is 4 ? here.Position : null);

        var landed = new Landing(Header(texts)).Land(passage, kind is 5 ? here.Clause : null);

        if (landed.Target is not { } target)
            Assert.True(kind is not (4 or 5), $"{landed.Code}: {passage}");
        else if (kind is 1 or 4)
            Assert.Equal((here.Clause, start), (target.Clause, CodePoints.ToUtf16(text, Anchoring.Resolve(text, target, 1).Position!.Start)));
        else if (target.Quote is not null)
        {
            var found = Anchoring.Resolve(text, target, 1).Position!;
            var (left, right) = (CodePoints.ToUtf16(text, found.Start), CodePoints.ToUtf16(text, found.End));
            Assert.True((IsEdge(text, left) || (kind is 2 && !before)) && IsEdge(text, right), $"“{text[left..right]}” of “{text}”: {passage}");
        }

        // What is whole words, or half a word by its context in full, has its place.
        if (kind is 1 || (kind is 0 or 2 or 3 && before && behind && texts.Sum(each => Count(each, whole.Exact)) == 1))
            Assert.NotNull(landed.Target);
    }, iter: 5000);

    [Theory]
    [InlineData("right", null, null, null)]
    [InlineData("right", "a ", null, null)]
    [InlineData("right", "a ", "", null)]
    [InlineData("right", "a ", "ful", "right")]
    [InlineData("ful claim", "right", null, "ful claim")]
    [InlineData("rightful", null, null, "rightful")]
    [InlineData("claim", null, null, "claim")]
    public void In_the_clause_that_the_file_names_too(string exact, string? prefix, string? suffix, string? where)
    {
        string[] texts = ["The people have a rightful claim.", "Nobody has."];
        var landed = new Landing(Header(texts)).Land(new Passage("c0", null, texts[0], new TextQuoteSelector(exact, prefix, suffix)));
        Assert.Equal(where, landed.Target?.Quote!.Exact);
        if (where is null)
            Assert.Equal(("quote-not-found", "c0"), (landed.Code, Assert.Single(landed.Candidates).Id));
    }

    [Fact]
    public void Of_several_places_the_one_counts_that_the_file_means_however_the_white_space_is()
    {
        string[] texts = ["\n\n   A  right  is   rightful, and\n\n\na right is right."];
        Assert.Equal((null, "quote-not-found"), Landed("is   ", null));
        Assert.Equal(("right", null), Landed("is   ", "ful"));
        Assert.Equal(("right", null), Landed("A  ", null));
        Assert.Equal(("right", null), Landed(" is ", "."));

        (string?, string?) Landed(string prefix, string? suffix) => new Landing(Header(texts)).Land(new Passage("c0", null, texts[0], new TextQuoteSelector("right", prefix, suffix))) is var landed ? (landed.Target?.Quote!.Exact, landed.Code) : default;
    }

    [Fact]
    public void A_position_says_that_half_a_word_is_meant()
    {
        string[] texts = ["The people have a rightful claim."];
        var landed = new Landing(Header(texts)).Land(new Passage("c0", null, texts[0], new TextQuoteSelector("right"), new TextPositionSelector(18, 23)));
        Assert.Equal(18, landed.Target!.Position!.Start);
    }

    [Fact]
    public void Of_the_clause_that_a_person_chose_the_whole_is_meant_where_only_a_part_of_a_word_is_quoted()
    {
        var landing = new Landing(Header(["A rightful claim.", "A rightful claim is a right."]));
        Assert.Null(landing.Land(new Passage(null, null, null, new TextQuoteSelector("right")), "c0").Target!.Quote);
        Assert.Equal(22, landing.Land(new Passage(null, null, null, new TextQuoteSelector("right")), "c1").Target!.Position!.Start);
    }

    private static bool IsEdge(string text, int at) => at == 0 || at == text.Length || text[at - 1] == ' ' || text[at] == ' ';

    private static int Count(string text, string exact) => Enumerable.Range(0, text.Length).Count(at => text.AsSpan(at).StartsWith(exact, StringComparison.Ordinal));

    private static DocumentHeader Header(string[] texts)
    {
        var clauses = TextRevision.Clauses([.. texts.Select((text, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, text))], [.. texts.Select((_, i) => $"c{i}")]);
        return new DocumentHeader { Id = "document", Revision = 1, Clauses = clauses, ClausesById = ImmutableDictionary.CreateRange(clauses.Select(clause => KeyValuePair.Create(clause.Id, clause))) };
    }
}
