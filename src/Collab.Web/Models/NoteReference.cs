namespace Collab.Web.Models;

/// <summary>A note as it is cited on a page: one's private notes have numbers of their own.</summary>
public readonly record struct NoteReference(int Number, bool Private = false)
{
    /// <summary>The id of its place on the page.</summary>
    public string Anchor => Private ? $"my-note-{Number}" : $"note-{Number}";
}
