namespace Collab.Web.Models;

/// <summary>A note that can be picked for an export.</summary>
/// <param name="Where">The points that it is about ("point 3"), or the whole document.</param>
/// <param name="Words">How it begins, or why its words are not shown.</param>
public sealed record ExportNoteRow(int Number, string Author, string Where, string Words);
