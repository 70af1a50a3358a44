namespace Collab.Domain.Seminars;

/// <summary>That all of a member's notes are hidden, as one act.</summary>
/// <param name="Reason">Shown at each of them.</param>
public sealed record HiddenNotes(string? Reason = null);
