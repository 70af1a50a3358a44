using Collab.Domain.Events;

namespace Collab.Storage;

/// <summary>What every log asks of the events of one append.</summary>
internal static class Batch
{
    /// <summary>Checks what can be checked without the head: the first event's own link is left.</summary>
    public static void Require(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        if (events.Count == 0)
            throw new ArgumentException("There is nothing to append.", nameof(events));
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Seq != expectedSeq + 1 + i || (i > 0 && !EventChain.IsWhole(stream, events[i - 1].Hash.Span, events[i])))
                throw NotAChain(events[i]);
        }
    }

    public static ArgumentException NotAChain(StoredEvent e) =>
        new($"The event {e.Seq} does not follow the one before it. Seal the events in order, each with the hash of the one before.", nameof(e));

    /// <summary>Which of the commands are there already; when none is, the batch repeats one of its own.</summary>
    public static Exception Duplicate(string stream, IReadOnlyList<StoredEvent> events, Func<CommandKey, bool> isThere)
    {
        List<CommandKey> found = [];
        foreach (var e in events)
        {
            var command = new CommandKey(e.Actor, e.Command);
            if (!found.Contains(command) && isThere(command))
                found.Add(command);
        }

        return found.Count > 0
            ? new DuplicateCommandException(stream, found)
            : new ArgumentException("The batch has the same actor, command and ordinal twice.", nameof(events));
    }
}
