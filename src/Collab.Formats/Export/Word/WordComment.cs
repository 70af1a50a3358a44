namespace Collab.Formats.Export.Word;

/// <summary>A comment in the margin: a note or a reply, or what the record itself says of a place.</summary>
/// <param name="Id">The note's number; past all of them where the record speaks.</param>
/// <param name="Parent">The comment that begins the thread: Word's threads are one level deep.</param>
/// <param name="Note">Null where the record speaks.</param>
/// <param name="Lines">What the record says.</param>
/// <param name="Start">Where its range begins in the words of the place: an offset in UTF-16.</param>
/// <param name="Marked">Whether the range is what the note is about, so that nothing has to be quoted.</param>
internal sealed record WordComment(int Id, int? Parent, bool Resolved, ExportNote? Note, IReadOnlyList<string> Lines, int Start, int End, bool Marked)
{
    /// <summary>Binds the comment's last paragraph to its entry among the extended comments: eight digits, below 0x80000000.</summary>
    public string ParagraphId => IdOf(Id);

    public string? ParentParagraphId => Parent is { } parent ? IdOf(parent) : null;

    /// <summary>As hexadecimal numbers of eight digits name things in Word.</summary>
    public static string IdOf(int id) => id.ToString("X8", System.Globalization.CultureInfo.InvariantCulture);
}
