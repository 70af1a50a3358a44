using Collab.Domain.Policy;

namespace Collab.Domain.Events;

/// <summary>The name is among the words.</summary>
/// <param name="Code">The seq at which the join code was shown by which they came; 0 where the record does not say that it was: the start of the server printed it. Null where they came by none, and of those who came before it was noted.</param>
public sealed record MemberJoined(string Member, string Person, Role Role, string? Invite = null, long SeminarSeq = 0, long? Code = null) : MemberEventData(Member, SeminarSeq);
