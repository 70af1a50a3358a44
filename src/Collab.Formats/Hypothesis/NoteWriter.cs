using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Views;
using Collab.Formats.Export;

namespace Collab.Formats.Hypothesis;

/// <summary>Writes a note as Hypothesis' API gives it and its file has it. What Hypothesis has no word for stands under <c>collab</c>.</summary>
public static class NoteWriter
{
    /// <param name="above">Which note a reply answers, by its id; null for what is no reply, or is not known.</param>
    /// <param name="status">What it is to whoever asks.</param>
    public static void Write(Utf8JsonWriter json, NoteFrame frame, ExportNote note, Func<string, string?> above, NoteStatus status)
    {
        var annotation = note.Annotation;
        var user = frame.UserOf(annotation.Creator);
        using var kept = KeptParts.Open(annotation);
        json.WriteStartObject();
        json.WriteString("id", annotation.Id);
        json.WriteString("created", ExportTime.Exact(annotation.Created));
        json.WriteString("updated", ExportTime.Exact(annotation.Modified ?? annotation.Created));
        json.WriteString("user", user);
        json.WriteStartObject("user_info");
        json.WriteString("display_name", note.Author);
        json.WriteEndObject();
        json.WriteString("uri", frame.Page.AbsoluteUri);
        // Who reads it there would take a note without words for a mistake: it says why there are none.
        json.WriteString("text", annotation.Body?.Text ?? (note.Notice is { } notice && annotation.State != AnnotationState.Shown ? $"({notice})" : ""));
        json.WriteTags(annotation.Tags);
        json.WriteString("group", frame.Group);
        json.WriteStartObject("permissions");
        json.WriteTexts("read", [status.IsPrivate ? user : $"group:{frame.Group}"]);
        json.WriteTexts("update", [user]);
        json.WriteTexts("delete", [user]);
        json.WriteEndObject();
        json.WriteStartObject("document");
        json.WriteTexts("title", [frame.Title]);
        json.WriteEndObject();
        if (References(annotation, above) is { Count: > 0 } references)
            json.WriteTexts("references", [.. references]);
        WriteTargets(json, frame, note, KeptParts.TargetsOf(kept));
        json.WriteStartObject("links");
        json.WriteString("html", note.Address.AbsoluteUri);
        json.WriteEndObject();
        json.WriteBoolean("hidden", annotation.State == AnnotationState.Hidden);
        json.WriteBoolean("flagged", status.IsFlagged);
        if (status.Waits)
            json.WriteString("moderation_status", "PENDING");
        KeptParts.WriteProperties(json, kept);
        HypothesisExtras.Write(json, note);
        json.WriteEndObject();
    }

    /// <summary>The ids of what a reply stands under: the thread's first note first, what it answers last. What cannot be found is named too where it is known.</summary>
    private static List<string> References(Annotation annotation, Func<string, string?> find)
    {
        var above = new List<string>();
        for (var parent = annotation.ReplyTo; parent is not null; parent = find(parent))
            above.Add(parent);
        if (annotation.Thread is { } thread && !above.Contains(thread))
            above.Add(thread);
        above.Reverse();
        return above;
    }

    /// <param name="kept">Its targets as they came.</param>
    private static void WriteTargets(Utf8JsonWriter json, NoteFrame frame, ExportNote note, IReadOnlyList<JsonElement> kept)
    {
        var annotation = note.Annotation;
        json.WriteStartArray("target");
        foreach (var (target, place) in annotation.Targets.Select((target, place) => (target, place)))
        {
            json.WriteStartObject();
            json.WriteString("source", frame.Page.AbsoluteUri);
            json.WriteStartArray("selector");
            var range = frame.Text?.RangeOf(target);
            if (range is var (start, end))
            {
                json.WriteStartObject();
                json.WriteString("type", "TextPositionSelector");
                json.WriteNumber("start", start);
                json.WriteNumber("end", end);
                json.WriteEndObject();
            }

            WriteSelectors(json, frame, note, target, quoted: frame.Text is null || range is not null);
            if (annotation.Targets.Length == kept.Count)
                KeptParts.Unread(kept[place]).ToList().ForEach(selector => selector.WriteTo(json));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        // Of a note on the whole document, and of a reply, the client asks for a target all the same. Of one without a place here it is what came.
        if (annotation.Targets.IsEmpty && kept.Count > 0)
        {
            foreach (var target in kept)
                target.WriteTo(json);
        }
        else if (annotation.Targets.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteString("source", frame.Page.AbsoluteUri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="quoted">Not where the words do not stand: the client would put the note at whatever is most like them.</param>
    private static void WriteSelectors(Utf8JsonWriter json, NoteFrame frame, ExportNote note, Target target, bool quoted)
    {
        var clause = target.Edition is null && target.Revision == frame.Revision ? frame.Clauses.GetValueOrDefault(target.Clause) : null;
        if (quoted && target.Quote is { } quote)
            WriteQuote(json, quote.Exact, quote.Prefix, quote.Suffix);
        else if (quoted && clause is not null && target.IsWhole && clause.Text.Length > 0)
            WriteQuote(json, clause.Text, null, null);
        json.WriteStartObject();
        json.WriteString("type", "ClauseSelector");
        json.WriteString("clause", target.Clause);
        // As the text calls it that is meant: a later one may have given its number to another.
        json.WriteOptional("label", (clause ?? note.Earlier.FirstOrDefault(place => place.Target == target)?.Clause)?.Label);
        json.WriteNumber("revision", target.Revision);
        // The client's own file names no revision of the text but this one.
        json.WriteNumber("current", frame.Revision);
        json.WriteOptional("edition", target.Edition);
        if (target.Position is { } position)
        {
            json.WriteNumber("start", position.Start);
            json.WriteNumber("end", position.End);
        }

        json.WriteEndObject();
    }

    private static void WriteQuote(Utf8JsonWriter json, string exact, string? prefix, string? suffix)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextQuoteSelector");
        json.WriteString("exact", exact);
        json.WriteOptional("prefix", prefix);
        json.WriteOptional("suffix", suffix);
        json.WriteEndObject();
    }
}
