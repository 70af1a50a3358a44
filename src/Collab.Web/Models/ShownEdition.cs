namespace Collab.Web.Models;

/// <summary>An edition beside the first, as a page shows it.</summary>
/// <param name="Clauses">Its text by the clause that it is the counterpart of.</param>
public sealed record ShownEdition(string Id, string Language, string Title, IReadOnlyDictionary<string, ClauseModel> Clauses);
