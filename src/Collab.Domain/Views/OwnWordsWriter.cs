using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Domain.Views;

/// <summary>
/// Writes what one member has written, for that member to take away: nothing of anybody else's, not even a name. What its author has deleted
/// has no words for its author either, as everywhere.
/// </summary>
public static class OwnWordsWriter
{
    /// <summary>Whether an event of a document or a seminar holds a reason that the member gave. What the seminar tells its documents stands in its own log.</summary>
    public static bool IsReason(LogEvent e, string member) => e.Author == member && e.Words?.Reason is not null && e.Data is not ToldEventData { SeminarSeq: > 0 };

    /// <summary>Whether an event of a seminar gave the member a name.</summary>
    public static bool IsName(LogEvent e, string member) => e.Data is MemberJoined or MemberRenamed && ((MemberEventData)e.Data).Member == member && e.Words?.Name is not null;

    /// <summary>A note or a reply of the member's, with every wording before the present one.</summary>
    public static void WriteNote(Utf8JsonWriter json, Annotation note, string member)
    {
        var (shown, _) = AnnotationView.Of(note, note, new Audience(readsHidden: false, member));
        json.WriteStartObject();
        json.WriteString("id", shown.Id);
        if (shown.Number > 0)
            json.WriteNumber("number", shown.Number);
        json.WriteTime("created", shown.Created);
        if (shown.Modified is { } modified)
            json.WriteTime("modified", modified);
        json.WriteString("state", AnnotationWriter.Name(shown.State));
        json.WriteTargets(shown.Targets);
        json.WriteString("motivation", shown.Motivation);
        json.WriteBody(shown.Body);
        json.WriteTags(shown.Tags);
        json.WriteForeign(shown.Foreign);
        json.WriteOptional("replyTo", shown.ReplyTo);
        json.WriteStartArray("former");
        foreach (var wording in shown.History)
        {
            json.WriteStartObject();
            json.WriteTime("at", wording.At);
            json.WriteBody(wording.Body);
            json.WriteTags(wording.Tags);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the member gave to notes, whosever they are.</summary>
    public static void WriteReactions(Utf8JsonWriter json, IEnumerable<Annotation> notes, string member)
    {
        json.WriteStartArray("reactions");
        foreach (var note in notes)
        {
            foreach (var reaction in note.Reactions.Where(reaction => reaction.Members.Contains(member)))
            {
                json.WriteStartObject();
                json.WriteString("annotation", note.Id);
                json.WriteString("emoji", reaction.Emoji);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>A reason that the member gave, and for what.</summary>
    public static void WriteReason(Utf8JsonWriter json, LogEvent e)
    {
        json.WriteStartObject();
        json.WriteTime("at", e.At);
        json.WriteString("kind", e.Kind);
        if (e.Data is AnnotationEventData { Annotation: var annotation })
            json.WriteString("annotation", annotation);
        json.WriteString("reason", e.Words!.Reason);
        json.WriteEndObject();
    }

    /// <summary>A name that the member went by, from when on.</summary>
    public static void WriteName(Utf8JsonWriter json, LogEvent e)
    {
        json.WriteStartObject();
        json.WriteTime("at", e.At);
        json.WriteString("name", e.Words!.Name);
        json.WriteEndObject();
    }

    /// <summary>What the member is told of being muted.</summary>
    public static void WriteMute(Utf8JsonWriter json, Mute mute)
    {
        json.WriteStartObject("muted");
        if (mute.Until is { } until)
            json.WriteTime("until", until);
        json.WriteOptional("reason", mute.Reason);
        json.WriteEndObject();
    }
}
