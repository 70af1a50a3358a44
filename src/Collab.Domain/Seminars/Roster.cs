using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>Folds what happened to members, alike in a seminar's log and in its documents'. What else a seminar tells changes nothing here.</summary>
public static class Roster
{
    public static ImmutableDictionary<string, Member> Apply(ImmutableDictionary<string, Member> members, ToldEventData data, LogEvent e) => data switch
    {
        MemberJoined joined => members.SetItem(joined.Member, Joined(members, joined, e)),
        ContentErased erased => WithoutReasons(Change(members, e, erased, m => m with { Name = Member.ErasedName }), erased.Member),
        MemberEventData about => Change(members, e, about, m => about switch
        {
            MemberRenamed => m with { Name = e.Words?.Name ?? "" },
            // Who may mute is not muted.
            MemberRoleChanged changed => m with { Role = changed.Role, Mute = changed.Role >= Role.Moderator ? null : m.Mute, FromInstitution = e.Actor == Member.Institution },
            MemberRemoved => m with { Removed = true, RemovedBy = e.Actor },
            MemberRestored => m with { Removed = false, RemovedBy = null, FromInstitution = e.Actor == Member.Institution },
            SeatMoved moved => m with { Person = moved.Person },
            MemberMuted muted => m with { Mute = new Mute(muted.Until, e.Words?.Reason, e.Actor) },
            MemberUnmuted => m with { Mute = null },
            MemberNotesHidden => m with { NotesHidden = true },
            MemberNotesShown => m with { NotesHidden = false },
            _ => m,
        }),
        _ => members,
    };

    /// <summary>Members in the order in which they came; those of one moment, whom one write let in, too.</summary>
    public static IEnumerable<Member> InOrder(IEnumerable<Member> members) => members.OrderBy(member => member.Joined).ThenBy(member => member.Number);

    /// <summary>Which member a person is, removed ones included.</summary>
    /// <param name="members">The members before it happened.</param>
    public static ImmutableDictionary<string, string> ByPerson(ImmutableDictionary<string, string> known, ImmutableDictionary<string, Member> members, ToldEventData data) => data switch
    {
        MemberJoined joined => Without(known, members, joined.Member).SetItem(joined.Person, joined.Member),
        SeatMoved moved when members.ContainsKey(moved.Member) => Without(known, members, moved.Member).SetItem(moved.Person, moved.Member),
        _ => known,
    };

    private static ImmutableDictionary<string, string> Without(ImmutableDictionary<string, string> known, ImmutableDictionary<string, Member> members, string member) =>
        members.TryGetValue(member, out var before) ? known.Remove(before.Person) : known;

    // Who leaves and comes back by another link is muted as before.
    private static Member Joined(ImmutableDictionary<string, Member> members, MemberJoined joined, LogEvent e)
    {
        var known = members.GetValueOrDefault(joined.Member);
        return new(joined.Member, joined.Person, e.Words?.Name ?? "", joined.Role, e.At)
        {
            Number = known?.Number ?? members.Count + 1,
            Mute = joined.Role >= Role.Moderator ? null : known?.Mute,
            NotesHidden = known?.NotesHidden ?? false,
            FromInstitution = e.Actor == Member.Institution,
            Changed = SeqOf(joined, e),
        };
    }

    private static ImmutableDictionary<string, Member> Change(ImmutableDictionary<string, Member> members, LogEvent e, MemberEventData data, Func<Member, Member> change) =>
        members.TryGetValue(data.Member, out var member) ? members.SetItem(data.Member, change(member) with { Changed = SeqOf(data, e) }) : members;

    /// <summary>A document's log names the seminar's seq; in the seminar's own the event's is it.</summary>
    private static long SeqOf(MemberEventData data, LogEvent e) => data.SeminarSeq > 0 ? data.SeminarSeq : e.Seq;

    private static ImmutableDictionary<string, Member> WithoutReasons(ImmutableDictionary<string, Member> members, string erased) =>
        members.SetItems(members.Where(m => m.Value.Mute is { Reason: not null } mute && (m.Key == erased || mute.By == erased))
            .Select(m => KeyValuePair.Create(m.Key, m.Value with { Mute = m.Value.Mute! with { Reason = null } })));
}
