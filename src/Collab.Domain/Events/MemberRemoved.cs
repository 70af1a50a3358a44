namespace Collab.Domain.Events;

public sealed record MemberRemoved(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
