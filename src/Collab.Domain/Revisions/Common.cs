using System.Numerics;

namespace Collab.Domain.Revisions;

/// <summary>How many words two texts have in common in the same order (longest common subsequence, 64 words at a time: Crochemore et al. 2001).</summary>
internal static class Common
{
    public static int Words(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0)
            return 0;
        var blocks = (a.Length + 63) / 64;
        var places = new Dictionary<int, ulong[]>();
        for (var i = 0; i < a.Length; i++)
        {
            if (!places.TryGetValue(a[i], out var mask))
                places[a[i]] = mask = new ulong[blocks];
            mask[i / 64] |= 1UL << (i % 64);
        }

        var state = new ulong[blocks];
        Array.Fill(state, ulong.MaxValue);
        foreach (var word in b)
        {
            if (places.TryGetValue(word, out var mask))
                Step(state, mask);
        }

        var missing = state.Sum(BitOperations.PopCount) - ((blocks * 64) - a.Length);
        return a.Length - missing;
    }

    /// <summary>What is common, of both together: 0 to 1. Where sentences have changed places, the words that follow each other count.</summary>
    public static double Likeness(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0)
            return 0;
        var inOrder = 2.0 * Words(a, b) / (a.Length + b.Length);
        return inOrder > 0.9 ? inOrder : Math.Max(inOrder, 2.0 * Followers(a, b) / (a.Length + b.Length));
    }

    private static int Followers(int[] a, int[] b)
    {
        var counts = new Dictionary<(int, int), int>();
        for (var i = 1; i < a.Length; i++)
            counts[(a[i - 1], a[i])] = counts.GetValueOrDefault((a[i - 1], a[i])) + 1;
        var common = 0;
        for (var i = 1; i < b.Length; i++)
        {
            if (counts.TryGetValue((b[i - 1], b[i]), out var left) && left > 0)
            {
                counts[(b[i - 1], b[i])] = left - 1;
                common++;
            }
        }

        return common;
    }

    private static void Step(ulong[] state, ulong[] mask)
    {
        var carry = 0UL;
        for (var i = 0; i < state.Length; i++)
        {
            var (before, matched) = (state[i], state[i] & mask[i]);
            var sum = before + matched;
            var over = sum < before ? 1UL : 0UL;
            sum += carry;
            carry = over | (sum < carry ? 1UL : 0UL);
            state[i] = sum | (before & ~mask[i]);
        }
    }
}
