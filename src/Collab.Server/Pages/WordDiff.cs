using Collab.Domain.Revisions;
using Collab.Web.Models;
using DiffPlex;

namespace Collab.Server.Pages;

/// <summary>Two wordings laid over each other, as they are shown.</summary>
internal sealed class WordDiff : IChunker
{
    /// <summary>Words of the one times words of the other, up to which they are compared one by one.</summary>
    private const long MostCompared = 1_000_000;

    private static readonly WordDiff Pieces = new();

    /// <summary>
    /// The words of both, in the order in which they are read: of what was replaced the earlier first. Long wordings are compared between the
    /// words that they have in common once, and so are all where the page has compared enough; where there are none near, all of it was replaced.
    /// </summary>
    public static IEnumerable<RevisionWord> Between(string before, string after, DiffBudget budget)
    {
        if (before == after)
            return before.Length > 0 ? [new(0, before)] : [];
        var (old, now) = (WordPieces.Of(before), WordPieces.Of(after));
        if (MayCompare((long)old.Count * now.Count, budget))
            return Compared(before, after);
        var shown = new List<RevisionWord>();
        var (from, to) = (0, 0);
        foreach (var (atOld, atNow) in WordAnchors.Of(old, now).Append((old.Count, now.Count)))
        {
            shown.AddRange(Between(old, from, atOld, now, to, atNow, budget));
            if (atOld < old.Count)
                shown.Add(new(0, old[atOld]));
            (from, to) = (atOld + 1, atNow + 1);
        }

        return Joined(shown);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Chunk(string text) => WordPieces.Of(text);

    private static List<RevisionWord> Between(IReadOnlyList<string> old, int from, int until, IReadOnlyList<string> now, int to, int end, DiffBudget budget)
    {
        if (until == from && end == to)
            return [];
        var (before, after) = (string.Concat(old.Skip(from).Take(until - from)), string.Concat(now.Skip(to).Take(end - to)));
        return MayCompare((long)(until - from) * (end - to), budget) ? Compared(before, after) : [new(-1, before), new(1, after)];
    }

    private static bool MayCompare(long words, DiffBudget budget) => words <= MostCompared && budget.Take(words);

    private static List<RevisionWord> Compared(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Pieces);
        var shown = new List<RevisionWord>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Show(0, diff.PiecesNew, at, block.InsertStartB);
            Show(-1, diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Show(1, diff.PiecesNew, block.InsertStartB, at = block.InsertStartB + block.InsertCountB);
        }

        Show(0, diff.PiecesNew, at, diff.PiecesNew.Count);
        return shown;

        void Show(int kept, IReadOnlyList<string> pieces, int first, int past)
        {
            if (past > first)
                shown.Add(new(kept, string.Concat(pieces.Skip(first).Take(past - first))));
        }
    }

    /// <summary>What stayed beside what stayed is one.</summary>
    private static IEnumerable<RevisionWord> Joined(List<RevisionWord> shown)
    {
        for (var i = 0; i < shown.Count;)
        {
            var past = i + 1;
            while (past < shown.Count && shown[past].Kept == shown[i].Kept)
                past++;
            yield return shown[i] with { Text = string.Concat(shown.Skip(i).Take(past - i).Select(word => word.Text)) };
            i = past;
        }
    }
}
