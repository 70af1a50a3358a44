namespace Collab.Web.Models;

/// <summary>A clause with its notes: pinned ones first, in the order of their pins, then by number.</summary>
public sealed record ReadingClause(ClauseModel Clause, IReadOnlyList<ReadingNote> Notes);
