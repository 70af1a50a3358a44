using System.Xml.Linq;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Archives;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Office;
using Collab.Formats.Import.Xml;

namespace Collab.Formats.Import;

/// <summary>A Word document (.docx): its paragraphs, headings, tables' cells and footnotes. Macros, objects, pictures and links are never looked at.</summary>
public static class DocxImporter
{
    private const string Main = "word/document.xml";

    /// <exception cref="RefusalException">As <see cref="ITextImporter.Import"/>, and <c>unsafe-file</c>, <c>malformed-file</c>, <c>not-taken</c>, <c>unsupported-media-type</c>.</exception>
    public static TextDraft Import(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw TextCheck.Empty();
        if (file.Length > ImportLimits.MaxBytes)
            throw TextCheck.TooLarge();
        if (!file.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]))
            throw new RefusalException("unsupported-media-type", $"The name says that this is a Word document, but it is {FileSignature.NameOf(file) ?? "none"}. Save it as .docx, or name it after what it is.");
        var archive = SafeArchive.Open(file.ToArray());
        var body = WordNames.Child(Part(archive, Main), "body")
            ?? throw Refusals.NotTaken("The archive has no Word document in it. Save the text as .docx with a word processor and import that.");

        var notes = new WordNotes(body, Part(archive, "word/footnotes.xml"), Part(archive, "word/endnotes.xml"), Part(archive, "word/settings.xml"));
        var styles = WordStyles.Of(Part(archive, "word/styles.xml"));
        var numbering = WordNumbering.Of(Part(archive, "word/numbering.xml"), styles);
        var lines = new WordLines(styles, numbering, notes);
        lines.Read(body);
        if (lines.Lines.Count == 0)
            throw TextCheck.Empty();
        return HeadedText.Split(lines.Lines, new MetadataBuilder(), [.. Warnings(archive, numbering.Unread, lines)]);
    }

    private static XElement? Part(SafeArchive archive, string name) =>
        archive.Read(name) is { } bytes ? SafeXml.Read(TextDecoder.Decode(bytes)) : null;

    private static IEnumerable<string> Warnings(SafeArchive archive, int unread, WordLines lines)
    {
        if (Formulas.Warning(lines.Formulas) is { } formulas)
            yield return formulas;
        if (Losses.Struck(lines.Struck) is { } struck)
            yield return struck;
        if (Losses.Hidden(lines.Hidden) is { } hidden)
            yield return hidden;
        if (Losses.Ruby(lines.Ruby) is { } ruby)
            yield return ruby;
        if (Losses.Raised(lines.Raised) is { } raised)
            yield return raised;
        if (lines.UnreadSigns > 0)
            yield return $"Left out: {lines.UnreadSigns} signs that only a font of their own shows, as from Word’s “Symbol”. Look where they stood and type them.";
        if (unread > 0)
            yield return $"Word counts {unread} paragraphs in words or letters that are not read here. Write their labels in, or type the numbers in Word.";
        if (Losses.Parts(lines.Parts) is { } parts)
            yield return parts;
        if (archive.Has("word/comments.xml"))
            yield return "The document's comments were left out.";
    }
}
