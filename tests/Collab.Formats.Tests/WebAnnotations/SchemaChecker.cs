using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Collab.Formats.Tests.WebAnnotations;

/// <summary>
/// JSON Schema draft-04, as much of it as the W3C's assertions use. A keyword that it does not know fails loudly. General validators
/// stumble over these files: relative references between them, "$ref" with other keywords beside it.
/// </summary>
internal sealed class SchemaChecker(string folder)
{
    private static readonly HashSet<string> Notes =
        ["$schema", "id", "title", "description", "assertionType", "expectedResult", "onUnexpectedResult", "errorMessage", "definitions", "exclusiveMinimum", "$ref "];

    private readonly Dictionary<string, JsonNode> files = [];

    public bool IsValid(string file, JsonNode? value) => Check(File(file), value, file);

    /// <summary>The assertions that a .test file lists.</summary>
    public string[] Assertions(string test) => [.. File(test)["assertions"]!.AsArray().Select(a => Path.GetFileName(a!.GetValue<string>()))];

    private JsonNode File(string name)
    {
        if (!files.TryGetValue(name, out var schema))
            files[name] = schema = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(folder, name)))!;
        return schema;
    }

    private bool Check(JsonNode schema, JsonNode? value, string file) =>
        schema.AsObject().All(keyword => Notes.Contains(keyword.Key) || Holds(schema, keyword.Key, keyword.Value!, value, file));

    private bool Holds(JsonNode schema, string keyword, JsonNode rule, JsonNode? value, string file)
    {
        switch (keyword)
        {
            case "$ref":
                return Refers(rule.GetValue<string>(), value, file);
            case "allOf":
                return rule.AsArray().All(s => Check(s!, value, file));
            case "anyOf":
                return rule.AsArray().Any(s => Check(s!, value, file));
            case "oneOf":
                return rule.AsArray().Count(s => Check(s!, value, file)) == 1;
            case "not":
                return !Check(rule, value, file);
            case "type":
                return rule is JsonArray types ? types.Any(t => IsOf(t!.GetValue<string>(), value)) : IsOf(rule.GetValue<string>(), value);
            case "enum":
                return rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value));
            case "format":
                return value is not JsonValue text || !text.TryGetValue(out string? s) || HasFormat(rule.GetValue<string>(), s);
            case "pattern":
                return value is not JsonValue v || !v.TryGetValue(out string? p) || Regex.IsMatch(p, rule.GetValue<string>());
            case "minimum":
                return value is not JsonValue n || !n.TryGetValue(out double number)
                    || (schema["exclusiveMinimum"]?.GetValue<bool>() == true ? number > rule.GetValue<double>() : number >= rule.GetValue<double>());
            case "minItems":
                return value is not JsonArray few || few.Count >= rule.GetValue<int>();
            case "maxItems":
                return value is not JsonArray many || many.Count <= rule.GetValue<int>();
            case "items":
                return value is not JsonArray items || (rule is JsonObject ? items.All(i => Check(rule, i, file)) : throw new NotSupportedException("tuples"));
            case "required":
                return value is not JsonObject holder || rule.AsArray().All(name => holder.ContainsKey(name!.GetValue<string>()));
            case "properties":
                return value is not JsonObject o || rule.AsObject().All(p => !o.ContainsKey(p.Key) || Check(p.Value!, o[p.Key], file));
            case "patternProperties":
                return value is not JsonObject o2 || rule.AsObject().All(p => o2.Where(m => Regex.IsMatch(m.Key, p.Key)).All(m => Check(p.Value!, m.Value, file)));
            case "dependencies":
                return value is not JsonObject o3 || rule.AsObject().All(d => !o3.ContainsKey(d.Key)
                    || (d.Value is JsonArray names ? names.All(n => o3.ContainsKey(n!.GetValue<string>())) : Check(d.Value!, value, file)));
            case "additionalProperties":
                return value is not JsonObject o4 || rule.GetValueKind() != System.Text.Json.JsonValueKind.False || o4.All(m => Known(schema, m.Key));
            default:
                throw new NotSupportedException($"{file}: {keyword}");
        }
    }

    private static bool Known(JsonNode schema, string name) => schema["properties"]?.AsObject().ContainsKey(name) == true
        || schema["patternProperties"]?.AsObject().Any(p => Regex.IsMatch(name, p.Key)) == true;

    private bool Refers(string reference, JsonNode? value, string file)
    {
        var parts = reference.Split('#');
        var target = parts[0].Length == 0 ? file : parts[0];
        var schema = parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(File(target), (node, name) => node[name]!);
        return Check(schema, value, target);
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue v && v.TryGetValue<string>(out _),
        "integer" => value is JsonValue v && v.TryGetValue<long>(out _),
        "number" => value is JsonValue v && v.TryGetValue<double>(out _),
        "boolean" => value is JsonValue v && v.TryGetValue<bool>(out _),
        _ => throw new NotSupportedException(type),
    };

    private static bool HasFormat(string format, string text) => format switch
    {
        "uri" => Regex.IsMatch(text, "^[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]*$") && Uri.TryCreate(text, UriKind.Absolute, out _),
        "date-time" => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$") && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException(format),
    };
}
