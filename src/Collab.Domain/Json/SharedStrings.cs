using System.Text.Json;

namespace Collab.Domain.Json;

/// <summary>Short strings of one JSON, of which equal ones are the same: a note's author is a string for all that the author wrote.</summary>
internal sealed class SharedStrings
{
    private const int Longest = 128;

    private readonly Dictionary<string, string> _known = [];

    /// <summary>The next value; null where it is null, or <paramref name="end"/>.</summary>
    public string? Next(ref Utf8JsonReader reader, JsonTokenType end = JsonTokenType.Null)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null || reader.TokenType == end)
            return null;
        if (reader.HasValueSequence || reader.ValueSpan.Length > Longest)
            return reader.GetString();
        Span<char> buffer = stackalloc char[Longest];
        ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var same))
            return same;
        var added = text.ToString();
        return _known[added] = added;
    }
}
