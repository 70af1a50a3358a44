namespace Collab.Web.Models;

/// <summary>A hidden note on the page of links and people.</summary>
public sealed record HiddenRow(string Document, string Annotation, int Number, string Author, string? Reason, string? Text);
