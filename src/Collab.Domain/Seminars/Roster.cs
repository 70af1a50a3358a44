using System.Collections.Immutable;
using Collab.Domain.Events;

namespace Collab.Domain.Seminars;

/// <summary>Folds what happened to members, alike in a seminar's log and in its documents'. What else a seminar tells changes nothing here.</summary>
public static class Roster
{
    public static ImmutableDictionary<string, Member> Apply(ImmutableDictionary<string, Member> members, ToldEventData data, LogEvent e) => data switch
    {
        MemberJoined joined => members.SetItem(joined.Member, new Member(joined.Member, joined.Person, e.Words?.Name ?? "", joined.Role, e.At)),
        MemberRenamed renamed => Change(members, renamed, m => m with { Name = e.Words?.Name ?? "" }),
        MemberRoleChanged changed => Change(members, changed, m => m with { Role = changed.Role }),
        ContentErased erased => Change(members, erased, m => m with { Name = Member.ErasedName }),
        MemberRemoved removed => Change(members, removed, m => m with { Removed = true }),
        _ => members,
    };

    private static ImmutableDictionary<string, Member> Change(ImmutableDictionary<string, Member> members, MemberEventData data, Func<Member, Member> change) =>
        members.TryGetValue(data.Member, out var member) ? members.SetItem(data.Member, change(member)) : members;
}
