using Collab.Domain.Annotations;
using Collab.Domain.Events;

namespace Collab.Testing.Checking;

/// <summary>
/// C12: what is written in a blind round is nobody's but its author's until the round is revealed, and everybody's from then on, once; and once
/// in the round's own log in any case. Readers have of the log what is in it (C5), so what is not there yet nobody has.
/// </summary>
public static class RoundRules
{
    /// <param name="kept">The logs of all rounds in the end.</param>
    /// <param name="removed">The ids of sealed notes that their authors removed, or tried to.</param>
    public static IEnumerable<string> Check(IReadOnlyList<LogEvent> log, IReadOnlyList<LogEvent> kept, IReadOnlyCollection<Operation> operations, IReadOnlySet<string> removed)
    {
        var (open, revealed) = (new Dictionary<string, string>(), new HashSet<string>());
        var ofRounds = new Dictionary<(string Actor, string Command), string>();
        foreach (var (at, e) in log.Index())
        {
            switch (e.Data)
            {
                case RoundOpened opened when !open.TryAdd(opened.Clause, opened.Round):
                    yield return $"C12: at {e.Seq} a round is opened where one is open.";
                    break;
                case RoundRevealed ended:
                    open.Remove(ended.Clause);
                    revealed.Add(ended.Round);
                    break;
                case RoundCancelled ended:
                    open.Remove(ended.Clause);
                    break;
                case AnnotationAdded added:
                    if (added.Places.Any(place => open.ContainsKey(place.Clause)))
                        yield return $"C12: {e.Command} of {e.Actor} is in the log at {e.Seq}, while a round is open there.";
                    if (added.Round is not { } round)
                        break;
                    if (RoundOf(log[at - 1]) != round)
                        yield return $"C12: {e.Command} of {e.Actor} at {e.Seq} does not follow the reveal of its round.";
                    if (!ofRounds.TryAdd((e.Actor, e.Command.ToString()), round))
                        yield return $"C12: {e.Command} of {e.Actor} was revealed twice.";
                    break;
            }
        }

        // However its round ended, or did not: what was acknowledged is where only its author has it.
        var written = kept.ToLookup(e => (e.Actor, e.Command.ToString()));
        foreach (var operation in operations.Where(operation => operation.Outcome == Outcome.Sealed))
        {
            var events = written[(operation.Actor, operation.Command)].ToList();
            if (events.Count != 1 || (operation.Note is { } note && (events[0].Data as AnnotationAdded)?.Annotation != note))
                yield return $"C12: {operation} was sealed, and is {(events.Count == 0 ? "in no round's log" : $"{string.Join(", ", events.Select(e => e.Kind))} there")}.";
        }

        foreach (var operation in operations.Where(operation => operation is { Outcome: Outcome.Sealed, Note: not null }))
        {
            var isOut = ofRounds.TryGetValue((operation.Actor, operation.Command), out var round);
            if (isOut && round != AnnotationId.RoundOf(operation.Note!))
                yield return $"C12: {operation} was sealed in another round than it was revealed in.";
            if (!isOut && revealed.Contains(AnnotationId.RoundOf(operation.Note!)!) && !removed.Contains(operation.Note!))
                yield return $"C12: {operation} was sealed, and is not among what was revealed.";
        }
    }

    /// <summary>The round that the event reveals, or belongs to the reveal of.</summary>
    private static string? RoundOf(LogEvent e) => e.Data switch
    {
        RoundRevealed revealed => revealed.Round,
        AnnotationAdded added => added.Round,
        _ => null,
    };
}
