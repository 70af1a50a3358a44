namespace Collab.Web.Models;

/// <summary>An edition beside the first, on the page of a text's editions.</summary>
/// <param name="Clauses">How many clauses have a text in it.</param>
public sealed record EditionRow(string Id, string Language, string Title, int Clauses);
