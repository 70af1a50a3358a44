using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Collab.Server.Tests.Docs;

/// <summary>
/// The JSON Schemas of docs/schemas, read as strictly as they can be meant: an answer with a field that no schema describes is wrong
/// here, though clients must bear it.
/// </summary>
internal sealed class SchemaFolder
{
    private const string Ending = ".schema.json", Parts = "parts";

    private readonly Dictionary<string, JsonNode> _sources = [];
    private readonly Dictionary<string, JsonSchema> _schemas = [];
    // A watcher's items are held against it beside the answers to calls.
    private readonly ConcurrentDictionary<string, bool> _seen = [];

    private SchemaFolder()
    {
    }

    public static string Folder { get; } = Repository.Path("docs", "schemas");

    /// <summary>The names of all schemas but the one that holds their parts.</summary>
    public IEnumerable<string> Names => _sources.Keys.Where(name => name != Parts).Order(StringComparer.Ordinal);

    /// <summary>Properties that some schema describes and nothing that was demanded had, as <c>file#pointer</c>.</summary>
    public IEnumerable<string> Unseen => _sources.SelectMany(source => Declared(source.Key, source.Value, "")).Except(_seen.Keys).Order(StringComparer.Ordinal);

    public static async Task<SchemaFolder> OpenAsync()
    {
        var folder = new SchemaFolder();
        foreach (var file in Directory.EnumerateFiles(Folder, "*" + Ending))
            folder._sources[NameOf(file)] = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        foreach (var (name, source) in folder._sources)
        {
            // The parts go along under the older name: the validator loses references from file to file and on, and within $defs.
            var copy = source.DeepClone();
            copy["$defs"] = folder._sources[Parts]["$defs"]!.DeepClone();
            Close(copy);
            var whole = copy.ToJsonString().Replace(Parts + Ending + "#/", "#/").Replace("#/$defs/", "#/definitions/").Replace("\"$defs\":", "\"definitions\":");
            folder._schemas[name] = await JsonSchema.FromJsonAsync(whole);
        }

        return folder;
    }

    public static string NameOf(string file) => Path.GetFileName(file)[..^Ending.Length];

    public JsonNode Source(string name) => _sources[name];

    /// <summary>What is wrong with a JSON text; nothing where it is as the schema says.</summary>
    public IReadOnlyList<string> Errors(string name, string json) => [.. _schemas[name].Validate(json).Select(error => error.ToString())];

    /// <summary>Fails where the JSON is not as the schema says; remembers which of its properties were there.</summary>
    public void Demand(string name, string json)
    {
        Assert.True(_schemas.ContainsKey(name), $"There is no schema {name}.");
        var errors = Errors(name, json);
        Assert.True(errors.Count == 0, $"{name}: {string.Join("; ", errors)} in {json}");
        Mark(name, "", JsonNode.Parse(json));
    }

    /// <summary>The schema at a place, behind its reference.</summary>
    private (string Name, string Pointer, JsonNode Schema) Resolve(string name, string pointer)
    {
        var schema = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(_sources[name], (node, part) => node[part]!);
        if ((string?)schema["$ref"] is not { } reference)
            return (name, pointer, schema);
        var parts = reference.Split('#');
        return Resolve(parts[0].Length == 0 ? name : NameOf(parts[0]), parts[1]);
    }

    private void Mark(string at, string place, JsonNode? value)
    {
        var (name, pointer, schema) = Resolve(at, place);
        if (value is JsonObject fields && schema["properties"] is JsonObject)
        {
            foreach (var (field, inner) in fields)
            {
                _seen[$"{name}#{pointer}/properties/{field}"] = true;
                Mark(name, $"{pointer}/properties/{field}", inner);
            }
        }
        else if (value is JsonArray items && schema["items"] is not null)
        {
            foreach (var item in items)
                Mark(name, $"{pointer}/items", item);
        }
    }

    private static IEnumerable<string> Declared(string name, JsonNode? node, string pointer) => node switch
    {
        JsonObject schema => schema.SelectMany(part => Declared(name, part.Value, $"{pointer}/{part.Key}"))
            .Concat(pointer.EndsWith("/properties", StringComparison.Ordinal) ? schema.Select(part => $"{name}#{pointer}/{part.Key}") : []),
        _ => [],
    };

    private static void Close(JsonNode? node)
    {
        if (node is not JsonObject schema)
            return;
        if (schema["properties"] is JsonObject && schema["additionalProperties"] is null)
            schema["additionalProperties"] = false;
        foreach (var (_, part) in schema)
            Close(part);
    }
}
