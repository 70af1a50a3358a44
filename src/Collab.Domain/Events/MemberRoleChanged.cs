using Collab.Domain.Policy;

namespace Collab.Domain.Events;

public sealed record MemberRoleChanged(string Member, Role Role, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
