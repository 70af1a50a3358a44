using System.Collections.Immutable;
using System.Globalization;
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
internal sealed partial class WordComments(CommentThreads threads, CommentTimes times, CommentRanges ranges, WordRecord? record)
{
    private readonly NotesBuilder builder = new(NotesFormat.Docx);
    private readonly Dictionary<string, int> alike = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);

    /// <exception cref="RefusalException">As <see cref="DocxImporter.Import"/>; <c>not-taken</c>: there are no comments in it.</exception>
    public static NotesFile Read(ReadOnlySpan<byte> file)
    {
        var archive = SafeArchive.Open(file.ToArray());
        var comments = Part(archive, "word/comments.xml")?.Elements().Where(element => WordNames.Of(element) == "comment").ToList() ?? [];
        if (comments.Count == 0 || WordNames.Child(Part(archive, "word/document.xml"), "body") is not { } body)
            throw new RefusalException("not-taken", "The Word document holds no comments. Send one that does, or import its text as a document.");
        var threads = CommentThreads.Of(Part(archive, "word/commentsExtended.xml"));
        // Word has a range for each answer too, which is where the comment is.
        var ranges = CommentRanges.Of(body, WordStyles.Of(Part(archive, "word/styles.xml")), comments.Where(comment => threads.ParentOf(comment) is null).Select(comment => WordNames.Value(comment, "id")).OfType<string>());
        var times = CommentTimes.Of(Part(archive, "word/commentsIds.xml"), Part(archive, "word/commentsExtensible.xml"));
        return new WordComments(threads, times, ranges, WordRecord.Of(comments)).ReadAll(comments);
    }

    private NotesFile ReadAll(List<XElement> comments)
    {
        // What Collab's own file says of the text and the discussion is nobody's note; who answers it in Word has something to answer.
        var answered = comments.Select(threads.ParentOf).ToHashSet();
        var said = record is null ? [] : comments.Where(comment => WordRecord.IsByRecord(comment) && !answered.Contains(CommentThreads.KeyOf(comment))).ToHashSet();
        foreach (var comment in comments.Where(comment => !said.Contains(comment)))
            builder.Add(CommentThreads.KeyOf(comment) ?? $"id {WordNames.Value(comment, "id")}", threads.ParentOf(comment), Note(comment));
        builder.LeftOut("comments of the record", said.Count);
        builder.LeftOut("time zones", times.OfNoZone);
        builder.LeftOut("passages", ranges.LeftOut);
        return builder.Build();
    }

    private FileNote Note(XElement comment)
    {
        var (author, date, text, parent) = (WordNames.Value(comment, "author") ?? "", WordNames.Value(comment, "date"), TextOf(comment), threads.ParentOf(comment));
        var (isReply, id) = (parent is not null, WordNames.Value(comment, "id") ?? "");
        ImmutableArray<Passage> passages = isReply || ranges.IsOnTitle(id) ? [] : [.. ranges.Of(id).DefaultIfEmpty(new Passage(null, null, null, null))];
        var name = $"{author}\n{date}\n{text}";
        var own = record?.SourceOf(comment);
        var source = own ?? SourceName.Of(NotesFormat.Docx, Named(name, parent, passages));
        if (CommentThreads.KeyOf(comment) is { } key)
            named[key] = source;
        var note = new ImportedNote
        {
            Author = builder.Author(author, author),
            Source = source,
            Created = times.Of(comment),
            Motivation = isReply ? Motivations.Replying : text.Length == 0 ? "highlighting" : Motivations.Commenting,
            Text = text.Length == 0 ? null : text,
            Resolved = !isReply && threads.IsResolved(comment),
        };
        return new FileNote(note, passages) { FormerSource = SourceName.Of(NotesFormat.Docx, name), Wrote = own is null ? null : WordRecord.WroteIn(comment) };
    }

    /// <summary>
    /// Word tells comments apart by numbers that begin anew in each document, and other programs give its paragraphs new names: so a comment is
    /// known by its author, date and words, the words that it is about or what it answers, and which of several alike it is.
    /// </summary>
    private string Named(string name, string? parent, ImmutableArray<Passage> passages)
    {
        var about = parent is null ? string.Join('\n', passages.Select(passage => passage.Quote?.Exact)) : named.GetValueOrDefault(parent, "");
        var whole = $"{name}\n\n{about}";
        var key = SourceName.Of(NotesFormat.Docx, whole);
        var before = alike.GetValueOrDefault(key);
        alike[key] = before + 1;
        return $"{whole}\n\n{before.ToString(CultureInfo.InvariantCulture)}";
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
