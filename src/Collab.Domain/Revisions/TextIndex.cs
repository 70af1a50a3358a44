namespace Collab.Domain.Revisions;

/// <summary>Finds which texts have two words that follow each other in common with one: only these are worth comparing.</summary>
internal sealed class TextIndex
{
    /// <summary>What stands in more texts than this tells none from another.</summary>
    private const int TooCommon = 48;

    private readonly Dictionary<(int, int), List<int>> _places = [];

    public TextIndex(int[][] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            foreach (var pair in Pairs(texts[i]))
            {
                if (!_places.TryGetValue(pair, out var places))
                    _places[pair] = places = [];
                if (places.Count <= TooCommon)
                    places.Add(i);
            }
        }
    }

    /// <summary>The texts that share most, best first.</summary>
    /// <param name="common">Whether what stands in very many texts counts too: of these some, of which each is as good a rival as all.</param>
    /// <param name="counts">Which texts are asked for; null for all.</param>
    public IEnumerable<int> Nearest(int[] text, int most, bool common = false, Func<int, bool>? counts = null)
    {
        var shared = new Dictionary<int, int>();
        foreach (var pair in Pairs(text))
        {
            if (_places.TryGetValue(pair, out var places) && (common || places.Count <= TooCommon))
                places.ForEach(place => shared[place] = shared.GetValueOrDefault(place) + 1);
        }

        return shared.Where(found => counts?.Invoke(found.Key) ?? true).OrderByDescending(found => found.Value).ThenBy(found => found.Key).Take(most).Select(found => found.Key);
    }

    private static HashSet<(int, int)> Pairs(int[] text)
    {
        var pairs = new HashSet<(int, int)>();
        for (var i = 0; i < text.Length; i++)
            pairs.Add((i == 0 ? -1 : text[i - 1], text[i]));
        return pairs;
    }
}
