using System.Text;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Formats.Export;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.WebAnnotations;

/// <summary>What a Web Annotation says that a note has no word for, so that it is given back as it came.</summary>
internal static class ForeignParts
{
    /// <summary>What a note says itself; the other properties are kept.</summary>
    private static readonly HashSet<string> OfTheNote = new(StringComparer.Ordinal) { "id", "creator", "created", "modified", "body", "bodyValue", "target" };

    /// <param name="motivation">That of the note which is made of it.</param>
    /// <param name="isPlainTarget">Whether the note says itself what it is about, word for word.</param>
    /// <param name="cameFrom">What the annotation was called elsewhere; null where that is of no interest.</param>
    public static Foreign? Of(JsonElement item, string motivation, bool isPlainTarget, string? cameFrom) => Foreign.OrNone(new Foreign
    {
        Body = item.Get("body") is { } body ? IsPlainBody(body, motivation) ? null : body.GetRawText() : item.Get("bodyValue") is { } value ? Text(value) : null,
        Target = item.Get("target") is { } target && !isPlainTarget ? target.GetRawText() : null,
        Properties = Properties(item, motivation, cameFrom),
    });

    /// <summary>Writes what else was said with a note: all properties but those that are written by themselves.</summary>
    public static void WriteRest(Utf8JsonWriter json, JsonElement? properties)
    {
        foreach (var property in properties?.EnumerateObject() ?? default)
        {
            if (!OfTheNote.Contains(property.Name) && property.Name is not ("@context" or "type" or "motivation"))
                property.WriteTo(json);
        }
    }

    /// <summary>A list of what <see cref="AnnotationLd"/> writes: first the words, then the tags.</summary>
    private static bool IsPlainBody(JsonElement body, string motivation)
    {
        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() == 0)
            return false;
        var tags = false;
        foreach (var one in body.EnumerateArray())
        {
            var isTag = one.Text("purpose") == "tagging" && one.Text("format") == "text/plain";
            var isWords = !tags && one.Text("purpose") == motivation && one.Text("format") == "text/markdown";
            if (!(isTag || isWords) || one.Text("type") != "TextualBody" || one.Text("value") is not { Length: > 0 } value || (isTag && value.Trim() != value) || one.EnumerateObject().Count() != 4)
                return false;
            // The words stand first and once.
            tags = true;
        }

        return true;
    }

    /// <summary>Whether a target has the form of what <see cref="AnnotationLd"/> writes.</summary>
    /// <param name="isHere">Whether an address is of the document, a clause of it or a note.</param>
    public static bool IsPlainTarget(JsonElement target, Func<string, bool> isHere)
    {
        if (target.ValueKind == JsonValueKind.String)
            return isHere(target.GetString()!) && !target.GetString()!.Contains(AnnotationLd.ClauseMark, StringComparison.Ordinal);
        return target.ValueKind == JsonValueKind.Array && target.GetArrayLength() > 0 && target.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object && IsPassage(one, isHere));
    }

    private static bool IsPassage(JsonElement target, Func<string, bool> isHere) =>
        target.Text("type") == "SpecificResource" && target.Text("source") is { } source && source.Contains(AnnotationLd.ClauseMark, StringComparison.Ordinal) && isHere(source) && target.Text("scope") is not null
        && target.EnumerateObject().All(property => property.Name is "type" or "source" or "scope" or "selector" or "collab:revision" or "collab:edition")
        && (target.Get("selector") is not { } selector || (selector.ValueKind == JsonValueKind.Array && selector.EnumerateArray().Select(Kind).ToArray() is ["TextQuoteSelector", "TextPositionSelector"]));

    private static string? Kind(JsonElement selector) => selector.ValueKind != JsonValueKind.Object ? null : selector.Text("type") switch
    {
        "TextQuoteSelector" when selector.EnumerateObject().All(property => property.Name is "type" or "exact" or "prefix" or "suffix") => "TextQuoteSelector",
        "TextPositionSelector" when selector.EnumerateObject().All(property => property.Name is "type" or "start" or "end") => "TextPositionSelector",
        _ => null,
    };

    private static string? Properties(JsonElement item, string motivation, string? cameFrom)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonExporter.WriterOptions with { Indented = false }))
        {
            json.WriteStartObject();
            foreach (var property in item.EnumerateObject())
            {
                if (!IsKnown(property, motivation) && !(property.NameEquals("via") && cameFrom is not null))
                    property.WriteTo(json);
            }

            if (cameFrom is not null)
                WriteVia(json, [.. item.Texts("via").Append(cameFrom).Distinct(StringComparer.Ordinal)]);
            json.WriteEndObject();
        }

        return stream.Length > 2 ? Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) : null;
    }

    private static bool IsKnown(JsonProperty property, string motivation) => property.Value.ValueKind == JsonValueKind.Null || OfTheNote.Contains(property.Name)
        || property.Name.StartsWith("collab:", StringComparison.Ordinal)
        || (property.NameEquals("@context") && IsPlainContext(property.Value))
        || (property.NameEquals("type") && property.Value.Text() == "Annotation")
        || (property.NameEquals("motivation") && property.Value.Text() == motivation);

    /// <summary>The standard's own context, and the prefix of what Collab says beyond it.</summary>
    private static bool IsPlainContext(JsonElement context) => context.Text() == JsonLdExporter.Context
        || (context.ValueKind == JsonValueKind.Array && context.EnumerateArray().All(one => one.Text() == JsonLdExporter.Context
            || (one.ValueKind == JsonValueKind.Object && one.EnumerateObject().All(term => term.NameEquals("collab")))));

    private static void WriteVia(Utf8JsonWriter json, string[] via)
    {
        if (via.Length == 1)
        {
            json.WriteString("via", via[0]);
            return;
        }

        json.WriteStartArray("via");
        foreach (var iri in via)
            json.WriteStringValue(iri);
        json.WriteEndArray();
    }

    /// <summary>What a bodyValue means by the standard, and no more.</summary>
    private static string Text(JsonElement value) => $$"""{"type":"TextualBody","value":{{value.GetRawText()}},"format":"text/plain"}""";
}
