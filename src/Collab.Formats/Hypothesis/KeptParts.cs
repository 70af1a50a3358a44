using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.Hypothesis;

/// <summary>
/// What Hypothesis says with a note and a note here has no word for: kept with it under <c>hypothesis</c>, and given back. The targets as they
/// came are kept where no place was found for them, and those of their selectors that nobody here reads.
/// </summary>
internal static class KeptParts
{
    private const string Program = "hypothesis", Targets = "target";

    private static readonly JsonSerializerOptions AsItCame = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the server says itself, whatever was sent.</summary>
    private static readonly FrozenSet<string> Ours = new[]
    {
        "id", "created", "updated", "user", "user_info", "uri", "text", "tags", "group", "permissions", "document", Targets, "references", "links", "hidden", "flagged",
        "moderation", "moderation_status", "actions", "mentions", "collab",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Read = new[] { "RangeSelector", "TextPositionSelector", "TextQuoteSelector", "ClauseSelector" }.ToFrozenSet();

    /// <param name="placed">Whether a passage was found for its targets.</param>
    public static Foreign? Of(JsonElement note, bool placed)
    {
        var kept = new JsonObject();
        foreach (var property in note.EnumerateObject().Where(property => !Ours.Contains(property.Name) && !property.Name.StartsWith('$')))
            kept.TryAdd(property.Name, JsonNode.Parse(property.Value.GetRawText()));
        // A target without a selector is the whole page.
        if (note.List(Targets).Any(target => target.Get("selector") is not null && (!placed || Unread(target).Any())))
            kept[Targets] = JsonNode.Parse(note.Get(Targets)!.Value.GetRawText());
        return kept.Count == 0 ? null : new Foreign { Extra = new JsonObject { [Program] = kept }.ToJsonString(AsItCame) };
    }

    /// <summary>The same parts of a note that is kept here; disposed by whoever asks.</summary>
    public static JsonDocument? Open(Annotation note) => note.Foreign?.Extra is { } extra ? JsonDocument.Parse(extra) : null;

    public static void WriteProperties(Utf8JsonWriter json, JsonDocument? kept)
    {
        if (Parts(kept) is not { } parts)
            return;
        foreach (var property in parts.EnumerateObject().Where(property => !Ours.Contains(property.Name)))
            property.WriteTo(json);
    }

    /// <summary>The targets as they came, where they are kept.</summary>
    public static IReadOnlyList<JsonElement> TargetsOf(JsonDocument? kept) => Parts(kept) is { } parts ? [.. parts.List(Targets)] : [];

    /// <summary>Selectors of a target that nobody here reads.</summary>
    public static IEnumerable<JsonElement> Unread(JsonElement target) => target.List("selector").Where(selector => selector.Text("type") is not { } type || !Read.Contains(type));

    private static JsonElement? Parts(JsonDocument? kept) => kept?.RootElement.Get(Program) is { ValueKind: JsonValueKind.Object } parts ? parts : null;
}
