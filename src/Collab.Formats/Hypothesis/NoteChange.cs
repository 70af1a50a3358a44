using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Formats.Hypothesis;

/// <summary>What Hypothesis' client is to be told of a note.</summary>
/// <param name="Action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
public sealed record NoteChange(string Annotation, string Action)
{
    public const string Create = "create", Update = "update", Delete = "delete";

    /// <summary>What some events come to, each note once: as it stands now. What the client does not show (pins, reactions) is nothing to it.</summary>
    /// <param name="now">The document with those events.</param>
    public static IReadOnlyList<NoteChange> Of(IEnumerable<LogEvent> events, DocumentState now)
    {
        var changes = new Dictionary<string, string>();
        foreach (var e in events)
        {
            foreach (var (annotation, action) in Touched(e, now))
            {
                if (now.Find(annotation) is not { IsGone: false })
                    changes[annotation] = Delete;
                else if (changes.GetValueOrDefault(annotation) != Create)
                    changes[annotation] = action;
            }
        }

        return [.. changes.Select(change => new NoteChange(change.Key, change.Value))];
    }

    private static IEnumerable<(string Annotation, string Action)> Touched(LogEvent e, DocumentState now) => e.Data switch
    {
        AnnotationAdded or ReplyAdded => [(((AnnotationEventData)e.Data).Annotation, Create)],
        AnnotationEdited or AnnotationHidden or AnnotationShown or AnnotationDeleted => [(((AnnotationEventData)e.Data).Annotation, Update)],
        MemberNotesHidden or MemberNotesShown or ContentErased => Of(((MemberEventData)e.Data).Member, now),
        _ => [],
    };

    private static IEnumerable<(string Annotation, string Action)> Of(string member, DocumentState now) =>
        now.Annotations.Where(note => note.Creator == member).Select(note => (note.Id, Update));
}
