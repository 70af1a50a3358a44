namespace Collab.Domain.Events;

/// <summary>The name is among the words.</summary>
public sealed record MemberRenamed(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
