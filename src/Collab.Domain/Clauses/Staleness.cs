using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Domain.Clauses;

/// <summary>Whoever undoes or decides says by which state they do: what somebody else has changed since is looked at again first.</summary>
public static class Staleness
{
    /// <summary>The event's seq. One that is only decided has none yet, and is newer than all that anybody has seen.</summary>
    public static long SeqOf(LogEvent e) => e.Seq > 0 ? e.Seq : long.MaxValue;

    /// <param name="changed">The seq of the last change of what the command is about.</param>
    /// <exception cref="RefusalException"><c>stale</c>.</exception>
    public static void Demand(Command command, long changed) => Demand(command.AsOf, changed);

    /// <param name="asOf">The seq of the state that was seen; null where whoever asks does not mind.</param>
    public static void Demand(long? asOf, long changed)
    {
        if (asOf < changed)
            throw new RefusalException("stale", "Somebody has changed this since you looked. Look what it is now, and decide again.");
    }
}
