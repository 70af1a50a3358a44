using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Importing;

/// <summary>
/// Where a passage of a file is in a document: in the clause that the file means, where that is here word by word; else in the one
/// clause in which its quote stands between the words that the file has around it. What is not there, or more than once, has no place:
/// a person says where it belongs.
/// </summary>
public sealed class Landing
{
    private const int MostCandidates = 8;

    /// <summary>So many places of a quote are looked at that are not between its words: a letter stands two million times in the longest text.</summary>
    private const int MostUnfit = 10_000;

    private readonly DocumentHeader header;
    private readonly Dictionary<(string? Edition, string Text), ImmutableArray<Clause>> texts;
    private readonly Dictionary<(string? Edition, string Clause), FlatText> flat = [];
    private readonly Dictionary<string, int> places;
    private readonly Dictionary<(TextQuoteSelector Quote, string? Edition), Search> searches = [];
    private readonly Dictionary<(string Clause, TextQuoteSelector Quote, string? Edition), bool?> named = [];

    public Landing(DocumentHeader header)
    {
        this.header = header;
        places = header.Clauses.Index().ToDictionary(clause => clause.Item.Id, clause => clause.Index);
        texts = header.Editions.Select(edition => edition.Id).Prepend(null).SelectMany(edition => header.Clauses.Select(clause => (Edition: edition, Clause: clause, Text: TextOf(clause.Id, edition))))
            .Where(one => !string.IsNullOrEmpty(one.Text)).GroupBy(one => (one.Edition, one.Text!)).ToDictionary(same => same.Key, same => same.Select(one => one.Clause).ToImmutableArray());
    }

    /// <param name="chosen">The clause that a person has chosen for it; null where nobody has.</param>
    public Landed Land(Passage passage, string? chosen = null)
    {
        if (passage.Edition is { } edition && header.Editions.All(known => known.Id != edition))
            return Landed.Not("no-such-edition", "The document has no edition of that name. Add it first, or choose the point.");
        if (chosen is not null)
            return Chosen(passage, chosen);
        if (passage.Earlier)
            return Landed.Not("earlier-text", "It is on an earlier text than the one that the file has, and nobody has said where it belongs since. Choose the point.", [.. CandidatesOf(passage)]);
        if (Meant(passage) is { } clause)
            return At(clause, passage);
        if (passage.Quote is not { Exact: { } exact } || string.IsNullOrWhiteSpace(exact))
            return Alike(passage) is { Length: > 1 } alike
                ? Landed.Not("ambiguous", "More than one point reads like the one that is meant. Choose.", alike)
                : Landed.Not("point-not-found", "No point reads like the one that is meant. Choose where it belongs.");
        return Quoted(passage);
    }

    /// <summary>The clause that the file means, where it reads here as there.</summary>
    private Clause? Meant(Passage passage)
    {
        if (passage.Clause is null)
            return null;
        if (header.ClausesById.TryGetValue(passage.Clause, out var same) && (passage.Text is null || passage.Text == TextOf(same.Id, passage.Edition)))
            return same;
        return Alike(passage) is [var one] ? one : null;
    }

    /// <summary>The clauses that read like the one in the file; of several, those that are labelled like it.</summary>
    private Clause[] Alike(Passage passage)
    {
        if (passage.Text is null || !texts.TryGetValue((passage.Edition, passage.Text), out var alike))
            return [];
        return alike.Length > 1 && alike.Where(clause => clause.Label == passage.Label).ToArray() is [_, ..] labelled ? labelled : [.. alike];
    }

    private Landed At(Clause clause, Passage passage)
    {
        var request = new TargetRequest(clause.Id, null, passage.Quote, passage.Position, passage.Edition);
        // Numbers alone say nothing where nobody knows the words that they count in: the whole of what is named is meant.
        if (passage.Quote is null && (passage.Position is null || passage.Text is null))
            return Landed.On(request with { Position = null });
        // A position says itself that half a word is meant.
        if (passage is { Quote: { } quote, Position: null })
            return CutsWord(clause.Id, quote, passage.Edition) switch { null => Quoted(passage), true => PartOfWord(clause), false => Landed.On(request) };
        try
        {
            Anchoring.Resolve(TextOf(clause.Id, passage.Edition) ?? "", request, 1);
            return Landed.On(request);
        }
        catch (RefusalException)
        {
            return passage.Quote is null ? Landed.Not("quote-not-found", "The passage does not lie within the point. Choose where it belongs.", clause) : Quoted(passage);
        }
    }

    /// <summary>Whether a quote stands there as a part of a word, and the file does not say that it is one; null where it does not stand there, or more than once. Looked for once.</summary>
    private bool? CutsWord(string clause, TextQuoteSelector quote, string? edition)
    {
        if (!named.TryGetValue((clause, quote, edition), out var cuts))
            named[(clause, quote, edition)] = cuts = Look();
        return cuts;

        bool? Look()
        {
            var text = TextOf(clause, edition) ?? "";
            try
            {
                var start = CodePoints.ToUtf16(text, Anchoring.Resolve(text, new TargetRequest(clause, null, quote), 1).Position!.Start);
                var words = FlatOf(clause, text, edition);
                return words.Find(FlatQuote.Of(quote), words.Of(start)) is { CutsWord: true };
            }
            catch (RefusalException)
            {
                return null;
            }
        }
    }

    private static Landed PartOfWord(Clause clause) => Landed.Not("quote-not-found", "The quote stands here as a part of a longer word. Choose the point.", clause);

    /// <summary>Where a passage may belong of which nothing is sure: in the clause that the file names, and where its quote stands.</summary>
    private IEnumerable<Clause> CandidatesOf(Passage passage)
    {
        var quote = FlatQuote.Of(passage.Quote ?? new TextQuoteSelector(""));
        return header.Clauses.Where(clause => clause.Id == passage.Clause).Concat(header.Clauses.Where(clause => WordsOf(clause.Id, passage.Edition)?.Find(quote, 0) is not null)).DistinctBy(clause => clause.Id).Take(MostCandidates);
    }

    /// <summary>The quote where it stands in that clause once, as whole words or as the file has it; else the whole of it.</summary>
    private Landed Chosen(Passage passage, string chosen)
    {
        if (!header.ClausesById.TryGetValue(chosen, out _) || TextOf(chosen, passage.Edition) is null)
            return Landed.Not("not-found", "There is no such point in this document. Choose another.");
        var whole = new TargetRequest(chosen, Edition: passage.Edition);
        if (passage.Quote is null)
            return Landed.On(whole);
        var quote = FlatQuote.Of(passage.Quote);
        var (all, fitting) = (0, 0);
        var (first, one) = (default(Occurrence), default(Occurrence));
        var words = WordsOf(chosen, passage.Edition);
        for (var found = Find(words, chosen, quote, passage.Edition, 0); found is { } at && fitting < 2; found = Find(words, chosen, quote, passage.Edition, at.Next))
        {
            if (at.CutsWord)
                continue;
            if (++all == 1)
                first = at;
            if (at.Fits)
                (fitting, one) = (fitting + 1, at);
        }

        return Landed.On(all == 1 ? Described(chosen, first, passage.Edition) : fitting == 1 ? Described(chosen, one, passage.Edition) : whole);
    }

    private Landed Quoted(Passage passage)
    {
        if (!searches.TryGetValue((passage.Quote!, passage.Edition), out var search))
            searches[(passage.Quote!, passage.Edition)] = search = SearchFor(passage.Quote!, passage.Edition);
        if (search.Many)
            return Landed.Not("ambiguous", "The quote stands in more than one place. Choose the point.", [.. search.Candidates]);
        if (search.GaveUp)
            return Landed.Not("quote-not-found", $"The quote stands here more than {MostUnfit} times, and not between the words that the file has around it. Choose the point.", [.. search.Candidates]);
        if (search.One is { At.CutsWord: true } part)
            return PartOfWord(part.Clause);
        if (search.One is { } only)
            // Another point than the one that the file names is nowhere to go without a person's word.
            return passage.Clause is { } meant && header.ClausesById.ContainsKey(meant) && only.Clause.Id != meant
                ? Landed.Not("moved", "The quote stands in another point than the one that the file names. Choose.", only.Clause)
                : Landed.On(Described(only.Clause.Id, only.At, passage.Edition));
        return Landed.Not("quote-not-found", search.Candidates.Length > 0 ? "The quote stands here, but not between the words that the file has around it. Choose the point." : "The quote does not stand in the text. Choose the point.", [.. search.Candidates]);
    }

    // A letter stands everywhere: that it is there twice is enough to know, and what is nowhere to go is not described.
    private Search SearchFor(TextQuoteSelector selector, string? edition)
    {
        var quote = FlatQuote.Of(selector);
        var (fitting, others) = (new List<Clause>(), new List<Clause>());
        (Clause Clause, Occurrence At)? one = null;
        var (many, unfit) = (false, 0);
        foreach (var clause in header.Clauses)
        {
            var (fits, any) = (0, false);
            var words = WordsOf(clause.Id, edition);
            for (var found = Find(words, clause.Id, quote, edition, 0); found is { } at && unfit <= MostUnfit; found = Find(words, clause.Id, quote, edition, at.Next))
            {
                any = true;
                if (!at.Fits)
                {
                    unfit++;
                    continue;
                }

                (many, one) = (fits > 0 || fitting.Count > 0, (clause, at));
                if (++fits > 1 || many)
                    break;
            }

            if (fits > 0)
                fitting.Add(clause);
            else if (any && others.Count < MostCandidates)
                others.Add(clause);
            if (fitting.Count == MostCandidates || unfit > MostUnfit)
                break;
        }

        return new Search(one, many, unfit > MostUnfit, [.. many ? fitting : fitting.Concat(others)]);
    }

    private FlatText? WordsOf(string clause, string? edition) => TextOf(clause, edition) is { Length: > 0 } text ? FlatOf(clause, text, edition) : null;

    private Occurrence? Find(FlatText? words, string clause, FlatQuote quote, string? edition, int from) =>
        words?.Find(quote, from) is not { } found ? null : found.Fits && !Stands(clause, found.Before, found.Behind, edition) ? found with { Fits = false } : found;

    private TargetRequest Described(string clause, Occurrence at, string? edition)
    {
        var here = Anchoring.Describe(clause, 1, TextOf(clause, edition)!, at.Start, at.End);
        return new TargetRequest(clause, null, here.Quote, here.Position, edition);
    }

    private FlatText FlatOf(string clause, string text, string? edition)
    {
        if (!flat.TryGetValue((edition, clause), out var words))
            flat[(edition, clause)] = words = new FlatText(text);
        return words;
    }

    /// <summary>Whether the words that the file has beyond the clause are those of its neighbours.</summary>
    private bool Stands(string clause, string before, string behind, string? edition)
    {
        if (before.Length == 0 && behind.Length == 0)
            return true;
        var at = places[clause];
        var (above, below) = (Next(at, -1, edition), Next(at, 1, edition));
        return (before.Length == 0 || Neighbour.FitsBefore(before, above.Words, header.Clauses[at].Label)) && (behind.Length == 0 || Neighbour.FitsBehind(behind, below.Words, below.Label));
    }

    /// <summary>The next clause that has words.</summary>
    private (string? Words, string? Label) Next(int at, int step, string? edition)
    {
        for (at += step; at >= 0 && at < header.Clauses.Length; at += step)
        {
            if (TextOf(header.Clauses[at].Id, edition) is { } text && FlatOf(header.Clauses[at].Id, text, edition).Words.Trim() is { Length: > 0 } words)
                return (words, header.Clauses[at].Label);
        }

        return default;
    }

    private string? TextOf(string clause, string? edition) =>
        edition is null ? header.ClausesById[clause].Text : header.Editions.First(known => known.Id == edition).Find(clause)?.Text;

    /// <summary>Where a quote stands between its words.</summary>
    /// <param name="One">The last of them.</param>
    /// <param name="GaveUp">Whether it stands in too many other places for all of them to be looked at: nobody knows whether there is one more.</param>
    private sealed record Search((Clause Clause, Occurrence At)? One, bool Many, bool GaveUp, ImmutableArray<Clause> Candidates);

    /// <summary>What became of a passage: a target, or why there is none and which clauses it could be.</summary>
    public sealed record Landed(TargetRequest? Target, string? Code, string? Reason, ImmutableArray<Clause> Candidates)
    {
        public static Landed On(TargetRequest target) => new(target, null, null, []);

        public static Landed Not(string code, string reason, params Clause[] candidates) => new(null, code, reason, [.. candidates.DistinctBy(clause => clause.Id).Take(MostCandidates)]);
    }
}
