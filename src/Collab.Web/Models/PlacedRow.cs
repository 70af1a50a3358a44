namespace Collab.Web.Models;

/// <summary>A note of a file that has its place.</summary>
/// <param name="Note">Its place in the file, from 0.</param>
/// <param name="IsAnswer">Whether it answers another note, of the file or of the document.</param>
/// <param name="Clauses">The ids of the clauses; none for a reply and for a note on the whole document.</param>
/// <param name="Here">Whether it was brought in before.</param>
public sealed record PlacedRow(int Note, string Author, bool IsAnswer, string? Text, string? Quote, IReadOnlyList<string> Clauses, bool Here);
