using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Formats.Import.Archives;
using Collab.Formats.Import.Office;
using Collab.Formats.Import.Xml;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads the comments of a Word document: each with the words that it is about, replies to it, and whether it is resolved.</summary>
internal static partial class WordComments
{
    /// <exception cref="RefusalException">As <see cref="DocxImporter.Import"/>; <c>not-taken</c>: there are no comments in it.</exception>
    public static NotesFile Read(ReadOnlySpan<byte> file)
    {
        var archive = SafeArchive.Open(file.ToArray());
        var comments = Part(archive, "word/comments.xml")?.Elements().Where(element => WordNames.Of(element) == "comment").ToList() ?? [];
        if (comments.Count == 0 || WordNames.Child(Part(archive, "word/document.xml"), "body") is not { } body)
            throw new RefusalException("not-taken", "The Word document holds no comments. Send one that does, or import its text as a document.");
        var builder = new NotesBuilder(NotesFormat.Docx);
        var threads = CommentThreads.Of(Part(archive, "word/commentsExtended.xml"));
        var ranges = new CommentRanges(WordStyles.Of(Part(archive, "word/styles.xml")));
        ranges.Read(body);
        // Word tells comments apart by numbers that begin anew in each document: with author, date and words they are names.
        foreach (var comment in comments)
            builder.Add(CommentThreads.KeyOf(comment) ?? $"id {WordNames.Value(comment, "id")}", threads.ParentOf(comment), Note(builder, comment, threads, ranges));
        return builder.Build();
    }

    private static FileNote Note(NotesBuilder builder, XElement comment, CommentThreads threads, CommentRanges ranges)
    {
        var (author, date, text) = (WordNames.Value(comment, "author") ?? "", WordNames.Value(comment, "date"), TextOf(comment));
        var isReply = threads.ParentOf(comment) is not null;
        var note = new ImportedNote
        {
            Author = builder.Author(author, author),
            Source = SourceName.Of(NotesFormat.Docx, $"{author}\n{date}\n{text}"),
            Created = JsonElements.TimeOf(date),
            Motivation = isReply ? Motivations.Replying : text.Length == 0 ? "highlighting" : Motivations.Commenting,
            Text = text.Length == 0 ? null : text,
            Resolved = !isReply && threads.IsResolved(comment),
        };
        var id = WordNames.Value(comment, "id") ?? "";
        return new FileNote(note, isReply || ranges.IsOnTitle(id) ? [] : [.. ranges.Of(id).DefaultIfEmpty(new Passage(null, null, null, null))]);
    }

    private static string TextOf(XElement comment)
    {
        var text = new StringBuilder();
        foreach (var paragraph in comment.Elements().Where(element => WordNames.Of(element) == "p"))
        {
            if (text.Length > 0)
                text.Append("\n\n");
            foreach (var run in paragraph.Descendants())
                text.Append(CommentRanges.WordsOf(run));
        }

        // What stands in Word as it is stands here as it is: nothing of it is Markdown.
        return Special().Replace(text.ToString().Trim(), @"\$0");
    }

    private static XElement? Part(SafeArchive archive, string name) => archive.Read(name) is { } bytes ? SafeXml.Read(TextDecoder.Decode(bytes)) : null;

    [GeneratedRegex(@"[\\`*_\[\]<]|^(?:#{1,6} |> |[-+] )", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Special();
}
