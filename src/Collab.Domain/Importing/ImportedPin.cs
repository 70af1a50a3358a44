namespace Collab.Domain.Importing;

/// <summary>That a note was pinned to a clause, in the order of the list.</summary>
/// <param name="Clause">Of the document that it comes to.</param>
/// <param name="By">Of the authors.</param>
/// <param name="Supersedes">The note in whose place it came; null where there was none, or it is not in the file.</param>
public sealed record ImportedPin(int Note, string Clause, int By, DateTimeOffset? At, int? Supersedes);
