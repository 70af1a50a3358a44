using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>A seminar at some seq: who is in it by which link, and what they read. The fold of its log.</summary>
public sealed record SeminarState
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public ImmutableDictionary<string, Member> Members { get; init; } = ImmutableDictionary<string, Member>.Empty;

    /// <summary>The member of each person, removed ones included.</summary>
    public ImmutableDictionary<string, string> MembersByPerson { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What those persons were last who had a seat that has moved to somebody else's account.</summary>
    public ImmutableDictionary<string, Role> MovedAway { get; init; } = ImmutableDictionary<string, Role>.Empty;

    public ImmutableDictionary<string, Invite> Invites { get; init; } = ImmutableDictionary<string, Invite>.Empty;

    /// <summary>What somebody else has decided about members, by their ids: whom they removed, or gave fewer rights.</summary>
    public ImmutableDictionary<string, Ceiling> Ceilings { get; init; } = ImmutableDictionary<string, Ceiling>.Empty;

    /// <summary>Links to members' seats that may be opened still.</summary>
    public ImmutableArray<SeatLink> SeatLinks { get; init; } = [];

    /// <summary>When join codes were shown, the newest last.</summary>
    public ImmutableArray<CodeShowing> Codes { get; init; } = [];

    /// <summary>The members who came by a code of which the record does not say that it was shown, in order.</summary>
    public ImmutableArray<string> CameByPrinted { get; init; } = [];

    public SeminarSettings Settings { get; init; } = SeminarSettings.Default;

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>Nobody is in it, and nobody comes in again.</summary>
    public bool Deleted { get; init; }

    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public string Hash { get; init; } = "";

    public Member? MemberOf(string person) =>
        MembersByPerson.TryGetValue(person, out var id) && Members[id] is { Removed: false } member ? member : null;

    /// <summary>That a join code for the role is shown now; null where the record says of none.</summary>
    public CodeShowing? CodeFor(Role role) => Codes.LastOrDefault(showing => showing.Open && showing.Role == role);

    /// <summary>Whether somebody may come in by it now.</summary>
    public bool IsUsable(Invite invite, DateTimeOffset now) => invite.HoldsAt(now) && MakerMay(invite);

    /// <summary>Whether whoever made it may make it still. A class's link is the class's, whoever leads it; one that makes moderators or owners is the word of its maker. The server's holds.</summary>
    public bool MakerMay(Invite invite) => invite.Role <= Role.Annotator || !Members.TryGetValue(invite.CreatedBy, out var maker) || (!maker.Removed && PermissionTable.May("invite-above", maker.Role));

    public SeminarState Apply(LogEvent e)
    {
        var next = e.Data switch
        {
            SeminarCreated => this with { Title = e.Words?.Title ?? "" },
            SeminarDeleted => this with { Deleted = true },
            MemberEventData member => Membership(member, e),
            SettingsChanged changed => this with { Settings = changed.Settings },
            InviteCreated made => this with { Invites = Invites.SetItem(made.Invite, new Invite(made.Invite, made.Role, made.SecretHash, e.Actor, e.At, made.Expires, made.MaxUses, false, []) { Seq = e.Seq }) },
            InviteRevoked revoked => Change(revoked.Invite, invite => invite with { Revoked = true }),
            CodeShown or CodeEnded => this with { Codes = CodeShowings.Apply(Codes, e) },
            SeatLinkMade made => this with { SeatLinks = [.. SeatLinks.Where(link => link.Expires > e.At), new SeatLink(made.Member, e.Actor, made.Expires)] },
            DocumentAdded added => this with { Documents = Documents.Add(added.Document) },
            _ => this,
        };
        return next with { Seq = e.Seq, At = e.At, Hash = e.Hash };
    }

    private SeminarState Membership(MemberEventData data, LogEvent e)
    {
        var next = this with
        {
            Members = Roster.Apply(Members, data, e),
            MembersByPerson = Roster.ByPerson(MembersByPerson, Members, data),
            MovedAway = data is SeatMoved && Members.TryGetValue(data.Member, out var before) ? MovedAway.SetItem(before.Person, before.Role) : MovedAway,
            SeatLinks = data is SeatMoved ? SeatLinks.RemoveAll(link => link.Member == data.Member) : SeatLinks,
            Codes = CodeShowings.Apply(Codes, e),
            CameByPrinted = data is MemberJoined { Code: 0 } ? CameByPrinted.Add(data.Member) : CameByPrinted,
            Ceilings = Seminars.Ceilings.Apply(Ceilings, Members.GetValueOrDefault(data.Member), data, e),
        };
        var by = data switch { MemberJoined join => join.Invite, MemberRoleChanged raised => raised.Invite, _ => null };
        return by is null ? next : next.Change(by, invite => invite with { Joined = invite.Joined.Add(data.Member) });
    }

    private SeminarState Change(string invite, Func<Invite, Invite> change) =>
        Invites.TryGetValue(invite, out var known) ? this with { Invites = Invites.SetItem(invite, change(known)) } : this;
}
