namespace Collab.Client;

/// <summary>A command is done, and on the server's disk.</summary>
/// <param name="Seq">Its event; of a private note the notebook's; 0 where it waits for others to see it.</param>
/// <param name="Id">Of the note that was written.</param>
/// <param name="Number">Of the note that was written.</param>
/// <param name="State">Set where the note is kept back: it waits for a moderator, or for the end of a blind round.</param>
public sealed record Outcome(long Seq, string? Id = null, int? Number = null, string? State = null);
