namespace Collab.Web.Models;

/// <summary>A passage that a note quotes.</summary>
/// <param name="Edition">The title of the edition that it is of; null for the first.</param>
/// <param name="Language">The language of that edition.</param>
public sealed record ReadingQuote(string Text, string? Edition = null, string? Language = null);
