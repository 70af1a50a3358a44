namespace Collab.Web.Models;

/// <summary>Where a note can be placed.</summary>
/// <param name="Value">What the form sends: the clause, and for a passage its start and end in code points.</param>
/// <param name="Around">What stands around the words; null for the whole point.</param>
public sealed record PlaceOffered(string Value, ClauseModel Point, string? Around);
