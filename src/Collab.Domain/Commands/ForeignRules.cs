using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>What other programs may have kept with a note.</summary>
public static class ForeignRules
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Within the depth that is allowed, and one more, so that too deep a value is seen as that.
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512 };

    /// <summary>The same in the shortest JSON. <c>text-too-long</c>, <c>too-deep</c>, <c>duplicate-key</c>, <c>bad-characters</c>, <c>bad-request</c>.</summary>
    /// <exception cref="RefusalException">It cannot be kept.</exception>
    public static Foreign? Check(Foreign? foreign)
    {
        if (foreign is null)
            return null;
        var kept = new Foreign { Body = Part(foreign.Body), Target = Part(foreign.Target), Properties = Part(foreign.Properties), Extra = Part(foreign.Extra) };
        if (Bytes(kept) > Foreign.MaxBytes)
            throw new RefusalException("text-too-long", $"What comes with the note beside its text is longer than {Foreign.MaxBytes / 1024} KiB. Send less, or split it in two notes.");
        return kept;
    }

    public static int Bytes(Foreign? foreign) => foreign is null ? 0
        : new[] { foreign.Body, foreign.Target, foreign.Properties, foreign.Extra }.Sum(part => part is null ? 0 : Encoding.UTF8.GetByteCount(part));

    private static string? Part(string? part)
    {
        if (part is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(part, Reading);
            Walk(json.RootElement, 1);
            using var stream = new MemoryStream(part.Length);
            using (var writer = new Utf8JsonWriter(stream, Compact))
                json.RootElement.WriteTo(writer);
            return json.RootElement.ValueKind == JsonValueKind.Null ? null : Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (JsonException)
        {
            throw new RefusalException("bad-request", "What comes with the note is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            throw BadCharacters;
        }
    }

    private static void Walk(JsonElement json, int depth)
    {
        if (depth > Foreign.MaxDepth)
            throw new RefusalException("too-deep", $"The JSON that comes with the note is nested more than {Foreign.MaxDepth} deep. Flatten it.");
        if (json.ValueKind == JsonValueKind.String && CodePoints.HasForbidden(json.GetString()))
            throw BadCharacters;
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                Walk(item, depth + 1);
        }

        if (json.ValueKind != JsonValueKind.Object)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                throw new RefusalException("duplicate-key", $"The field “{property.Name}” is there twice.");
            if (CodePoints.HasForbidden(property.Name))
                throw BadCharacters;
            Walk(property.Value, depth + 1);
        }
    }

    private static RefusalException BadCharacters => new("bad-characters", "The text holds a character that cannot be stored (NUL, a lone surrogate or a noncharacter). Remove it.");
}
