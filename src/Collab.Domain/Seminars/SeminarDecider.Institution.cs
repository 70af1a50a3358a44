using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>What an institution says of its people's seats. It disposes of those alone that it gave: what somebody here has decided stays.</summary>
public static partial class SeminarDecider
{
    /// <summary>
    /// Gives a person the seat that their institution says they have, or takes it back. No events where somebody else has given the seat,
    /// where the person has left or was removed by somebody, and where it would take the last owner.
    /// </summary>
    /// <param name="member">The id of the member if they are new.</param>
    /// <param name="name">The institution's name of them. One that is somebody's already gets a number where names are shown.</param>
    /// <param name="role">Null where it gives them none.</param>
    public static ImmutableArray<Proposal> Assign(SeminarState state, string member, string person, string name, Role? role)
    {
        if (role is < Role.Guest or > Role.Owner)
            throw new RefusalException("bad-request", "The role is one of owner, moderator, annotator, reader, guest.");
        var known = state.MembersByPerson.TryGetValue(person, out var id) ? state.Members[id] : null;
        if (known is null or { Removed: true, RemovedBy: Member.Institution })
            return role is { } given ? [Seated(state, known?.Id ?? member, person, name, given)] : [];
        if (known.Removed || !known.FromInstitution || known.Role == role || (IsLastOwner(state, known) && role != Role.Owner))
            return [];
        return [new(null, role is { } other ? new MemberRoleChanged(known.Id, other) : new MemberRemoved(known.Id))];
    }

    private static Proposal Seated(SeminarState state, string member, string person, string name, Role role)
    {
        // Nobody is refused for the name that they have there; but as in CheckName, no number may tell that a withheld name is here.
        var known = DisplayName.Check(name);
        return new(null, new MemberJoined(member, person, role), new Words { Name = state.Settings.Names == NameRule.Shown ? DisplayName.Distinguish(state.Members, known, member) : known });
    }
}
