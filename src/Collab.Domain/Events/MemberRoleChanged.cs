using Collab.Domain.Policy;

namespace Collab.Domain.Events;

/// <param name="Invite">The link by which a member was raised; null where somebody changed the role.</param>
public sealed record MemberRoleChanged(string Member, Role Role, long SeminarSeq = 0, string? Invite = null) : MemberEventData(Member, SeminarSeq);
