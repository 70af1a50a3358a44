using Collab.Contracts;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Grains.Seminars;

/// <summary>What is done to members.</summary>
public sealed partial class SeminarGrain
{
    public Task<Reply> ChangeRoleAsync(string actor, string member, Role role, long? asOf) =>
        DecideAsync(actor, state => SeminarDecider.ChangeRole(state, actor, member, role, asOf));

    public Task<Reply> RemoveMemberAsync(string actor, string member, HiddenNotes? notes, long? asOf) =>
        DecideAsync(actor, state => SeminarDecider.RemoveMember(state, actor, member, notes, asOf));

    public Task<Reply> RestoreMemberAsync(string actor, string member, long? asOf) =>
        DecideAsync(actor, state => SeminarDecider.RestoreMember(state, actor, member, asOf));

    public Task<Reply> MuteAsync(string actor, string member, DateTimeOffset? until, string? reason, HiddenNotes? notes, long? asOf) =>
        DecideAsync(actor, state => SeminarDecider.Mute(state, actor, member, until, reason, notes, Time.GetUtcNow(), asOf));

    public Task<Reply> MakeSeatLinkAsync(string actor, string member, DateTimeOffset expires) =>
        DecideAsync(actor, state => SeminarDecider.MakeSeatLink(state, actor, member, expires));

    public Task<Reply> MakeOwnerLinkAsync(DateTimeOffset expires, bool remote) =>
        DecideAsync(ServerActor, _ => SeminarDecider.MakeOwnerLink(expires, remote));

    public Task<Reply> MoveSeatAsync(string member, string from, string to, DateTimeOffset? expires) =>
        DecideAsync(member, state => SeminarDecider.MoveSeat(state, member, from, to, expires));

    public Task<Reply> UnmuteAsync(string actor, string member, long? asOf) =>
        DecideAsync(actor, state => SeminarDecider.Unmute(state, actor, member, asOf));
}
