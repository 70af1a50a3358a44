namespace Collab.Domain.Commands;

/// <summary>The answer to a command that was done: the seq of its last event, and the note that it added.</summary>
public sealed record CommandOutcome(long Seq, string? Id = null, int? Number = null);
