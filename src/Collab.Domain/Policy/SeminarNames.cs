using Collab.Domain.Seminars;

namespace Collab.Domain.Policy;

/// <summary>What an audience may know the members of a seminar by.</summary>
public sealed record SeminarNames(SeminarState Seminar, Audience Audience)
{
    /// <summary>One's own is the name that one gave.</summary>
    public string Of(Member member) => member.Id == Audience.Member ? member.Name : Audience.NameOf(member, Seminar.Id);

    /// <summary>As the others say it; null where nothing is known of such a member.</summary>
    public string? ShownOf(string member) => Seminar.Members.TryGetValue(member, out var known) ? Audience.NameOf(known, Seminar.Id) : null;

    /// <summary>What stands in the place of the name for others: told to the member, and to whoever sees the name. Null where names are shown.</summary>
    public string? PseudonymOf(Member member) => Seminar.Settings.Names != NameRule.Shown && (Audience.Class.SeesNames || member.Id == Audience.Member) ? Pseudonyms.Of(Seminar.Id, member.Number) : null;

    /// <summary>Who came by a link: nobody where names are withheld, since a link is sent to somebody whom its maker knows.</summary>
    public IEnumerable<Member> CameBy(Invite invite) => CameBy(invite.Joined);

    /// <summary>Who came by a join code, as with links.</summary>
    public IEnumerable<Member> CameBy(IEnumerable<string> joined) => Audience.Class.SeesNames ? joined.Select(member => Seminar.Members[member]) : [];

    /// <summary>Who made a link; nothing where the server did.</summary>
    public string MakerOf(Invite invite) => Seminar.Members.TryGetValue(invite.CreatedBy, out var maker) ? Of(maker) : "";
}
