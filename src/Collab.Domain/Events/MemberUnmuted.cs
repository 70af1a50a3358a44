namespace Collab.Domain.Events;

public sealed record MemberUnmuted(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
