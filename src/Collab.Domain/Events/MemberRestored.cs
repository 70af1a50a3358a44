namespace Collab.Domain.Events;

/// <summary>A removal is undone: the member is here again, under the name and in the role that they had.</summary>
public sealed record MemberRestored(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
