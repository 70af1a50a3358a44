using System.Text;

namespace Collab.Domain.Revisions;

/// <summary>A run of words that both wordings have, or one of them alone.</summary>
/// <param name="Kept">Zero for both, below for the earlier alone, above for the later.</param>
public sealed record WordChange(int Kept, string Text)
{
    /// <summary>Longer texts are shown one after the other: the table of a comparison grows with both.</summary>
    private const int MostCells = 4_000_000;

    /// <summary>The words of two wordings, in the order in which they are read (longest common subsequence).</summary>
    public static IReadOnlyList<WordChange> Between(string before, string after)
    {
        var (a, b) = (Words(before), Words(after));
        if ((long)a.Count * b.Count > MostCells)
            return [new(-1, before), new(1, after)];
        var common = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var runs = new Runs();
        for (var (i, j) = (0, 0); i < a.Count || j < b.Count;)
        {
            if (i < a.Count && j < b.Count && a[i] == b[j])
                (i, j) = (i + 1, runs.Add(0, b[j], j));
            else if (i < a.Count && (j == b.Count || common[i + 1, j] >= common[i, j + 1]))
                i = runs.Add(-1, a[i], i);
            else
                j = runs.Add(1, b[j], j);
        }

        return runs.All;
    }

    /// <summary>Each with the space behind it; a letter of a script without spaces by itself.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (word.Length > 0 && (Vocabulary.IsUnspaced(rune) || (char.IsWhiteSpace(word[^1]) && !Rune.IsWhiteSpace(rune))))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(rune);
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    private sealed class Runs
    {
        public List<WordChange> All { get; } = [];

        /// <returns>The next place.</returns>
        public int Add(int kept, string word, int at)
        {
            if (All is [.., var last] && last.Kept == kept)
                All[^1] = last with { Text = last.Text + word };
            else
                All.Add(new(kept, word));
            return at + 1;
        }
    }
}
