using System.Globalization;
using System.Text;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export.Word;

/// <summary>The comments of the Word document, and which of them answer which (ECMA-376, and [MS-DOCX] for threads and what is resolved).</summary>
internal static class WordMargin
{
    /// <summary>Whose comment it is where the record speaks.</summary>
    public const string Record = "The record";

    /// <summary>The style of the lines that say what a comment has no place for.</summary>
    public const string Facts = "NoteFacts", Words = "CommentText";

    private const string Pinned = "NotePinned", Passages = "NotePassage", Former = "NoteFormer";

    /// <param name="times">Gets when each comment was written, by its paragraph: Word keeps that apart.</param>
    public static async Task WriteCommentsAsync(ExportSink sink, ExportDocument document, IEnumerable<WordPlace> places, List<(int Id, DateTimeOffset At)> times)
    {
        sink.Line(Xml.Declaration).Line($"<w:comments {WordParts.Namespaces}>");
        foreach (var comment in places.SelectMany(place => place.Comments))
        {
            times.Add((comment.Id, TimeOf(document, comment)));
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

    /// <summary>Names that last, by which the times know the comments.</summary>
    public static async Task WriteNamesAsync(ExportSink sink, IEnumerable<(int Id, DateTimeOffset At)> times)
    {
        sink.Line(Xml.Declaration).Line("<w16cid:commentsIds xmlns:w16cid=\"http://schemas.microsoft.com/office/word/2016/wordml/cid\">");
        foreach (var (id, _) in times)
        {
            sink.Line($"<w16cid:commentId w16cid:paraId=\"{WordComment.IdOf(id)}\" w16cid:durableId=\"{WordComment.IdOf(id)}\"/>");
            await sink.FlushAsync();
        }

        sink.Line("</w16cid:commentsIds>");
        await sink.FlushAsync(all: true);
    }

    /// <summary>The times in UTC: in the comments themselves they are of a zone that is named nowhere.</summary>
    public static async Task WriteTimesAsync(ExportSink sink, IEnumerable<(int Id, DateTimeOffset At)> times)
    {
        sink.Line(Xml.Declaration).Line("<w16cex:commentsExtensible xmlns:w16cex=\"http://schemas.microsoft.com/office/word/2018/wordml/cex\">");
        foreach (var (id, at) in times)
        {
            sink.Line($"<w16cex:commentExtensible w16cex:durableId=\"{WordComment.IdOf(id)}\" w16cex:dateUtc=\"{Time(at, TimeZoneInfo.Utc)}\"/>");
            await sink.FlushAsync();
        }

        sink.Line("</w16cex:commentsExtensible>");
        await sink.FlushAsync(all: true);
    }

    private static DateTimeOffset TimeOf(ExportDocument document, WordComment comment) => comment.Note?.Annotation.Created ?? document.At;

    private static void Write(ExportSink sink, ExportDocument document, WordComment comment)
    {
        var (author, at) = (comment.Note is { } note ? Printable.Line(note.Author) : Record, TimeOf(document, comment));
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

    /// <summary>Word shows the hour that stands here as it is, whatever zone is said: so it is that of the zone which was asked for, and only UTC says which it is. Which moment it was stands in a part of its own.</summary>
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
