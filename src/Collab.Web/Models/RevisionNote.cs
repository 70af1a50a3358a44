namespace Collab.Web.Models;

/// <summary>What became of a note when the text was revised.</summary>
/// <param name="State">unchanged, moved, ambiguous or orphaned.</param>
public sealed record RevisionNote(int Number, string State);
