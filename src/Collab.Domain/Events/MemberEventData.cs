namespace Collab.Domain.Events;

/// <summary>Something happened to a member.</summary>
public abstract record MemberEventData(string Member, long SeminarSeq) : ToldEventData(SeminarSeq);
