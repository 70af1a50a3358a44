using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>How a seat passes to another account, for a member who lost their way in; and how the operator lets in an owner.</summary>
public static partial class SeminarDecider
{
    /// <summary>An owner makes a link to a member's seat. The record has it before the link opens anything.</summary>
    public static ImmutableArray<Proposal> MakeSeatLink(SeminarState state, string actor, string member, DateTimeOffset expires)
    {
        Demand(state, actor, "recover-seat");
        var target = Movable(Present(state, member));
        // A seat tells whoever sits in it the name that its member goes by.
        if (state.Settings.Names == NameRule.PseudonymsForAll)
            throw new RefusalException("forbidden", "Nobody is told a name here, and whoever opened this link would read one. The member comes back by a way of their own, or comes in anew by an invite link.");
        return [new(null, new SeatLinkMade(target.Id, expires))];
    }

    /// <summary>The operator makes a link for an owner, whom nobody has to be there for. The record has it before the link opens anything.</summary>
    public static ImmutableArray<Proposal> MakeOwnerLink(DateTimeOffset expires, bool remote) => [new(null, new OwnerLinkMade(expires, remote))];

    /// <summary>The seat passes to whoever opened the link.</summary>
    /// <param name="from">Whose account the link was made for.</param>
    /// <param name="to">An account that was never in this seminar.</param>
    /// <param name="expires">When the link ends, by which it is known; null where a node of an earlier version asks: then any link to the seat will do whose maker may make it.</param>
    /// <exception cref="RefusalException"><c>gone</c>: the seat is another's by now, or whoever made the link may make none any more.</exception>
    public static ImmutableArray<Proposal> MoveSeat(SeminarState state, string member, string from, string to, DateTimeOffset? expires)
    {
        if (!state.Members.TryGetValue(member, out var target) || target.Removed || target.Person != from)
            throw new RefusalException("gone", "The seat that this link was made for is not there any more, or somebody has come back to it. Ask an owner for a new link.");
        if (!state.SeatLinks.Any(link => link.Member == member && (expires is null || link.Expires.ToUnixTimeMilliseconds() == expires.Value.ToUnixTimeMilliseconds()) && PermissionTable.May("recover-seat", RoleOf(state, link.By))))
            throw new RefusalException("gone", "Whoever made this link may hand out seats here no longer. Ask an owner for a new link.");
        if (state.MembersByPerson.ContainsKey(to))
            throw new RefusalException("already", "You have a seat of your own in this seminar.");
        return [new(null, new SeatMoved(Movable(target).Id, to))];
    }

    // What an owner could take from another owner, the seminar could not be defended against.
    private static Member Movable(Member target) => target.Role < Role.Owner
        ? target
        : throw new RefusalException("forbidden", "Nobody in the seminar hands out an owner’s seat. Whoever runs the server can make a new owner link; your own seat you open on another device by “Your account”.");
}
