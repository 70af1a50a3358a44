using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>What the record says of join codes: who shows one, for whom, and how it ends.</summary>
public static partial class SeminarDecider
{
    /// <summary>For how long somebody may have been on their way in when a code was stopped.</summary>
    private static readonly TimeSpan OnTheirWay = TimeSpan.FromMinutes(1);

    /// <summary>Somebody shows a join code. Showing it on is no event, unless the record does not say that it is shown.</summary>
    /// <param name="anew">Whether it is another code than was shown before.</param>
    public static ImmutableArray<Proposal> ShowCode(SeminarState state, string actor, Role role, bool anew)
    {
        Demand(state, actor, "invite-to-annotator");
        return anew || state.CodeFor(role) is null ? [new(null, new CodeShown(role))] : [];
    }

    /// <summary>The join code for a role lets nobody in any more.</summary>
    /// <param name="actor">Who stopped it; null where nobody showed it on.</param>
    /// <param name="shown">The seq at which it was shown; null for whichever is shown now.</param>
    public static ImmutableArray<Proposal> EndCode(SeminarState state, string? actor, Role role, long? shown)
    {
        if (actor is not null)
            Demand(state, actor, "invite-to-annotator");
        var open = state.CodeFor(role);
        if (open is not null && (shown is null || shown == open.Seq))
            return [new(null, new CodeEnded(open.Seq, role))];
        // What the start of the server printed is in no record until somebody stops it.
        return open is null && actor is not null ? [new(null, new CodeEnded(0, role))] : [];
    }

    /// <summary>The seq at which the code was shown by which somebody comes; 0 where the record does not say.</summary>
    private static long ShowingOf(SeminarState state, Role role, DateTimeOffset now) =>
        state.Codes.LastOrDefault(showing => showing.Role == role && (showing.Open || showing.Until > now - OnTheirWay))?.Seq ?? 0;
}
