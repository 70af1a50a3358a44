using System.Collections.Immutable;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Domain.Tests.Revisions;

/// <summary>Which clause goes on as which part of the next revision.</summary>
public sealed class PairingTests
{
    private const string Library = "The library opens at eight and stays open until the last reader has gone home.",
        Garden = "The garden belongs to all who live in the house, and nobody may fence off a part of it.",
        Minutes = "Minutes are kept of every meeting, and whoever was there may correct them within a week.",
        Fees = "Nobody pays for anything, unless the meeting has decided so by two thirds of its voices.";

    private static readonly ImmutableArray<Clause> Clauses = TextRevision.Clauses([.. new[] { Library, Garden, Minutes, Fees }.Select(Draft)], ["library", "garden", "minutes", "fees"]);

    [Fact]
    public void Each_change_is_told_with_its_evidence()
    {
        Assert.Equal(["Unchanged library>0", "Unchanged garden>1", "Unchanged minutes>2", "Unchanged fees>3"], Changes(Library, Garden, Minutes, Fees));
        Assert.Equal(["Unchanged library>0", "Inserted >1", "Unchanged garden>2", "Unchanged minutes>3", "Unchanged fees>4"], Changes(Library, "Dogs are kept on a lead wherever children play.", Garden, Minutes, Fees));
        Assert.Equal(["Unchanged library>0", "Deleted garden>", "Unchanged minutes>1", "Unchanged fees>2"], Changes(Library, Minutes, Fees));
        Assert.Equal(["Unchanged garden>0", "Unchanged minutes>1", "Unchanged fees>2", "Moved library>3"], Changes(Garden, Minutes, Fees, Library));
        Assert.Equal(["Unchanged library>0", "Merged garden,minutes>1", "Unchanged fees>2"], Changes(Library, $"{Garden} {Minutes}", Fees));
        Assert.Equal(["Unchanged library>0", "Split garden>1,2", "Unchanged minutes>3", "Unchanged fees>4"], Changes(Library, "The garden belongs to all who live in the house,", "and nobody may fence off a part of it.", Minutes, Fees));
        var reworded = Pairing.Propose(Clauses, [.. new[] { Library, Garden.Replace("house", "street", StringComparison.Ordinal), Minutes, Fees }.Select(Draft)])[1];
        Assert.Equal((ClauseChange.Reworded, true), (reworded.Change, reworded.Sure));
        Assert.InRange(reworded.Likeness, 0.9, 0.99);
    }

    [Fact]
    public void What_is_not_sure_waits_for_a_person()
    {
        // Two that are nearly it; the same number with other words; the same words twice, between others.
        Assert.Contains("Reworded? garden>1", Changes(Library, Garden.Replace("house", "street", StringComparison.Ordinal), Garden.Replace("nobody", "no one", StringComparison.Ordinal), Minutes, Fees));
        Assert.Contains("Reworded? garden>1", Changes(Library, "Bicycles stand in the cellar at their owners' risk.", Minutes, Fees));
        Assert.Contains(Changes(Library, "New.", Garden, Garden, "Newer.", "Newest.", Minutes, Fees), change => change.StartsWith("Unchanged? garden", StringComparison.Ordinal));
    }

    [Fact]
    public void A_few_words_that_stand_elsewhere_are_not_surely_the_same_clause()
    {
        // Another point is repealed, and that one has words again; far away; two that changed their places.
        Assert.Contains("Unchanged? c2>3", Of([Library, Garden, "Repealed.", Minutes, Fees], [Library, Garden, "Dogs are kept on a lead wherever children play.", "Repealed.", Fees]));
        Assert.Contains("Moved? c1>3", Of([Library, "Repealed.", Garden, Minutes, Fees], [Library, Garden, Minutes, "Repealed.", Fees]));
        // Where all around it stays it is itself, also when others come and go beside it.
        Assert.Contains("Unchanged c2>2", Of([Library, Garden, "Repealed.", Minutes, Fees], [Library, Garden, "Repealed.", Minutes, Fees]));
        Assert.Contains("Unchanged c2>3", Of([Library, Garden, "Repealed.", Minutes, Fees], [Library, Garden, "Dogs are kept on a lead wherever children play.", "Repealed.", Minutes, Fees]));
        Assert.Contains("Unchanged c2>1", Of([Library, Garden, "Repealed.", Minutes, Fees], [Library, "Repealed.", Minutes, Fees]));
    }

    [Fact]
    public void What_is_merged_or_split_is_not_sure_where_others_are_as_much_like_it()
    {
        string[] culture = ["The committee on culture meets on Mondays in the small hall of the old library.", "It reports in writing to the whole council every year in the month of April."];
        var (finance, sports) = (Other("finance", "March"), Other("sports", "May"));
        Assert.Contains("Merged? c0,c1>2", Of([.. culture, Garden, Minutes, .. finance], [Garden, Minutes, string.Join(' ', sports)]));
        Assert.Contains("Split? c0>2,3", Of([string.Join(' ', culture), Garden, Minutes, string.Join(' ', finance)], [Garden, Minutes, .. sports]));
        // What stays word for word is no rival.
        Assert.Contains("Merged c0,c1>4", Of([.. culture, Garden, Minutes, .. finance], [Garden, Minutes, .. finance, string.Join(' ', culture)]));

        string[] Other(string committee, string month) => [.. culture.Select(text => text.Replace("culture", committee, StringComparison.Ordinal).Replace("April", month, StringComparison.Ordinal))];
    }

    [Fact]
    public void Nothing_is_sure_among_many_that_are_nearly_the_same()
    {
        string[] towns = [.. Enumerable.Range(0, 60).Select(town => Town($"town{town}", town == 30 ? "(coastal)" : "(inland)"))];
        Assert.Contains(Of(towns, [.. towns.Where((_, town) => town != 30), Town("town99", "(coastal)")]), change => change.StartsWith("Moved? c30>59", StringComparison.Ordinal));

        static string Town(string name, string where) => $"The delegates of {name} {where} send their report to the secretary of the union not later than the first day of June, with all that belongs to it.";
    }

    [Fact]
    public void Nothing_is_sure_beside_a_twin_that_very_many_stand_around()
    {
        const string Formula = "Whereas the delegates of all the towns of the union have met and have heard the report of the secretary it is resolved that",
            Own = "the old bridge by the mill is mended with oak before the first frost and painted red by the";
        string[] before = [.. Enumerable.Range(0, 60).Select(town => $"{Formula} town{town} builds a school."), $"{Formula} {Own} carpenters.", $"{Formula} {Own} masons."];
        Assert.Contains(Of(before, [.. before[..60], $"{Formula} {Own} carpenters or masons at once."]), change => change.Contains('?', StringComparison.Ordinal) && change.EndsWith(">60", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Of(string[] before, string[] after) =>
        Pairing.Propose(TextRevision.Clauses([.. before.Select(Draft)], [.. before.Select((_, i) => $"c{i}")]), [.. after.Select(Draft)]).Select(Told);

    [Fact]
    public void What_a_person_says_or_confirms_is_sure_and_what_they_only_repeat_is_not()
    {
        ImmutableArray<ClauseDraft> parts = [.. new[] { Library, "Bicycles stand in the cellar at their owners' risk.", Minutes, Fees }.Select(Draft)];
        var proposal = Pairing.Propose(Clauses, parts);
        Assert.False(Pairing.Correct(Clauses, parts, proposal, proposal, new HashSet<int>())[1].Sure);
        Assert.True(Pairing.Correct(Clauses, parts, proposal, proposal, new HashSet<int> { 1 })[1].Sure);
        var corrected = Pairing.Correct(Clauses, parts, proposal, [proposal[0], Pair(["garden"]), Pair([], 1), proposal[2], proposal[3]], new HashSet<int>());
        Assert.Equal(["Unchanged library>0", "Deleted garden>", "Inserted >1", "Unchanged minutes>2", "Unchanged fees>3"], corrected.OrderBy(pair => pair.Parts.IsEmpty ? 0.5 : pair.Parts[0]).Select(Told));
        Assert.Equal(["library", "new", "minutes", "fees"], Pairing.Ids(corrected, 4, () => "new").AsEnumerable());
        var merged = Pairing.Correct(Clauses, parts, proposal, [Pair(["garden", "library"], 0), Pair([], 1), Pair(["minutes"], 2), Pair(["fees"], 3)], new HashSet<int>());
        Assert.Equal(["garden", "new", "minutes", "fees"], Pairing.Ids(merged, 4, () => "new").AsEnumerable());
    }

    [Fact]
    public void A_pairing_that_leaves_something_out_or_names_it_twice_is_refused()
    {
        ImmutableArray<ClauseDraft> parts = [.. new[] { Library, Garden, Minutes, Fees }.Select(Draft)];
        var proposal = Pairing.Propose(Clauses, parts);
        Assert.All<ImmutableArray<ClausePair>>(
            [proposal.RemoveAt(0), proposal.Add(proposal[0]), proposal.SetItem(0, Pair(["library"], 7)), proposal.SetItem(0, Pair(["other"], 0)), proposal.SetItem(0, Pair(["library"])),
                [Pair(["library", "garden"], 0, 1), proposal[2], proposal[3]], [Pair(["library", "garden"]), Pair([], 0, 1), proposal[2], proposal[3]]],
            given => Assert.Equal("not-paired", Assert.Throws<RefusalException>(() => Pairing.Correct(Clauses, parts, proposal, given, new HashSet<int>())).Code));
    }

    private static List<string> Changes(params string[] texts) => [.. Pairing.Propose(Clauses, [.. texts.Select(Draft)]).Select(Told)];

    private static string Told(ClausePair pair) => $"{pair.Change}{(pair.Sure ? "" : "?")} {string.Join(',', pair.Clauses)}>{string.Join(',', pair.Parts)}";

    private static ClausePair Pair(ImmutableArray<string> clauses, params int[] parts) => new(clauses, [.. parts], ClauseChange.Unchanged, 0, false);

    private static ClauseDraft Draft(string text, int i) => new($"{i + 1}", ClauseKind.Point, 0, text);
}
