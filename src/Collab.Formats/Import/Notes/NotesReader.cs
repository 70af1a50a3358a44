using System.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Importing;
using Collab.Formats.Import.Xml;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads notes of a file in any of the formats that are known; what it is, its content says and not its name.</summary>
public static class NotesReader
{
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <exception cref="RefusalException">
    /// <c>empty-file</c>, <c>too-large</c>, <c>bad-characters</c>, <c>malformed-file</c>; <c>not-taken</c>: it is none of the formats; and of a
    /// Word document what <see cref="DocxImporter.Import"/> refuses.
    /// </exception>
    public static NotesFile Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw TextCheck.Empty();
        if (file.Length > ImportLimits.MaxBytes)
            throw TextCheck.TooLarge();
        if (file.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]))
            return WordComments.Read(file);
        var text = TextDecoder.Decode(file);
        if (text.AsSpan().TrimStart() is ['<', ..])
            return TeiNotes.Read(SafeXml.Read(TextCheck.Clean(text).Text));
        try
        {
            // Escaped halves of a character are found when they are read: they are no text.
            using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), Options);
            return Read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RefusalException("malformed-file", "This is no JSON that can be read. Export the notes again, as JSON, JSON-LD or from Hypothesis, or send TEI or a Word document with comments.");
        }
    }

    private static NotesFile Read(JsonElement root)
    {
        if (root.Text("format") == Export.JsonExporter.Name && root.Get("annotations") is { ValueKind: JsonValueKind.Array })
            return CollabNotes.Read(root);
        if (root.ValueKind == JsonValueKind.Array || root.Get("@context") is not null || root.List("type").Any(type => type.Text() is "Annotation" or "AnnotationPage" or "AnnotationCollection"))
            return WebAnnotationNotes.Read(root);
        if (root.Get("annotations") is { ValueKind: JsonValueKind.Array })
            return HypothesisNotes.Read(root);
        throw new RefusalException("not-taken", "The file holds no notes that are known here. Send Collab’s JSON or JSON-LD, another W3C annotation collection, an export of Hypothesis, TEI with annotations, or a Word document with comments.");
    }
}
