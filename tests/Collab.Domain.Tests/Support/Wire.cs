using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;

namespace Collab.Domain.Tests.Support;

/// <summary>The domain's writers, as bytes and as JSON that is known to be valid.</summary>
public static class Wire
{
    public static readonly Audience Everyone = new(readsHidden: false, member: null);

    public static byte[] SnapshotBytes(DocumentState moment, DocumentState head, Audience audience)
    {
        var output = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(output, moment, head, audience);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] EventBytes(LogEvent e, DocumentState head, Audience audience) => Bytes(json =>
        EventWriter.Write(json, e, head, e.Data is AnnotationEventData about ? head.Find(about.Annotation) : null, audience));

    public static byte[] AnnotationBytes(Annotation annotation, DocumentState head, Audience audience, bool history = false) =>
        Bytes(json => AnnotationWriter.Write(json, annotation, head, audience, history));

    public static JsonObject Snapshot(DocumentState moment, DocumentState head, Audience audience) => Parse(SnapshotBytes(moment, head, audience));

    public static JsonObject Event(LogEvent e, DocumentState head, Audience audience) => Parse(EventBytes(e, head, audience));

    /// <summary>Strict: no duplicate names, no comments, nothing behind.</summary>
    public static JsonObject Parse(ReadOnlySpan<byte> bytes) =>
        (JsonObject)JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
            write(json);
        return output.WrittenSpan.ToArray();
    }
}
