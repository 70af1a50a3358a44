namespace Collab.Server.Pages;

/// <summary>Words that stand once in either of two wordings: what lies between two of them is compared by itself (Cohen's patience diff).</summary>
internal static class WordAnchors
{
    /// <summary>Of those words as many as stand in the same order in both.</summary>
    public static IReadOnlyList<(int Before, int After)> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var there = Once(after);
        var pairs = Once(before).Where(word => there.ContainsKey(word.Key)).Select(word => (Before: word.Value, After: there[word.Key])).OrderBy(pair => pair.Before).ToArray();
        // The longest ascending row: of the rows of each length the one that ends lowest, and what came before each pair in its row.
        var (ends, last) = (new List<int>(), new int[pairs.Length]);
        for (var i = 0; i < pairs.Length; i++)
        {
            var length = LengthBelow(pairs[i].After);
            last[i] = length > 0 ? ends[length - 1] : -1;
            if (length == ends.Count)
                ends.Add(i);
            else
                ends[length] = i;
        }

        var row = new List<(int, int)>(ends.Count);
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = last[i])
            row.Add(pairs[i]);
        row.Reverse();
        return row;

        int LengthBelow(int place)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].After < place ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }

    private static Dictionary<string, int> Once(IReadOnlyList<string> words) =>
        words.Index().GroupBy(word => word.Item).Where(same => same.Skip(1).Any() is false).ToDictionary(same => same.Key, same => same.First().Index);
}
