namespace Collab.Web.Models;

/// <summary>A revision of a text.</summary>
/// <param name="By">Who brought it; null where that is not told.</param>
/// <param name="Reason">Why, where they said so.</param>
public sealed record RevisionRow(int Number, DateTimeOffset At, string? By, string? Reason);
