namespace Collab.Web.Models;

/// <summary>Text that was posted by a form and refused.</summary>
/// <param name="Clause">The clause of the form, or null on the whole document.</param>
/// <param name="Annotation">The note that was answered, or null.</param>
public sealed record RefusedText(string? Clause, string? Annotation, string Text);
