namespace Collab.Domain.Commands;

/// <summary>The answer to a command that was done: the seq of its last event, and the note that it added.</summary>
/// <param name="State"><c>waiting</c> where the note waits for a moderator before others see it, <c>sealed</c> where it waits for the end of a blind round, <c>draft</c> where it is a pin that waits until its point is reached; seq is 0 then, and it has no number. Else null.</param>
public sealed record CommandOutcome(long Seq, string? Id = null, int? Number = null, string? State = null);
