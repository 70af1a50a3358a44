namespace Collab.Web.Models;

/// <summary>A question that is open.</summary>
/// <param name="Point">"point 4".</param>
public sealed record QuestionRow(int Number, string Author, string Point, string Text);
