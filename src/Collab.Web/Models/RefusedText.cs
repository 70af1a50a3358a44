namespace Collab.Web.Models;

/// <summary>Text that was posted by a form and refused.</summary>
/// <param name="Clause">The clause of the form, or null on the whole document.</param>
/// <param name="Annotation">The note that was answered, or null.</param>
/// <param name="CommandId">Where nobody knows whether it was stored: sent again under the same id it is stored once. Else null.</param>
public sealed record RefusedText(string? Clause, string? Annotation, string Text, string? CommandId = null);
