namespace Collab.Domain.Events;

/// <summary>A member reads on, and writes nothing that others see. Why is among the words.</summary>
/// <param name="Until">When it ends by itself; null where somebody must end it.</param>
public sealed record MemberMuted(string Member, DateTimeOffset? Until, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
