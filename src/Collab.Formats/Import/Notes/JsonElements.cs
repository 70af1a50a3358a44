using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads what may be there, and may be of another kind than one would think: files are written by others.</summary>
public static class JsonElements
{
    public static JsonElement? Get(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? found : null;

    public static string? Text(this JsonElement json, string name) => json.Get(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    public static int? Number(this JsonElement json, string name) => json.Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public static bool Flag(this JsonElement json, string name) => json.Get(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A list; one thing that stands alone is a list of one, as in JSON-LD.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name) => json.Get(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } one => [one],
    };

    public static ImmutableArray<string> Texts(this JsonElement json, string name) => [.. json.List(name).Select(one => one.Text()).OfType<string>()];

    /// <summary>A time; one without a zone is taken for UTC. Null where there is none that can be read.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string name) => TimeOf(json.Text(name));

    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
