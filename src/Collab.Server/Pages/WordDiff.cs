using Collab.Domain.Revisions;
using Collab.Web.Models;
using DiffPlex;

namespace Collab.Server.Pages;

/// <summary>Two wordings laid over each other, as they are shown.</summary>
internal sealed class WordDiff : IChunker
{
    private static readonly WordDiff Pieces = new();

    /// <summary>The words of both, in the order in which they are read: of what was replaced the earlier first.</summary>
    public static IEnumerable<RevisionWord> Between(string before, string after)
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

        void Show(int kept, IReadOnlyList<string> pieces, int from, int to)
        {
            if (to > from)
                shown.Add(new(kept, string.Concat(pieces.Skip(from).Take(to - from))));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Chunk(string text) => WordPieces.Of(text);
}
