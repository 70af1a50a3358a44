using Collab.Domain.Events;

namespace Collab.Domain.Rounds;

/// <summary>A note that a reveal writes: its author's, under the command by which it was sealed.</summary>
/// <param name="Request">That command's digest.</param>
public sealed record Revealed(string Author, Guid Command, string Request, Proposal Note);
