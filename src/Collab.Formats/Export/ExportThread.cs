using System.Collections.Immutable;

namespace Collab.Formats.Export;

/// <summary>A note at a place of the text, with what was answered.</summary>
/// <param name="Note">The note that begins it; a reply where the notes above it are not in the scope.</param>
/// <param name="Replies">Each after the one that it answers, by <see cref="ExportNote.Depth"/>.</param>
/// <param name="Pin">Its pin at this place.</param>
/// <param name="At">Null where the note stands; else the name of the place where it does, and this is a reference to it.</param>
public sealed record ExportThread(ExportNote Note, ImmutableArray<ExportNote> Replies, ExportPin? Pin, string? At)
{
    /// <summary>The note and its replies; none where it is a reference.</summary>
    public IEnumerable<ExportNote> Notes => At is null ? Replies.Prepend(Note) : [];
}
