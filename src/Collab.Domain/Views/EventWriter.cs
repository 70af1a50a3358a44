using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Domain.Seminars;
using Collab.Domain.Stances;

namespace Collab.Domain.Views;

/// <summary>Writes an event as an audience may see it, by the policy at head: what is hidden or removed by now has no words.</summary>
public static class EventWriter
{
    /// <param name="document">The document now.</param>
    /// <param name="annotation">The annotation now that the event is about, where it is about one.</param>
    public static void Write(Utf8JsonWriter json, LogEvent e, DocumentState document, Annotation? annotation, Audience audience)
    {
        var head = document.Header;
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteTime("at", e.At);
        json.WriteString("kind", e.Kind);
        // Neither the member nor the id that the member's program made is told of who is to stay unknown.
        // So of what is between two notes of which one may not be read.
        var untold = e.Data is RelationEventData between && !Relation.IsTold(between.From, between.To, document, audience);
        var unnamed = e.Data is StanceEventData { Anonymous: true } || untold;
        // Such an id may tell when it was made; of what a blind round reveals nobody is to know who wrote first.
        var untimed = e.Data is AnnotationAdded { Round: not null };
        if (!unnamed)
        {
            json.WriteMember("actor", e.Actor, head, audience);
            WriteOriginal(json, e, head, audience);
        }

        json.WriteOptional("clause", PointOf(e));
        if (e.Data is AnnotationEventData about)
            json.WriteString("annotation", about.Annotation);
        if (!unnamed && !untimed)
            json.WriteString("command", e.Command);
        json.WriteStartObject("data");
        if (!untold)
            WriteData(json, e, document, annotation, audience);
        json.WriteEndObject();
        json.WriteString("hash", e.Hash);
        json.WriteEndObject();
    }

    private static void WriteOriginal(Utf8JsonWriter json, LogEvent e, DocumentHeader head, Audience audience)
    {
        var original = e.Data is AnnotationEventData about ? about.Original : (e.Data as RelationAdded)?.Original;
        if (original is null)
            return;
        json.WriteStartObject("original");
        json.WriteMember("by", original.By, head, audience);
        if (original.At is { } at)
            json.WriteTime("at", at);
        if (original.Version is { } version)
            json.WriteNumber("version", version);
        if (original.Modified is { } modified)
            json.WriteTime("modified", modified);
        json.WriteEndObject();
    }

    private static string? PointOf(LogEvent e) => e.Data switch
    {
        Led led => led.Clause,
        TimerSet timer => timer.Clause,
        HandRaised raised => raised.Clause,
        FloorGiven given => given.Clause,
        _ => e.Clause,
    };

    private static void WriteData(Utf8JsonWriter json, LogEvent e, DocumentState document, Annotation? annotation, Audience audience)
    {
        var head = document.Header;
        var readable = annotation is null || audience.MayRead(annotation);
        switch (e.Data)
        {
            case AnnotationAdded added:
                json.WriteNumber("number", added.Number);
                json.WriteTargets(Place.Targets(added.Places, e.Words));
                json.WriteString("motivation", added.Motivation);
                json.WriteOptional("stance", added.Stance);
                json.WriteOptional("round", added.Round);
                WriteWords(json, e.Words, annotation, readable);
                if (readable && (added.SaidBy ?? e.Words?.SaidBy) is not null)
                    json.WriteSaid(new Said(added.SaidBy, e.Words?.SaidBy));
                break;
            case ReplyAdded reply:
                json.WriteNumber("number", reply.Number);
                json.WriteString("replyTo", reply.ReplyTo);
                json.WriteString("thread", reply.Thread);
                WriteWords(json, e.Words, annotation, readable);
                break;
            case AnnotationEdited edited:
                json.WriteNumber("version", edited.Version);
                WriteWords(json, e.Words, annotation, readable);
                if (edited.Places is { } places)
                    json.WriteTargets(Place.Targets(places, e.Words));
                break;
            case AnnotationHidden or ThreadResolved or ThreadReopened or ClauseLocked:
                json.WriteOptional("reason", e.Words?.Reason);
                break;
            case AnnotationShown shown when annotation is not null:
                json.WriteOptional("reason", e.Words?.Reason);
                WriteWords(json, new Words { Body = annotation.Body?.Text, Tags = annotation.Tags }, annotation, readable);
                if (readable)
                    json.WriteSaid(annotation.Said);
                RelationWriter.WriteShown(json, shown, e.Seq, document, audience);
                break;
            case RelationEventData relation:
                RelationWriter.WriteData(json, relation);
                break;
            case NoteKept kept:
                json.WriteNumber("revision", kept.Revision);
                break;
            case ThreadMerged merged:
                json.WriteString("into", merged.Into);
                break;
            case PinPlaced placed:
                json.WriteString("clause", placed.Clause);
                json.WriteNumber("order", placed.Order);
                json.WriteOptional("supersedes", placed.Supersedes);
                break;
            case PinMoved moved:
                json.WriteString("clause", moved.Clause);
                json.WriteNumber("order", moved.Order);
                break;
            case PinRemoved removed:
                json.WriteString("clause", removed.Clause);
                break;
            case ReactionAdded reaction:
                json.WriteString("emoji", reaction.Emoji);
                break;
            case ReactionRemoved reaction:
                json.WriteString("emoji", reaction.Emoji);
                break;
            case DocumentImported imported:
                json.WriteString("title", imported.Title);
                json.WriteMetadata(imported.Metadata);
                json.WriteNumber("revision", imported.Revision);
                json.WriteNumber("clauses", imported.ClauseIds.Length);
                json.WriteString("text", imported.Text);
                break;
            case TextRevised revised:
                json.WriteNumber("revision", revised.Revision);
                json.WriteNumber("clauses", revised.ClauseIds.Length);
                json.WriteString("text", revised.Text);
                json.WriteOptional("reason", e.Words?.Reason);
                break;
            case EditionAdded edition:
                json.WriteString("edition", edition.Edition);
                json.WriteString("language", edition.Language);
                json.WriteString("title", edition.Title);
                json.WriteNumber("revision", edition.Revision);
                json.WriteNumber("clauses", edition.ClauseIds.Length);
                json.WriteString("text", edition.Text);
                break;
            case AuthorNamed named:
                json.WriteMember("author", named.Author, head, audience);
                break;
            case NotesImported imported:
                json.WriteString("format", imported.Format);
                json.WriteNumber("notes", imported.Notes);
                break;
            case StanceEventData stance:
                WriteStance(json, stance, e, head, audience);
                break;
            case StanceReasonEventData about:
                json.WriteString("id", about.Stance);
                json.WriteOptional("reason", e.Words?.Reason);
                break;
            case StancesSet set:
                json.WriteTexts("scale", set.Scale);
                json.WriteBoolean("anonymous", set.Anonymous);
                break;
            case Led { Passage: { } passage }:
                json.WritePropertyName("target");
                json.WriteTarget(Place.Targets([passage], e.Words)[0]);
                break;
            case SessionOpened or SessionClosed or AgendaSet or TimerSet or HandLowered or FloorGiven or ScribeSet:
                ProceedingsWriter.WriteData(json, e);
                break;
            case SlowModeSet slow:
                json.WriteNumber("seconds", slow.Seconds);
                break;
            case RoundOpened opened:
                json.WriteString("round", opened.Round);
                json.WriteString("show", RoundWriter.Name(opened.Show));
                break;
            case RoundRevealed revealed:
                json.WriteString("round", revealed.Round);
                break;
            case RoundCancelled cancelled:
                json.WriteString("round", cancelled.Round);
                break;
            case ApprovalSet approval:
                json.WriteBoolean("on", approval.On);
                break;
            case ReadMarked marked:
                json.WriteString("epoch", marked.Epoch);
                json.WriteNumber("upTo", marked.UpTo);
                json.WriteSeqs("seqs", marked.Seqs);
                break;
            case WatchSet watch:
                ReadingWriter.WriteWatch(json, watch.Place, watch.On);
                break;
            // Who may not speak is nobody's business but the moderators'; whom it concerns is told by a refusal and by the list of members.
            case MemberMuted or MemberUnmuted when !audience.Class.ReadsHidden:
                break;
            case MemberEventData member:
                WriteMember(json, member, e.Words?.Reason, head, audience);
                break;
            case SettingsChanged { Settings: var settings }:
                json.WriteString("names", NameRules.NameOf(settings.Names));
                if (settings.RetentionDays is { } days)
                    json.WriteNumber("retentionDays", days);
                json.WriteBoolean("guestsExport", settings.GuestsExport);
                break;
        }
    }

    private static void WriteStance(Utf8JsonWriter json, StanceEventData data, LogEvent e, DocumentHeader head, Audience audience)
    {
        json.WriteString("id", data.Stance);
        if (data is StanceTaken taken)
        {
            json.WriteString("stance", taken.Choice);
            json.WriteOptional("reason", Stance.Withholds(data.Anonymous, e.Seq, head.Erased) || !audience.MayReadReason(data.Stance, head) ? null : e.Words?.Reason);
            if (head.HiddenReasons.Contains(data.Stance))
                json.WriteBoolean("reasonHidden", true);
        }

        if (data.Anonymous)
            json.WriteBoolean("anonymous", true);
    }

    // Under the name of now: one that was given up is not shown again.
    private static void WriteMember(Utf8JsonWriter json, MemberEventData data, string? reason, DocumentHeader head, Audience audience)
    {
        json.WriteString("member", data.Member);
        if (data is MemberJoined or MemberRenamed)
            json.WriteString("name", audience.NameOf(data.Member, head) ?? "");
        if (data is MemberJoined { Role: var joined })
            json.WriteString("role", joined.ToString().ToLowerInvariant());
        else if (data is MemberRoleChanged { Role: var changed })
            json.WriteString("role", changed.ToString().ToLowerInvariant());
        if (data is MemberMuted { Until: { } until })
            json.WriteTime("until", until);
        if (data is MemberMuted or MemberNotesHidden)
            json.WriteOptional("reason", reason);
    }

    private static void WriteWords(Utf8JsonWriter json, Words? words, Annotation? annotation, bool readable)
    {
        if (!readable)
        {
            json.WriteString("withheld", AnnotationWriter.Name(annotation!.State));
            return;
        }

        json.WriteBody(words?.Body is { } text ? new Body(text) : null);
        if (words?.Tags is { } tags)
            json.WriteTags(tags);
    }
}
