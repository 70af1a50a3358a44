namespace Collab.Domain.Events;

/// <summary>All that a member had written and that could still be read is hidden in one act. Why is among the words.</summary>
public sealed record MemberNotesHidden(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
