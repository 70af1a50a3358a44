using System.Collections.Immutable;
using Collab.Domain.Revisions;

namespace Collab.Domain.Documents;

/// <summary>What the text said before it was revised.</summary>
/// <param name="Revision">Its number, from 1.</param>
/// <param name="Until">The last seq at which it was the text: that of the moment before the next revision.</param>
/// <param name="Pairs">Which of its clauses went on as which parts of the next revision.</param>
public sealed record FormerText(int Revision, long Until, ImmutableArray<Clause> Clauses, ImmutableArray<ClausePair> Pairs)
{
    /// <summary>Most revisions of a document: each is kept whole, in its state too.</summary>
    public const int MostRevisions = 100;

    public Clause? Find(string clause) => Clauses.FirstOrDefault(known => known.Id == clause);

    /// <summary>Of the former texts what the text now does not say, without the pairs: a clause that is not in them says the same.</summary>
    public static ImmutableArray<FormerText> Changed(ImmutableArray<FormerText> former, ImmutableDictionary<string, Clause> now) =>
        [.. former.Select(text => text with { Clauses = [.. text.Clauses.Where(clause => now.GetValueOrDefault(clause.Id)?.Text != clause.Text)], Pairs = [] })];

    /// <summary>The text at one clause alone.</summary>
    public FormerText Only(string clause) => this with { Clauses = [.. Clauses.Where(known => known.Id == clause)] };

    /// <summary>The clauses that are in a former text and not in the one now, each with its last words and the revision that had them; the latest that went first.</summary>
    public static IReadOnlyList<(Clause Clause, int Revision)> Gone(ImmutableArray<FormerText> former, ImmutableDictionary<string, Clause> now)
    {
        var known = new HashSet<string>();
        return [.. former.Reverse().SelectMany(text => text.Clauses.Where(clause => !now.ContainsKey(clause.Id) && known.Add(clause.Id)).Select(clause => (clause, text.Revision)))];
    }
}
