using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>Folds what was decided about members, by the member's id.</summary>
public static class Ceilings
{
    /// <param name="ceilings">Those before it happened.</param>
    /// <param name="before">The member before it happened; null for somebody new.</param>
    /// <param name="data">What happened.</param>
    /// <param name="e">The event that says so.</param>
    public static ImmutableDictionary<string, Ceiling> Apply(ImmutableDictionary<string, Ceiling> ceilings, Member? before, MemberEventData data, LogEvent e)
    {
        // Who leaves may come back; and an institution speaks of the seats that it gives, not of links.
        var decided = e.Actor != data.Member && e.Actor != Member.Institution;
        return data switch
        {
            MemberRemoved when decided => ceilings.SetItem(data.Member, new Ceiling(Role.Outsider, e.Seq, e.At)),
            MemberRoleChanged lowered when decided && before is not null && IsLess(lowered.Role, before.Role) => ceilings.SetItem(data.Member, new Ceiling(lowered.Role, e.Seq, e.At)),
            MemberRoleChanged raised => Raise(raised.Role),
            MemberJoined joined => Raise(joined.Role),
            MemberRestored when before is not null => Raise(before.Role),
            _ => ceilings,
        };

        ImmutableDictionary<string, Ceiling> Raise(Role role) => ceilings.TryGetValue(data.Member, out var known) ? ceilings.SetItem(data.Member, known.Raised(role)) : ceilings;
    }

    /// <summary>A reader stands above a guest, and may write less.</summary>
    internal static bool IsLess(Role role, Role than) => role < than || (role, than) == (Role.Reader, Role.Guest);
}
