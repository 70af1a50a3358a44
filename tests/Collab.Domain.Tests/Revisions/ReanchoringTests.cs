using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Domain.Tests.Revisions;

/// <summary>What becomes of one note's target.</summary>
public sealed class ReanchoringTests
{
    private const string Library = "The library 📚 opens at eight and stays open until the last reader has gone home.",
        Garden = "The garden belongs to all who live in the house, and nobody may fence off a part of it.";

    private static readonly ImmutableArray<Clause> Clauses = TextRevision.Clauses([new("1", ClauseKind.Point, 0, Library), new("2", ClauseKind.Point, 0, Garden)], ["library", "garden"]);

    [Fact]
    public void The_same_words_are_placed_where_they_are_now_in_code_points()
    {
        var placed = Of("library", "until the last reader", Library.Replace("📚", "📚📚", StringComparison.Ordinal), Garden);
        Assert.Equal((AnchorState.Moved, Evidence.SameWords, "until the last reader", 2), (placed.State, placed.Evidence, placed.Placed!.Quote!.Exact, placed.Placed.Revision));
        Assert.Equal(new TextPositionSelector(45, 66), placed.Placed.Position);
        Assert.Equal(AnchorState.Unchanged, Of("library", "until the last reader", Library.Replace("gone home", "left us", StringComparison.Ordinal), Garden).State);
        Assert.Equal((AnchorState.Unchanged, Evidence.SameText), (Of("garden", "nobody", Garden, Library).State, Of("garden", "nobody", Garden, Library).Evidence));
    }

    [Fact]
    public void Words_of_a_clause_that_is_gone_are_a_candidate_elsewhere_and_never_placed_there()
    {
        var gone = Of("garden", "nobody may fence off", Library, "In the yard too nobody may fence off what all have paid for together.");
        Assert.Equal((AnchorState.Ambiguous, Evidence.ClauseGone, null), (gone.State, gone.Evidence, gone.Placed));
        Assert.Equal(["nobody may fence off"], gone.Candidates.Select(candidate => candidate.Quote?.Exact));
        Assert.Equal((AnchorState.Orphaned, Evidence.ClauseGone), (Of("garden", "nobody may fence off", Library).State, Of("garden", "nobody may fence off", Library).Evidence));
    }

    [Fact]
    public void Words_that_stand_twice_among_the_same_are_told_by_nobody_but_a_person()
    {
        var twice = Of("garden", "belongs to all who live", Library, $"{Garden} {Garden}", confirm: true);
        Assert.Equal((AnchorState.Ambiguous, Evidence.OtherWordsAround), (twice.State, twice.Evidence));
        Assert.Equal(3, twice.Candidates.Length); // Both, and the whole point.
        // The word is there, and nothing of what stood around it.
        Assert.Equal(Evidence.OtherWordsAround, Of("garden", "house", Library, Garden.Replace("in the house, and nobody", "near a house or anybody", StringComparison.Ordinal), confirm: true).Evidence);
        Assert.Equal((AnchorState.Orphaned, Evidence.WordsGone), (Of("garden", "fence", Library, Garden.Replace("fence", "wall", StringComparison.Ordinal)).State, Of("garden", "fence", Library, Garden.Replace("fence", "wall", StringComparison.Ordinal)).Evidence));
    }

    [Fact]
    public void In_a_long_text_that_repeats_itself_a_short_word_is_told_by_a_person()
    {
        var before = string.Concat(Enumerable.Repeat("a ", 20_000));
        var repeated = InOne(before, "a", $"Now {before}");
        Assert.Equal((AnchorState.Ambiguous, Evidence.OtherWordsAround), (repeated.State, repeated.Evidence));
        // It stands as often in a text that says something, and is found there.
        before = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a {i} "));
        Assert.Equal(AnchorState.Moved, InOne(before, "a", $"Now {before}").State);
    }

    [Fact]
    public void Where_the_clause_is_not_sure_nothing_in_it_is_placed_until_a_person_confirms_it()
    {
        const string Other = "Children live in the house, and nobody may fence off a part of it from any of them ever.";
        Assert.Equal(Evidence.ClauseUnsure, Of("garden", "nobody may fence off", Library, Other).Evidence);
        Assert.Equal(AnchorState.Moved, Of("garden", "nobody may fence off", Library, Other, confirm: true).State);
    }

    [Fact]
    public void A_word_that_begins_within_another_is_not_that_word() =>
        Assert.Null(Of("garden", "all", Library, Garden.Replace("to all who", "to anyball who", StringComparison.Ordinal)).Placed);

    [Theory]
    [InlineData("Whoever comes late pays a fine of 10 euros to the treasurer.", "10", "10,000")]
    [InlineData("Whoever comes late pays a fine of 10 euros to the treasurer.", "10", "10.5")]
    [InlineData("Whoever comes late pays a fine of 10 euros to the treasurer.", "10", "10\u202F000")]
    [InlineData("Whoever comes late pays a fine of 10 euros to the treasurer.", "10", "10½")]
    [InlineData("The committee takes a binding decision of the whole matter.", "binding", "non-binding")]
    [InlineData("The committee takes a binding decision of the whole matter.", "binding", "non\u00ADbinding")]
    [InlineData("The committee takes a binding decision of the whole matter.", "decision", "decision’s weight")]
    [InlineData("The house hears the president of the court on Monday.", "president", "vice-president")]
    [InlineData("The house hears the president of the court on Monday.", "president", "president/speaker")]
    [InlineData("Alle Mitarbeiter wählen den Rat im Mai.", "Mitarbeiter", "Mitarbeiter*innen")]
    [InlineData("Every member pays at the door on Monday.", "member", "member(s)")]
    [InlineData("Whoever does a lawful act is not to be blamed.", "lawful", "(un)lawful")]
    [InlineData("All firms of the U.S. pay the fee in June.", "U.S.", "U.S.-based houses")]
    [InlineData("Whoever comes late pays 5 of what is owed.", "5", "5%")]
    [InlineData("Whoever comes late pays 5 of what is owed.", "5", "5 %")]
    [InlineData("Whoever comes late pays 10 at the door.", "10", "10€")]
    [InlineData("Whoever comes late pays 10 at the door.", "10", "€ 10")]
    [InlineData("It is kept at 5 degrees in the cellar.", "5", "-5")]
    [InlineData("It is kept at 5 degrees in the cellar.", "5", "\u22125")]
    [InlineData("It takes 1 of all voices in the hall.", "1", "1\u20442")]
    [InlineData("open to readers of 18", "18", "18+")]
    // The end of the clause is no end of the word.
    [InlineData("whether the people have a right", "right", "rightful claim")]
    [InlineData("right of the people", "right", "birthright")]
    [InlineData("east wind", "wind", "windmill")]
    // What is a part of a word stays a part of the same one.
    [InlineData("The committee takes a non-binding decision of the whole matter.", "binding", "law-binding", "non-binding")]
    [InlineData("The ball belongs to all who play in the garden.", "all", "call", "ball")]
    public void A_word_that_has_become_part_of_another_is_not_that_word(string before, string noted, string after, string? replaced = null)
    {
        var of = InOne(before, noted, before.Replace(replaced ?? noted, after, StringComparison.Ordinal));
        Assert.Equal((AnchorState.Ambiguous, Evidence.OtherWordsAround, null), (of.State, of.Evidence, of.Placed));
        Assert.Contains(of.Candidates, candidate => candidate.Quote?.Exact == noted);
    }

    [Theory]
    [InlineData("The committee takes a non-binding decision of the whole matter.", "binding", "whole", "entire")]
    [InlineData("The ball belongs to all who play in the garden.", "all", "garden", "yard")]
    [InlineData("Whoever comes late pays 10,000 euros to the treasurer.", "000", "treasurer", "cashier")]
    // Two figures, a dash, a stop and a blank divide words.
    [InlineData("The members of old were 12 and the guests nine.", "12", " and the", " 10 and the")]
    [InlineData("The house hears the president of the court on Monday.", "Monday", ".", ". It meets then.")]
    [InlineData("The house hears the president of the court on Monday.", "president", " of the court", " — and the court —")]
    [InlineData("whether the people have a right", "right", "right", "right to it")]
    // So do brackets with a blank before them, and a sign that belongs to another figure.
    [InlineData("On Monday every member pays at the door.", "member", " pays", " (and guest) pays")]
    [InlineData("The members of old were 12 and the guests nine.", "12", " and the", ", $10 for the")]
    [InlineData("The members of old were 12 and the guests nine.", "12", " and the", " - the")]
    [InlineData("The members of old were 12 and the guests nine.", "12", " and the", " -- the")]
    [InlineData("It costs $5 and that is dear.", "$5", "dear", "cheap")]
    [InlineData("It costs 5 % and that is dear.", "5 %", "dear", "cheap")]
    public void A_word_stays_what_it_is_beside_others_and_a_part_of_a_word_in_the_same_one(string before, string noted, string replaced, string after)
    {
        var of = InOne(before, noted, before.Replace(replaced, after, StringComparison.Ordinal));
        Assert.Equal((AnchorState.Unchanged, noted), (of.State, of.Placed?.Quote?.Exact));
    }

    [Fact]
    public void The_whole_of_a_clause_stays_with_it_and_not_with_what_it_was_joined_to()
    {
        Assert.Equal((AnchorState.Moved, Evidence.SameClause), (Whole("garden", Library, Garden.Replace("house", "street", StringComparison.Ordinal)).State, Whole("garden", Library, Garden.Replace("house", "street", StringComparison.Ordinal)).Evidence));
        var (kept, joined) = (Whole("garden", $"{Library} {Garden}"), Whole("library", $"{Library} {Garden}"));
        Assert.Equal((AnchorState.Moved, AnchorState.Ambiguous), (kept.State, joined.State));
        Assert.Equal((Evidence.ClauseJoined, "garden"), (joined.Evidence, joined.Candidates.Single().Clause));
    }

    private static Reanchored Whole(string clause, params string[] texts) => Outcome(new Target(clause, 1), false, texts);

    private static Reanchored Of(string clause, string quote, string first, string? second = null, bool confirm = false)
    {
        var text = Clauses.Single(known => known.Id == clause).Text;
        var start = text.IndexOf(quote, StringComparison.Ordinal);
        return Outcome(Anchoring.Describe(clause, 1, text, start, start + quote.Length), confirm, second is null ? [first] : [first, second]);
    }

    private static Reanchored InOne(string before, string quote, string after)
    {
        ImmutableArray<ClauseDraft> parts = [new("1", ClauseKind.Point, 0, after)];
        var clauses = TextRevision.Clauses([parts[0] with { Text = before }], ["c"]);
        var pairs = Pairing.Propose(clauses, parts);
        pairs = Pairing.Correct(clauses, parts, pairs, pairs, new HashSet<int> { 0 });
        var start = before.IndexOf(quote, StringComparison.Ordinal);
        return new Reanchoring(clauses, TextRevision.Clauses(parts, ["c"]), pairs, 2).Of(Anchoring.Describe("c", 1, before, start, start + quote.Length));
    }

    private static Reanchored Outcome(Target target, bool confirm, params string[] texts)
    {
        ImmutableArray<ClauseDraft> parts = [.. texts.Select((text, i) => new ClauseDraft($"n{i + 1}", ClauseKind.Point, 0, text))];
        var pairs = Pairing.Propose(Clauses, parts);
        if (confirm)
            pairs = Pairing.Correct(Clauses, parts, pairs, pairs, Enumerable.Range(0, pairs.Length).ToHashSet());
        var next = TextRevision.Clauses(parts, Pairing.Ids(pairs, parts.Length, () => "new"));
        return new Reanchoring(Clauses, next, pairs, 2).Of(target);
    }
}
