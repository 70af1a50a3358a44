using System.Globalization;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>The line by which something is cited, with the address at which it stays. Numbers are of one log: after a restore they are given again, so the address names the epoch. Made of an export: no name and no word is in it that the audience may not see.</summary>
/// <param name="Line">English, as exports are; it ends with the address.</param>
public sealed record Citation(string Line, Uri Address)
{
    /// <summary>A time as citations have it: "23 November 2026, 08:30 UTC".</summary>
    public static string Time(DateTimeOffset at) => ExportTime.Long(at, TimeZoneInfo.Utc);

    /// <summary>A text in its present wording: “Title” (2 November 1917), revision 1.</summary>
    public static Citation OfRevision(ExportDocument document) =>
        At(document, $"{Text(document)}, {Revision(document.Revision)}", $"/text/{document.Revision.ToString(CultureInfo.InvariantCulture)}?epoch={Uri.EscapeDataString(document.Epoch)}");

    /// <summary>A point of it, whatever its number becomes.</summary>
    /// <param name="last">The last revision in which it stood; null where it stands there now.</param>
    public static Citation OfPoint(ExportDocument document, Clause clause, int? last = null) =>
        At(document, $"{Text(document)}, {Printable.Line(clause.Name)}, {Revision(last ?? document.Revision)}", $"/points/{Uri.EscapeDataString(clause.Id)}");

    /// <summary>A note or a reply, by the name under which the audience knows its author.</summary>
    /// <param name="note">One of the export; what nobody can read any more is cited without its author.</param>
    public static Citation OfNote(ExportDocument document, ExportNote note)
    {
        var annotation = note.Annotation;
        var whose = annotation.IsGone ? "" : $"{Printable.Line(note.Author)}: ";
        // Of a note on an earlier text that one is meant, and its numbers.
        var (names, revision) = note.Cited;
        var on = names.IsEmpty ? "on" : $"on {Printable.Line(string.Join(", ", names))} of";
        return At(document, $"{whose}{(annotation.ReplyTo is null ? "note" : "reply")} {note.Number.ToString(CultureInfo.InvariantCulture)} {on} {Text(document)}, {Revision(revision)}, "
            + $"event {annotation.Seq.ToString(CultureInfo.InvariantCulture)} of epoch {document.Epoch}, {ExportTime.Long(annotation.Created, document.Zone)}", $"/notes/{note.Number.ToString(CultureInfo.InvariantCulture)}?epoch={Uri.EscapeDataString(document.Epoch)}");
    }

    /// <summary>The text and its discussion as they stood: what the export is of.</summary>
    public static Citation OfMoment(ExportDocument document) =>
        At(document, $"{Text(document)}, {Revision(document.Revision)}, with its discussion as of event {document.Seq.ToString(CultureInfo.InvariantCulture)} of epoch {document.Epoch}, {ExportTime.Long(document.At, document.Zone)}",
            $"?at={Uri.EscapeDataString(document.Epoch)}:{document.Seq.ToString(CultureInfo.InvariantCulture)}");

    private static Citation At(ExportDocument document, string what, string where)
    {
        var address = new Uri(document.Address.AbsoluteUri + where);
        return new($"{what}. {address.AbsoluteUri}", address);
    }

    private static string Text(ExportDocument document) =>
        $"{(document.Metadata.Author is { } author ? $"{Printable.Line(author)}: " : "")}“{Printable.Line(document.Title)}”{(document.Metadata.Date is { } date ? $" ({Printable.Line(date)})" : "")}";

    private static string Revision(int revision) => $"revision {revision.ToString(CultureInfo.InvariantCulture)}";
}
