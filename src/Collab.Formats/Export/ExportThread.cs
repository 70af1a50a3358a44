namespace Collab.Formats.Export;

/// <summary>A note at a place of the text, with what was answered.</summary>
public sealed class ExportThread
{
    private readonly Func<ExportNote> make;
    private ExportNote? note;

    internal ExportThread(int number, Func<ExportNote> make, IReadOnlyList<ExportNote> replies, ExportPin? pin, string? at) =>
        (Number, this.make, Replies, Pin, At) = (number, make, replies, pin, at);

    /// <summary>The number of the note that begins it.</summary>
    public int Number { get; }

    /// <summary>The note that begins it; a reply where the notes above it are not in the scope.</summary>
    public ExportNote Note => note ??= make();

    /// <summary>Each after the one that it answers, by <see cref="ExportNote.Depth"/>; made when they are read. None where it is a reference.</summary>
    public IReadOnlyList<ExportNote> Replies { get; }

    /// <summary>Its pin at this place.</summary>
    public ExportPin? Pin { get; }

    /// <summary>Null where the note stands; else the name of the place where it does, and this is a reference to it.</summary>
    public string? At { get; }

    /// <summary>The note and its replies; none where it is a reference.</summary>
    public IEnumerable<ExportNote> Notes => At is null ? Replies.Prepend(Note) : [];
}
