using System.Text;
using System.Text.Json.Nodes;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>What an export says of notes, without what another document cannot have: ids, numbers, addresses, seqs, and what is said of the import.</summary>
internal static class RoundTrip
{
    private static readonly string[] Own = ["id", "number", "seq", "address", "imported", "collab:id", "collab:number", "collab:imported", "collab:verified", "scope", "revision", "collab:revision"];

    /// <summary>The notes of an export, brought into another document with the same text whose clauses have other ids.</summary>
    public static (DocumentBuilder There, Placing Placing) Bring(string export, DocumentState from)
    {
        // One more clause in front: the ids of the file are here, and mean others.
        var there = new DocumentBuilder("Elsewhere", DocumentMetadata.Empty,
            [new ClauseDraft(null, ClauseKind.Heading, 0, "Nothing like it"), .. from.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, 0, clause.Text))]);
        var owner = there.Join("Somebody else", Role.Owner);
        var placing = new Placing(NotesReader.Read(Encoding.UTF8.GetBytes(export)), there.State, new Dictionary<int, string>());
        if (placing.Notes.Any(note => note.Code is null))
            there.Do(placing.Command(Guid.NewGuid(), owner, "", intended: true));
        return (there, placing);
    }

    public static Task<string> ExportAsync(string format, DocumentState state) =>
        Samples.Text(format, ExportSelection.Of(state, state, new Audience(true, null), ExportScope.All, Samples.Options));

    public static string Comparable(string format, string export)
    {
        var json = JsonNode.Parse(export)!.AsObject();
        var (notes, names) = format == "json" ? (json["annotations"]!.AsArray(), Json(json)) : (json["first"]?["items"]!.AsArray() ?? [], JsonLd(json));
        for (var i = 0; i < notes.Count; i++)
            names[(string)notes[i]!["id"]!] = notes[i]!["collab:relation"] is null ? $"note {i}" : "relation";
        var said = new JsonObject { ["notes"] = notes.DeepClone(), ["pins"] = json["pins"]?.DeepClone(), ["relations"] = json["relations"]?.DeepClone() };
        return Cleared(said, names)!.ToJsonString(new() { WriteIndented = true });
    }

    private static Dictionary<string, string> Json(JsonObject json)
    {
        var names = json["clauses"]!.AsArray().ToDictionary(clause => (string)clause!["id"]!, clause => $"clause {clause!["text"]}");
        foreach (var person in json["members"]!.AsArray().Concat(json["authors"]?.AsArray() ?? []))
            names[(string)person!["id"]!] = $"person {person["name"]}";
        return names;
    }

    private static Dictionary<string, string> JsonLd(JsonObject json)
    {
        var names = json["collab:clauses"]!.AsArray().ToDictionary(clause => (string)clause!["id"]!, clause => $"clause {clause!["collab:text"]}");
        foreach (var person in json["collab:people"]!.AsArray())
            names[(string)person!["id"]!] = $"person {person["name"]}";
        names[((string)json["id"]!).Split("/api/")[0] + "/rooms/" + ((string)json["id"]!).Split("/documents/")[1].Split('/')[0]] = "document";
        return names;
    }

    private static JsonNode? Cleared(JsonNode? json, Dictionary<string, string> names) => json switch
    {
        // A member who said something aloud, and a name that stands alone.
        JsonObject { Count: 1 } said when (said["member"] ?? said["speaker"]) is { } speaker => Bare(speaker, names),
        JsonObject { Count: 1 } reference when reference["id"] is { } id => Bare(id, names),
        // A builder keeps reasons as they are, that a room takes for none or trims.
        JsonObject all => new JsonObject(all.Where(field => !Own.Contains(field.Key) && !(field.Key.EndsWith("eason", StringComparison.Ordinal) && string.IsNullOrWhiteSpace((string?)field.Value))
            && !(field.Key.EndsWith("easonBy", StringComparison.Ordinal) && string.IsNullOrWhiteSpace((string?)all[field.Key[..^2]]))).Select(field => KeyValuePair.Create(field.Key, field.Key.EndsWith("eason", StringComparison.Ordinal) ? ((string)field.Value!).Trim() : Cleared(field.Value, names)))),
        JsonArray list => new JsonArray([.. list.Select(item => Cleared(item, names))]),
        JsonValue value when value.TryGetValue<string>(out var text) && names.TryGetValue(text, out var name) => name,
        _ => json?.DeepClone(),
    };

    private static JsonNode Bare(JsonNode id, Dictionary<string, string> names) => names.GetValueOrDefault((string)id!, (string)id!) is var name && name.StartsWith("person ", StringComparison.Ordinal) ? name["person ".Length..] : name;
}
