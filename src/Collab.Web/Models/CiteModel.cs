namespace Collab.Web.Models;

/// <summary>How to cite a document, and something in it.</summary>
/// <param name="Rows">What was asked for first, then what it stands in.</param>
public sealed record CiteModel(string Document, string Title, IReadOnlyList<CiteRow> Rows);
