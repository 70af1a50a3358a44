namespace Collab.Web.Models;

/// <summary>The list from which single notes are picked: those that are picked, and a page of the others.</summary>
/// <param name="Search">The words that the others contain; empty for all.</param>
/// <param name="Page">From 1.</param>
public sealed record ExportPicks(IReadOnlyList<ExportNoteRow> Picked, IReadOnlyList<ExportNoteRow> Others, string Search, int Page, int Pages)
{
    /// <summary>No notes at all.</summary>
    public static ExportPicks None { get; } = new([], [], "", 1, 1);
}
