using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;

namespace Collab.Domain.Views;

/// <summary>Writes an annotation as the wire has it.</summary>
public static class AnnotationWriter
{
    /// <param name="annotation">At the moment that is shown.</param>
    /// <param name="head">The document now: its names and its policy are those of now.</param>
    /// <param name="history">Whether former wordings are written too.</param>
    public static void Write(Utf8JsonWriter json, Annotation annotation, DocumentState head, Audience audience, bool history = false)
    {
        var (shown, withheld) = AnnotationView.Of(annotation, AnnotationId.IsPrivate(annotation.Id) ? annotation : head.Find(annotation.Id) ?? annotation, audience);
        json.WriteStartObject();
        json.WriteString("id", shown.Id);
        json.WriteNumber("number", shown.Number);
        json.WriteNumber("seq", shown.Seq);
        json.WriteOptional("clause", shown.Home);
        json.WriteMember("creator", shown.Creator, head.Header, audience);
        json.WriteTime("created", shown.Created);
        if (shown.Modified is { } modified)
            json.WriteTime("modified", modified);
        json.WriteImported(shown.Imported);
        json.WriteNumber("version", shown.Version);
        json.WriteString("state", Name(shown.State));
        if (!shown.IsGone && shown.Reason is { } reason)
        {
            json.WriteString("reason", reason);
            json.WriteOptional("reasonBy", shown.ReasonBy);
        }

        // Whoever folds on from here has to know that the hiding is yet to come, and its reason was given after what is erased before.
        if (withheld && annotation.State == AnnotationState.Shown && shown.State == AnnotationState.Hidden)
            json.WriteBoolean("early", true);
        json.WriteTargets(shown.Targets);
        json.WriteString("motivation", shown.Motivation);
        json.WriteSaid(shown.Said);
        json.WriteOptional("stance", shown.Stance);
        if (!withheld)
        {
            json.WriteBody(shown.Body);
            json.WriteTags(shown.Tags);
        }

        json.WriteOptional("replyTo", shown.ReplyTo);
        json.WriteOptional("thread", shown.Thread);
        json.WriteOptional("mergedInto", shown.MergedInto);
        if (shown.Resolved)
            json.WriteBoolean("resolved", true);
        json.WriteOptional("threadReason", shown.ThreadReason);
        json.WriteOptional("threadReasonBy", shown.ThreadReasonBy);
        WriteReactions(json, shown);
        if (AnnotationId.IsPrivate(shown.Id))
            json.WriteString("visibility", "private");
        if (history)
            WriteHistory(json, shown, withheld, head.Header, audience);
        json.WriteEndObject();
    }

    public static string Name(AnnotationState state) => state switch
    {
        AnnotationState.Hidden => "hidden",
        AnnotationState.Deleted => "deleted",
        AnnotationState.Erased => "erased",
        _ => "shown",
    };

    private static void WriteReactions(Utf8JsonWriter json, Annotation annotation)
    {
        json.WriteStartArray("reactions");
        foreach (var reaction in annotation.Reactions)
        {
            json.WriteStartObject();
            json.WriteString("emoji", reaction.Emoji);
            json.WriteStartArray("members");
            foreach (var member in reaction.Members)
                json.WriteStringValue(member);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHistory(Utf8JsonWriter json, Annotation annotation, bool withheld, DocumentHeader head, Audience audience)
    {
        json.WriteStartArray("history");
        if (!withheld)
        {
            foreach (var wording in annotation.History.Add(Wording.Of(annotation)))
            {
                json.WriteStartObject();
                json.WriteNumber("version", wording.Version);
                json.WriteTime("at", wording.At);
                json.WriteMember("by", wording.By ?? annotation.Creator, head, audience);
                json.WriteBody(wording.Body);
                json.WriteTags(wording.Tags);
                if (wording.Targets is { } targets)
                    json.WriteTargets(targets);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}
