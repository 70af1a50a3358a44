namespace Collab.Formats.Import.Markdown;

/// <summary>Front matter as people write it: <c>key: value</c> and lists of words. Not YAML: nothing nested is understood, or needed.</summary>
internal static class FrontMatter
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        string? key = null;
        var values = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            var colon = trimmed.IndexOf(':');
            if (trimmed.Length == 0 || trimmed[0] == '#' || trimmed is "---" or "...")
                continue;
            if (key is not null && (char.IsWhiteSpace(line[0]) || trimmed.StartsWith("- ", StringComparison.Ordinal) || colon < 1))
            {
                values.Add(Unquote(trimmed.StartsWith("- ", StringComparison.Ordinal) ? trimmed[2..] : trimmed));
                continue;
            }

            if (colon < 1)
                continue;
            if (Entry(key, values) is { } entry)
                yield return entry;
            key = Unquote(trimmed[..colon]);
            values = [Unquote(trimmed[(colon + 1)..])];
        }

        if (Entry(key, values) is { } last)
            yield return last;
    }

    private static KeyValuePair<string, string>? Entry(string? key, List<string> values)
    {
        var value = string.Join(", ", values.Where(value => value.Length > 0 && value is not ("|" or ">" or "|-" or ">-")));
        return string.IsNullOrWhiteSpace(key) || value.Length == 0 ? null : new(key, value);
    }

    private static string Unquote(string text)
    {
        text = text.Trim();
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0])
            return text[1..^1];
        return text.Length >= 2 && text[0] == '[' && text[^1] == ']' ? text[1..^1].Trim() : text;
    }
}
