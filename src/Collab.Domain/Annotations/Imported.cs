namespace Collab.Domain.Annotations;

/// <summary>That a note was brought in from a file: its author is no member, and its dates are the file's.</summary>
/// <param name="By">The member who brought it in.</param>
/// <param name="At">When.</param>
/// <param name="Source">A digest of what the file calls it; null where it has no name there.</param>
public sealed record Imported(string By, DateTimeOffset At, string? Source = null);
