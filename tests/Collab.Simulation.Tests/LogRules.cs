using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Simulation.Tests;

/// <summary>
/// What no event may do where it stands in the log, whoever decided it and whatever they knew. Nothing that was decided on something old may
/// have been written.
/// </summary>
internal static class LogRules
{
    /// <returns>A sentence for every event that breaks a rule, and for every role that is not the seminar's in the end.</returns>
    public static IEnumerable<string> Check(IReadOnlyList<LogEvent> log, IReadOnlyDictionary<string, Role> roles)
    {
        var state = DocumentState.New("document", "epoch");
        foreach (var e in log)
        {
            foreach (var broken in Broken(state, e))
                yield return $"Rule: {e.Kind} at {e.Seq} by {e.Actor}: {broken}.";
            state = state.Apply(e);
        }

        foreach (var (member, role) in roles.Where(r => state.Header.Members.GetValueOrDefault(r.Key)?.Role != r.Value))
            yield return $"Rule: {member} is {state.Header.Members.GetValueOrDefault(member)?.Role.ToString() ?? "nobody"} in the log and {role} in the seminar.";
    }

    private static IEnumerable<string> Broken(DocumentState state, LogEvent e)
    {
        if (e.At < state.Header.At)
            yield return $"it happened at {e.At:O}, before the event before it";
        if (e.Data is (AnnotationAdded or ReplyAdded) && state.Header.Members[e.Actor].Role == Role.Reader)
            yield return "readers add nothing";
        if (state.Header.Closed && e.Data is AnnotationEventData and not (AnnotationHidden or AnnotationShown))
            yield return "the document is closed";
        if (e.Data is AnnotationAdded { Number: var number } && number != state.Header.LastNumber + 1 || e.Data is ReplyAdded { Number: var reply } && reply != state.Header.LastNumber + 1)
            yield return $"its number does not follow {state.Header.LastNumber}";
        if (e.Data is AnnotationEdited edited && state.Find(edited.Annotation)?.Version + 1 != edited.Version)
            yield return $"version {edited.Version} follows {state.Find(edited.Annotation)?.Version}";
        if (e.Data is AnnotationDeleted deleted && state.Find(deleted.Annotation)?.State == AnnotationState.Deleted)
            yield return "it was removed before";
        if (e.Data is ClauseLocked locked && state.Header.Locked.Contains(locked.Clause) || e.Data is DocumentClosed && state.Header.Closed)
            yield return "it was so before";
        if (e.Data is AnnotationAdded { Places: var places } && places.Any(p => state.Header.Locked.Contains(p.Clause)) && state.Header.Members[e.Actor].Role < Role.Moderator)
            yield return "the point is locked";
    }
}
