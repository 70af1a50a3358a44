using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Testing.Checking;

/// <summary>
/// What no event may do where it stands in the log, whoever decided it and whatever they knew. Nothing that was decided on something old may
/// have been written.
/// </summary>
public static class LogRules
{
    /// <summary>Replays a log, and notes a sentence for every event that breaks a rule.</summary>
    /// <returns>The document in the end.</returns>
    public static DocumentState Replay(DocumentState state, IEnumerable<LogEvent> log, List<string> violations)
    {
        foreach (var e in log)
        {
            if (Broken(state, e) is { } broken)
                violations.Add($"Rule: {e.Kind} at {e.Seq} by {e.Actor}: {broken}.");
            state = state.Apply(e);
        }

        return state;
    }

    /// <returns>A sentence where the log has not all that happened to members, once and in order.</returns>
    public static IEnumerable<string> CheckMembers(IEnumerable<LogEvent> log, int seminarHead)
    {
        var told = log.Select(e => e.Data).OfType<ToldEventData>().Select(data => (int)data.SeminarSeq).ToList();
        if (!told.SequenceEqual(Enumerable.Range(1, seminarHead)))
            yield return $"Rule: of the seminar's events 1 to {seminarHead} the log has {string.Join(", ", told)}.";
    }

    private static string? Broken(DocumentState state, LogEvent e) =>
        e.At < state.Header.At ? $"it happened at {e.At:O}, before the event before it" : e.Data switch
        {
            // What a reveal lets out was allowed when it was written.
            AnnotationAdded { Round: null } or ReplyAdded when state.Header.Members[e.Actor].Role == Role.Reader => "readers add nothing",
            StanceEventData stance when state.Header.Closed || state.Header.Locked.Contains(stance.Clause) => "stances are taken where it is open and not locked",
            AnnotationEventData and not (AnnotationHidden or AnnotationShown) when state.Header.Closed => "the document is closed",
            AnnotationAdded { Number: var number } when number != state.Header.LastNumber + 1 => $"its number does not follow {state.Header.LastNumber}",
            ReplyAdded { Number: var number } when number != state.Header.LastNumber + 1 => $"its number does not follow {state.Header.LastNumber}",
            AnnotationEdited edited when state.Find(edited.Annotation)?.Version + 1 != edited.Version => $"version {edited.Version} follows {state.Find(edited.Annotation)?.Version}",
            AnnotationDeleted deleted when state.Find(deleted.Annotation)?.State == AnnotationState.Deleted => "it was removed before",
            ClauseLocked locked when state.Header.Locked.Contains(locked.Clause) => "it was so before",
            DocumentClosed when state.Header.Closed => "it was so before",
            AnnotationAdded { Places: var places, Round: null } when IsLocked(state, places) && state.Header.Members[e.Actor].Role < Role.Moderator => "the point is locked",
            _ => null,
        };

    private static bool IsLocked(DocumentState state, ImmutableArray<Place> places) =>
        !state.Header.Locked.IsEmpty && places.Any(place => state.Header.Locked.Contains(place.Clause));
}
