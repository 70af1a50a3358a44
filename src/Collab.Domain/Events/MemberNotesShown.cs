namespace Collab.Domain.Events;

/// <summary>What was hidden together is shown again, but for the notes of which somebody has decided one by one since.</summary>
public sealed record MemberNotesShown(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
