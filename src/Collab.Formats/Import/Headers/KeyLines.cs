using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Headers;

/// <summary>Reads blocks of <c>Key: value</c> lines. A single one is believed only if its key is known.</summary>
internal sealed class KeyLines(IReadOnlyList<Line> lines, int end)
{
    private const int LongestValue = 2_000;
    private readonly List<(string Key, string Value)> _entries = [];

    public IReadOnlyList<(string Key, string Value)> Entries => _entries;

    /// <summary>Reads the block, if it is one.</summary>
    public bool Read(int start, int next)
    {
        var block = new List<(string Key, string Value)>();
        var keys = 0;
        for (var i = start; i < next; i++)
        {
            if (HeaderKey.Read(lines[i].Text) is { } entry && (i == start || lines[i].Indent <= lines[start].Indent + 1))
            {
                block.Add(entry);
                keys++;
            }
            else if (block.Count == 0)
            {
                return false;
            }
            else
            {
                block[^1] = (block[^1].Key, $"{block[^1].Value} {lines[i].Text}");
            }
        }

        // More lines without a key than with one: a paragraph that happens to begin with "We resolve:".
        var isBlock = block.All(entry => HeaderKey.IsKnown(entry.Key)) || (keys >= 2 && keys * 2 >= next - start && !IsDialogue(block, start, next));
        if (!isBlock || keys * 3 < next - start || block.Exists(entry => entry.Value.Length > LongestValue))
            return false;
        _entries.AddRange(block);
        return true;
    }

    /// <returns>The first line after this block and those that follow it.</returns>
    public int ReadOn(int at)
    {
        while (at < end)
        {
            var next = at + 1;
            while (next < end && !lines[next].AfterBlank)
                next++;
            if (!Read(at, next))
                break;
            at = next;
        }

        return at;
    }

    /// <summary>Names of speakers come again; keys do not.</summary>
    private bool IsDialogue(List<(string Key, string Value)> block, int start, int next)
    {
        var unknown = block.Where(entry => !HeaderKey.IsKnown(entry.Key)).Select(entry => entry.Key).ToList();
        var names = unknown.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Count < unknown.Count)
            return true;
        for (var i = 0; i < lines.Count; i++)
        {
            if ((i < start || i >= next) && HeaderKey.Read(lines[i].Text) is var (key, _) && names.Contains(key))
                return true;
        }

        return false;
    }
}
