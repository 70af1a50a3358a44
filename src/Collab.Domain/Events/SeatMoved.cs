namespace Collab.Domain.Events;

/// <summary>A member's seat is another account's from here on: whoever opened the link that an owner made for it. Name, role and notes are the member's as before.</summary>
public sealed record SeatMoved(string Member, string Person, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
