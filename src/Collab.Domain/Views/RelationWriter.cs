using System.Text.Json;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Relations;

namespace Collab.Domain.Views;

/// <summary>Writes what notes are to each other: where an audience may not read both, there is nothing between them.</summary>
public static class RelationWriter
{
    public static string Name(RelationKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Those of a moment, in the order in which they were said; left out where there are none.</summary>
    internal static void Write(Utf8JsonWriter json, DocumentHeader moment, DocumentState head, Audience audience) =>
        Write(json, moment.Relations.Where(relation => Relation.IsTold(relation.From, relation.To, head, audience)));

    /// <summary>What comes back with a note that is shown again: to whoever could not read it, it was not there.</summary>
    internal static void WriteShown(Utf8JsonWriter json, AnnotationShown shown, long seq, DocumentState head, Audience audience) =>
        Write(json, head.Header.Relations.Where(relation =>
            relation.Seq < seq && (relation.From == shown.Annotation || relation.To == shown.Annotation) && Relation.IsTold(relation.From, relation.To, head, audience)));

    internal static void WriteData(Utf8JsonWriter json, RelationEventData data)
    {
        json.WriteString("from", data.From);
        json.WriteString("relation", Name(data.Relation));
        json.WriteString("to", data.To);
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Relation> relations)
    {
        var any = false;
        foreach (var relation in relations)
        {
            if (!any)
                json.WriteStartArray("relations");
            any = true;
            Write(json, relation);
        }

        if (any)
            json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Relation relation)
    {
        json.WriteStartObject();
        json.WriteString("from", relation.From);
        json.WriteString("relation", Name(relation.Kind));
        json.WriteString("to", relation.To);
        json.WriteString("by", relation.By);
        json.WriteTime("at", relation.At);
        json.WriteNumber("seq", relation.Seq);
        json.WriteEndObject();
    }
}
