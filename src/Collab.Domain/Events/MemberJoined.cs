using Collab.Domain.Policy;

namespace Collab.Domain.Events;

/// <summary>The name is among the words.</summary>
public sealed record MemberJoined(string Member, string Person, Role Role, string? Invite = null, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq);
