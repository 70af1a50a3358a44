namespace Collab.Formats.Hypothesis;

/// <summary>What a note is to whoever asks for it.</summary>
/// <param name="IsPrivate">It is in their notebook: nobody else reads it.</param>
/// <param name="IsFlagged">They have asked moderators to look at it.</param>
/// <param name="Waits">It is theirs, and others do not see it yet.</param>
public readonly record struct NoteStatus(bool IsPrivate = false, bool IsFlagged = false, bool Waits = false);
