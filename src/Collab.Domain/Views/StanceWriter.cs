using System.Text.Json;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Stances;

namespace Collab.Domain.Views;

/// <summary>Writes the stances of a document: whose one is only where names show.</summary>
public static class StanceWriter
{
    /// <param name="moment">The document at the moment that is shown.</param>
    /// <param name="head">The document now.</param>
    public static void Write(Utf8JsonWriter json, DocumentState moment, DocumentHeader head, Audience audience)
    {
        json.WriteStartObject("stances");
        json.WriteTexts("scale", moment.Header.Stances.Scale);
        json.WriteBoolean("anonymous", moment.Header.Stances.Anonymous);
        json.WriteStartArray("taken");
        foreach (var stance in moment.Stances)
            Write(json, stance, head, stance.Anonymous ? null : stance.Member, Stance.Withholds(stance.Anonymous, stance.Seq, head.Erased) || !audience.MayReadReason(stance.Id, head) ? null : stance.Reason);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A member's own.</summary>
    public static void WriteOwn(Utf8JsonWriter json, DocumentState document, string member)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var stance in document.Stances.Where(stance => stance.Member == member))
            Write(json, stance, document.Header, member, stance.Reason);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Stance stance, DocumentHeader head, string? by, string? reason)
    {
        json.WriteStartObject();
        json.WriteString("id", stance.Id);
        json.WriteString("clause", stance.Clause);
        json.WriteString("stance", stance.Choice);
        json.WriteOptional("by", by);
        json.WriteTime("at", stance.At);
        json.WriteNumber("seq", stance.Seq);
        json.WriteOptional("reason", reason);
        if (head.HiddenReasons.Contains(stance.Id))
            json.WriteBoolean("reasonHidden", true);
        json.WriteEndObject();
    }
}
