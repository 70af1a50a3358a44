using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>What a note is and Hypothesis has no word for.</summary>
internal static class HypothesisExtras
{
    public static void Write(Utf8JsonWriter json, ExportNote note)
    {
        var annotation = note.Annotation;
        json.WriteStartObject("collab");
        json.WriteNumber("number", annotation.Number);
        json.WriteNumber("version", annotation.Version);
        json.WriteString("motivation", annotation.Motivation);
        if (annotation.State != AnnotationState.Shown)
            json.WriteString("state", AnnotationWriter.Name(annotation.State));
        if (annotation is { State: AnnotationState.Hidden, Reason: { } reason })
            json.WriteString("reason", reason);
        if (annotation.Resolved)
            json.WriteBoolean("resolved", true);
        json.WriteOptional("stance", annotation.Stance);
        json.WriteOptional("saidBy", note.SaidBy);
        if (note.MergedIntoNumber is { } other)
            json.WriteNumber("mergedInto", other);
        if (note.Reactions.Length > 0)
        {
            json.WriteStartObject("reactions");
            foreach (var reaction in note.Reactions)
                json.WriteNumber(reaction.Emoji, reaction.Members.Length);
            json.WriteEndObject();
        }

        WritePins(json, note);
        json.WriteEndObject();
    }

    private static void WritePins(Utf8JsonWriter json, ExportNote note)
    {
        if (note.Pins.IsEmpty)
            return;
        json.WriteStartArray("pinned");
        foreach (var pin in note.Pins)
        {
            json.WriteStartObject();
            json.WriteString("clause", pin.Pin.Clause);
            json.WriteNumber("order", pin.Order);
            json.WriteString("by", pin.By);
            json.WriteString("at", ExportTime.Exact(pin.Pin.At));
            if (pin.SupersedesNumber is { } old)
                json.WriteNumber("supersedes", old);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
