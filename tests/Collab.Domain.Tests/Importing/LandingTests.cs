using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Testing;
using CsCheck;

namespace Collab.Domain.Tests.Importing;

/// <summary>A passage of a file lands where it is, or nowhere.</summary>
public sealed class LandingTests
{
    /// <summary>Clauses that share most of their words, in several scripts: look-alikes are the rule.</summary>
    private static readonly string[] Words = ["the", "committee", "shall", "without", "delay", "a😀b", "שלום", "文", "e\u0301"];

    private static readonly Gen<string[]> Clauses = Gen.Int[0, Words.Length - 1].Array[1, 8].Select(words => string.Join(' ', words.Select(word => Words[word]))).Array[1, 8];

    [Fact]
    public void No_passage_lands_in_another_clause_than_its_own() => Gen.Select(Clauses, Gen.Int[0, 10_000], Gen.Int[0, 3]).Sample((texts, at, kind) =>
    {
        var clause = at % texts.Length;
        var text = texts[clause];
        var words = text.Split(' ');
        var first = at / 8 % words.Length;
        var (start, length) = (string.Concat(words.Take(first).Select(word => word + " ")).Length, words[first].Length);
        var here = Anchoring.Describe("there", 1, text, start, start + length);
        // As a page has it that shows all clauses, each with its number: the words around go over the clause's ends.
        var page = string.Concat(texts.Select((each, i) => $"\n{i + 1}.  {each}"));
        var begin = string.Concat(texts.Take(clause).Select((each, i) => $"\n{i + 1}.  {each}")).Length + $"\n{clause + 1}.  ".Length + start;
        var around = Anchoring.Describe("there", 1, page, begin, begin + length).Quote!;
        var passage = kind switch
        {
            0 => new Passage("there", null, text, here.Quote, here.Position),
            1 => new Passage(null, null, null, around),
            2 => new Passage(null, null, null, new TextQuoteSelector(here.Quote!.Exact)),
            _ => new Passage("there", null, text, null),
        };
        var landed = new Landing(Header(texts)).Land(passage);
        var alike = texts.Count(each => each == text);
        if (landed.Target is { } target)
        {
            Assert.Equal($"c{clause}", target.Clause);
            if (passage.Quote is not null)
                Assert.Equal((start, length), (CodePoints.ToUtf16(text, target.Position!.Start), Anchoring.Resolve(text, target, 1).Quote!.Exact.Length));
        }
        else
            // A file that knows its clauses places what is once there.
            Assert.True(kind is 1 or 2 || alike > 1, $"{landed.Code}: {passage}");
    }, iter: 3000);

    [Fact]
    public void What_is_twice_there_or_stands_among_other_words_waits_for_a_person()
    {
        var landing = new Landing(Header(["The committee shall report.", "The committee shall rest.", "Nobody shall report."]));
        Assert.Equal(("ambiguous", 2), Code(new TextQuoteSelector("The committee")));
        Assert.Equal(("c1", 0), Code(new TextQuoteSelector("The committee", "", " shall rest")));
        Assert.Equal(("quote-not-found", 2), Code(new TextQuoteSelector("The committee", "Yesterday ", " left")));
        Assert.Equal(("quote-not-found", 0), Code(new TextQuoteSelector("The commission")));
        Assert.Equal(("c2", 0), Code(new TextQuoteSelector("Nobody\n   shall")));
        Assert.Equal("moved", landing.Land(new Passage("c0", null, null, new TextQuoteSelector("Nobody"))).Code);
        Assert.Equal("point-not-found", landing.Land(new Passage("elsewhere", "1", "A text that is not here.", null)).Code);
        Assert.Equal("c0", landing.Land(new Passage(null, null, null, new TextQuoteSelector("The committee")), "c0").Target!.Clause);
        Assert.Equal(("c2", null), landing.Land(new Passage(null, null, null, new TextQuoteSelector("gone")), "c2").Target is { } whole ? (whole.Clause, whole.Quote) : default);
        Assert.Equal("not-found", landing.Land(new Passage(null, null, null, null), "c9").Code);
        Assert.Equal("no-such-edition", landing.Land(new Passage("c0", null, null, null, Edition: "de")).Code);

        (string, int) Code(TextQuoteSelector quote) => landing.Land(new Passage(null, null, null, quote)) is var landed ? (landed.Target?.Clause ?? landed.Code!, landed.Candidates.Length) : default;
    }

    [Theory]
    [InlineData("Agreed.", "The fee is due in March. 2. ", " 3. The assembly meets", "c1")]
    [InlineData("Agreed.", "due in March. Article 2. ", " (3) The assem", "c1")]
    [InlineData("Agreed.", "2. ", "", "c1")]
    [InlineData("Agreed.", "rch.", "The", "c1")]
    [InlineData("Agreed.", "the motion on war was put. ", "", "quote-not-found")]
    [InlineData("Agreed.", "", " The motion on peace was lost.", "quote-not-found")]
    [InlineData("The assembly", "Nobody came. 3. ", " meets", "quote-not-found")]
    [InlineData("The fee", "Our rules, as of May. 1. ", " is due", "c0")]
    [InlineData("there.", "is set ", " Printed by hand.", "c2")]
    // A letter of the neighbour is no neighbour, where the file has other words than that.
    [InlineData("Agreed.", "h. Carried by a majority ", "", "quote-not-found")]
    [InlineData("Agreed.", "", " Carried by a majority. T", "quote-not-found")]
    [InlineData("Agreed.", "h. • ", " – T", "c1")]
    [InlineData("Agreed.", "in March. Carried. ", " Carried by all. The assembly", "c1")]
    [InlineData("The assembly", "Agreed. Article 3, as it is: ", " meets", "c2")]
    public void Words_beyond_the_clause_are_those_of_its_neighbours(string exact, string prefix, string suffix, string where)
    {
        var landed = new Landing(Header(["The fee is due in March.", "Agreed.", "The assembly meets in May, and the sum is set there."])).Land(new Passage(null, null, null, new TextQuoteSelector(exact, prefix, suffix)));
        Assert.Equal(where, landed.Target?.Clause ?? landed.Code);
    }

    [Theory]
    [InlineData("right", null, null, "quote-not-found")]
    [InlineData("right", "a ", " to it", "quote-not-found")]
    [InlineData("right", "a ", "ful claim", "c0")]
    [InlineData("ful", "right", null, "c0")]
    [InlineData("binding", "takes a non-", " decision", "c1")]
    [InlineData("binding", "", "", "quote-not-found")]
    [InlineData("000", "of 10,", " euros", "c2")]
    [InlineData("10", " of ", ",000", "c2")]
    [InlineData("10", "of ", null, "quote-not-found")]
    [InlineData("rightful claim", null, null, "c0")]
    public void Half_a_word_lands_where_the_file_says_that_it_is_half_a_word(string exact, string? prefix, string? suffix, string where)
    {
        var landed = new Landing(Header(["The people have a rightful claim.", "It takes a non-binding decision.", "A fine of 10,000 euros."])).Land(new Passage(null, null, null, new TextQuoteSelector(exact, prefix, suffix)));
        Assert.Equal(where, landed.Target?.Clause ?? landed.Code);
        Assert.True(landed.Target is not null || landed.Candidates.Length == 1, "The point is offered.");
    }

    [Fact]
    public void What_is_on_an_earlier_text_waits_for_a_person_whatever_stands_there_now()
    {
        var landing = new Landing(Header(["The committee shall report.", "Nobody shall report."]));
        Assert.All<Passage>(
            [new("c0", null, null, null), new("c0", null, "The committee shall report.", new TextQuoteSelector("committee")), new(null, null, null, new TextQuoteSelector("Nobody"))],
            passage => Assert.Equal("earlier-text", landing.Land(passage with { Earlier = true }).Code));
        var said = landing.Land(new Passage("c0", null, null, new TextQuoteSelector("Nobody")) { Earlier = true });
        Assert.Equal(["c0", "c1"], said.Candidates.Select(clause => clause.Id));
        Assert.Equal("c1", landing.Land(new Passage("c0", null, null, null) { Earlier = true }, "c1").Target!.Clause);
    }

    [Fact]
    public void M168_what_stands_everywhere_costs_no_more_than_to_read_the_text()
    {
        var texts = Enumerable.Range(0, 16).Select(n => $"At first {string.Concat(Enumerable.Repeat($"e{n} ", 4_000))}").ToArray();
        var landing = new Landing(Header(texts));
        Assert.Equal("quote-not-found", landing.Land(new Passage(null, null, null, new TextQuoteSelector("nowhere"))).Code);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("ambiguous", landing.Land(new Passage(null, null, null, new TextQuoteSelector("e"))).Code);
        Assert.Equal("quote-not-found", landing.Land(new Passage(null, null, null, new TextQuoteSelector("e", "never before "))).Code);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Of_what_stands_everywhere_among_other_words_so_many_places_are_looked_at_and_no_more()
    {
        const int Most = 10_000;
        var quote = new TextQuoteSelector("e", "on ");
        Assert.Equal("c0", Landed(Most).Target?.Clause);
        var not = Landed(Most + 1);
        Assert.Equal(("quote-not-found", "c0"), (not.Code, Assert.Single(not.Candidates).Id));
        Assert.Contains($"more than {Most} times", not.Reason, StringComparison.Ordinal);

        Landing.Landed Landed(int others) => new Landing(Header([$"At last {string.Concat(Enumerable.Repeat("e ", others))}on e"])).Land(new Passage(null, null, null, quote));
    }

    [Fact]
    public void What_was_looked_for_once_is_known_for_all_notes_on_it()
    {
        var landing = new Landing(Header([.. Enumerable.Range(0, 8).Select(n => $"At last {string.Concat(Enumerable.Repeat($"e{n} ", 2_000))}")]));
        var began = ThreadTime.Now;
        for (var i = 0; i < 20_000; i++)
            Assert.Equal("quote-not-found", landing.Land(new Passage(null, null, null, new TextQuoteSelector("e", "never before "))).Code);
        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        // Another point is meant, of the same words: the search is the same, what follows from it is not.
        var there = new Landing(Header(["Lamps are lit.", "Keys are kept."]));
        Assert.Equal("c1", there.Land(new Passage(null, null, null, new TextQuoteSelector("Keys"))).Target?.Clause);
        Assert.Equal("moved", there.Land(new Passage("c0", null, null, new TextQuoteSelector("Keys"))).Code);
    }

    [Theory]
    [InlineData("never before ", "quote-not-found")]
    [InlineData("on ", "c0")]
    public void And_so_is_what_was_looked_for_in_the_point_that_the_file_names(string before, string where)
    {
        var landing = new Landing(Header([$"At last {string.Concat(Enumerable.Repeat("e ", 50_000))}on e"]));
        var began = ThreadTime.Now;
        for (var i = 0; i < 20_000; i++)
        {
            var landed = landing.Land(new Passage("c0", null, null, new TextQuoteSelector("e", before)));
            Assert.Equal(where, landed.Target?.Clause ?? landed.Code);
        }

        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        // The same quote in another point is another matter.
        var there = new Landing(Header(["Lamps are lit.", "Keys are kept.", "Keys are kept."]));
        var keys = new TextQuoteSelector("Keys");
        Assert.Equal("c1", there.Land(new Passage("c1", null, null, keys)).Target?.Clause);
        Assert.Equal("c2", there.Land(new Passage("c2", null, null, keys)).Target?.Clause);
        Assert.Equal("ambiguous", there.Land(new Passage("c0", null, null, keys)).Code);
    }

    private static DocumentHeader Header(string[] texts)
    {
        var clauses = TextRevision.Clauses([.. texts.Select((text, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, text))], [.. texts.Select((_, i) => $"c{i}")]);
        return new DocumentHeader { Id = "document", Revision = 1, Clauses = clauses, ClausesById = ImmutableDictionary.CreateRange(clauses.Select(clause => KeyValuePair.Create(clause.Id, clause))) };
    }
}
