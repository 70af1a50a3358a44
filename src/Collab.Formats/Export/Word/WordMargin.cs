using System.Globalization;
using System.Text;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export.Word;

/// <summary>The comments of the Word document, and which of them answer which (ECMA-376, and [MS-DOCX] for threads and what is resolved).</summary>
internal static class WordMargin
{
    /// <summary>Whose comment it is where the record speaks.</summary>
    public const string Record = "The record";

    private const string Words = "CommentText", Pinned = "NotePinned", Passages = "NotePassage", Facts = "NoteFacts", Former = "NoteFormer";

    public static async Task WriteCommentsAsync(ExportSink sink, ExportDocument document, IEnumerable<WordPlace> places)
    {
        sink.Line(Xml.Declaration).Line($"<w:comments {WordParts.Namespaces}>");
        foreach (var comment in places.SelectMany(place => place.Comments))
        {
            Write(sink, document, comment);
            await sink.FlushAsync();
        }

        sink.Line("</w:comments>");
        await sink.FlushAsync(all: true);
    }

    /// <summary>A paragraph's id, that of the comment it answers, and whether the thread is resolved.</summary>
    public static async Task WriteThreadsAsync(ExportSink sink, IEnumerable<WordPlace> places)
    {
        sink.Line(Xml.Declaration).Line($"<w15:commentsEx {WordParts.Namespaces}>");
        foreach (var comment in places.SelectMany(place => place.Comments))
        {
            sink.Line($"<w15:commentEx w15:paraId=\"{comment.ParagraphId}\"{Xml.Attribute("w15:paraIdParent", comment.ParentParagraphId)} w15:done=\"{(comment.Resolved ? 1 : 0)}\"/>");
            await sink.FlushAsync();
        }

        sink.Line("</w15:commentsEx>");
        await sink.FlushAsync(all: true);
    }

    private static void Write(ExportSink sink, ExportDocument document, WordComment comment)
    {
        var (author, at) = comment.Note is { } note ? (Printable.Line(note.Author), note.Annotation.Created) : (Record, document.At);
        sink.Line($"<w:comment w:id=\"{comment.Id}\" w:author=\"{Xml.Line(author)}\" w:date=\"{Time(at, document.Zone)}\" w:initials=\"{Xml.Line(Initials(author))}\">");
        var paragraphs = (comment.Note is null ? comment.Lines.Select(line => (Words, line)) : Paragraphs(document, comment, comment.Note)).ToList();
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var (style, text) = paragraphs[i];
            sink.Add($"<w:p{(i == paragraphs.Count - 1 ? $" w14:paraId=\"{comment.ParagraphId}\"" : "")}>").Add(WordText.Properties(style, text));
            if (i == 0)
                sink.Add("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>");
            // No link to the note: LibreOffice carries a field of one comment over into the next.
            sink.Add(WordText.Run(text, Direction.IsRightToLeft(text))).Line("</w:p>");
        }

        sink.Line("</w:comment>");
    }

    private static IEnumerable<(string Style, string Text)> Paragraphs(ExportDocument document, WordComment comment, ExportNote note)
    {
        foreach (var pin in NoteFacts.Pinned(document, note))
            yield return (Pinned, pin);
        foreach (var quote in comment.Marked ? [] : NoteFacts.Quoted(document, note))
            yield return (Passages, quote);
        if (note.Notice is { } notice)
            yield return (Facts, $"({Printable.Line(notice)})");
        foreach (var line in note.Words?.Split('\n') ?? [])
            yield return (Words, line);
        foreach (var wording in Phrases.FormerWordings(note))
        {
            yield return (Facts, $"Wording of {ExportTime.Long(wording.At, document.Zone)}:");
            foreach (var line in Phrases.Plain(wording.Body!).Split('\n'))
                yield return (Former, line);
        }

        yield return (Facts, string.Join("; ", NoteFacts.About(document, note).Prepend($"note {note.Number}")));
    }

    /// <summary>Word shows the hour that stands here as it is, whatever zone is said: so it is that of the zone which was asked for, and only UTC says which it is.</summary>
    private static string Time(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + (zone.Equals(TimeZoneInfo.Utc) ? "Z" : "");

    private static string Initials(string name)
    {
        var initials = new StringBuilder();
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))
            initials.Append(Rune.GetRuneAt(word, 0));
        return initials.ToString();
    }
}
