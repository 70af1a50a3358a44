using System.Collections.Immutable;

namespace Collab.Domain.Revisions;

/// <summary>Finds clauses that have become one, and one that has become several: neighbours whose words stand nearly all in it, and make up nearly all of it.</summary>
internal static class JoinedText
{
    private const double Nearly = 0.75, Surely = 0.85;

    /// <summary>Fewer words than these stand anywhere by chance.</summary>
    private const int FewestWords = 5;

    public static List<ClausePair> Find(PairingDraft draft)
    {
        var found = new List<ClausePair>();
        for (var part = 0; part < draft.Parts.Count; part++)
        {
            if (draft.IsFreePart(part) && Pieces(draft.NewWords[part], draft.ClausesNear(part), draft.OldWords, draft.IsFreeClause) is { } merged)
            {
                merged.Pieces.ForEach(clause => draft.Joined.Add(clause));
                draft.JoinedParts.Add(part);
                found.Add(new([.. merged.Pieces.Select(clause => draft.Clauses[clause].Id)], [part], ClauseChange.Merged, merged.Share,
                    merged.Share >= Surely && !IsMergeRivalled(draft, merged.Pieces, part)));
            }
        }

        for (var clause = 0; clause < draft.Clauses.Count; clause++)
        {
            if (draft.IsFreeClause(clause) && Pieces(draft.OldWords[clause], draft.PartsNear(clause), draft.NewWords, draft.IsFreePart) is { } split)
            {
                split.Pieces.ForEach(part => draft.JoinedParts.Add(part));
                draft.Joined.Add(clause);
                found.Add(new([draft.Clauses[clause].Id], [.. split.Pieces], ClauseChange.Split, split.Share,
                    split.Share >= Surely && !IsSplitRivalled(draft, clause, split.Pieces)));
            }
        }

        return found;
    }

    /// <summary>The pieces that make up a whole, the longest first: it is the one that goes on. Null where there are not two at least.</summary>
    private static (List<int> Pieces, double Share)? Pieces(int[] whole, IEnumerable<int> near, int[][] texts, Func<int, bool> isFree)
    {
        var inside = near.Where(piece => isFree(piece) && texts[piece].Length >= FewestWords)
            .Select(piece => (Piece: piece, Words: Common.Words(texts[piece], whole)))
            .Where(piece => piece.Words >= Nearly * texts[piece.Piece].Length)
            .ToDictionary(piece => piece.Piece, piece => piece.Words);
        var best = Runs(inside.Keys.Order()).Where(run => run.Count > 1).MaxBy(run => run.Sum(piece => inside[piece]));
        if (best is null)
            return null;
        var joined = Common.Words([.. best.SelectMany(piece => texts[piece])], whole);
        var share = Math.Min((double)joined / whole.Length, (double)joined / best.Sum(piece => texts[piece].Length));
        return share < Nearly ? null : ([.. best.OrderByDescending(piece => texts[piece].Length).ThenBy(piece => piece)], share);
    }

    /// <summary>Whether another clause stands in the part nearly as much as one of the pieces, or one of them in another part.</summary>
    private static bool IsMergeRivalled(PairingDraft draft, List<int> pieces, int part)
    {
        var least = pieces.Min(piece => Share(draft.OldWords[piece], draft.NewWords[part]));
        return draft.RivalClauses(-1, part).Any(other => !pieces.Contains(other) && !draft.IsSettledClause(other) && IsNearly(draft.OldWords[other], draft.NewWords[part], least))
            || pieces.Any(piece => draft.RivalParts(piece, part).Any(other => IsNearly(draft.OldWords[piece], draft.NewWords[other], least)));
    }

    /// <inheritdoc cref="IsMergeRivalled"/>
    private static bool IsSplitRivalled(PairingDraft draft, int clause, List<int> pieces)
    {
        var least = pieces.Min(piece => Share(draft.NewWords[piece], draft.OldWords[clause]));
        return draft.RivalParts(clause, -1).Any(other => !pieces.Contains(other) && IsNearly(draft.NewWords[other], draft.OldWords[clause], least))
            || pieces.Any(piece => draft.RivalClauses(clause, piece).Any(other => !draft.IsSettledClause(other) && IsNearly(draft.NewWords[piece], draft.OldWords[other], least)));
    }

    private static bool IsNearly(int[] piece, int[] whole, double least) => piece.Length >= FewestWords && Share(piece, whole) > least - AlikeText.Margin;

    /// <summary>How much of a piece stands in the whole.</summary>
    private static double Share(int[] piece, int[] whole) => (double)Common.Words(piece, whole) / piece.Length;

    private static List<List<int>> Runs(IEnumerable<int> places)
    {
        var runs = new List<List<int>>();
        foreach (var place in places)
        {
            if (runs.Count > 0 && runs[^1][^1] == place - 1)
                runs[^1].Add(place);
            else
                runs.Add([place]);
        }

        return runs;
    }
}
