using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>An edition to be printed or kept: one file that runs nothing and fetches nothing. The text with its apparatus beneath each point.</summary>
public sealed class HtmlExporter : IExporter
{
    /// <summary>Replies are not indented further than this.</summary>
    private const int MaxDepth = 6;
    private const int MaxLevel = 4;

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly string Style = ReadStyle();

    public string Format => "html";

    public string ContentType => "text/html; charset=utf-8";

    public string FileExtension => "html";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        var sink = new ExportSink(stream, cancellationToken);
        WriteHead(sink, document);
        foreach (var clause in document.Clauses)
        {
            WriteText(sink, clause);
            await WriteApparatusAsync(sink, document, clause.Threads, $"Notes at {clause.Clause.Name}");
            sink.Line("</section>");
        }

        if (document.Whole.Length > 0)
        {
            sink.Line("<section class=\"whole\">").Line("<h2>On the whole document</h2>");
            await WriteApparatusAsync(sink, document, document.Whole, "Notes on the whole document");
            sink.Line("</section>");
        }

        WriteColophon(sink, document);
        await sink.FlushAsync(all: true);
    }

    private static void WriteHead(ExportSink sink, ExportDocument document)
    {
        var title = Html.Line(document.Title);
        sink.Line("<!DOCTYPE html>").Line("<html lang=\"en\">").Line("<head>").Line("<meta charset=\"utf-8\">")
            .Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">")
            .Line("<meta name=\"referrer\" content=\"no-referrer\">")
            .Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>{title}</title>").Line($"<style>{Style}</style>").Line("</head>").Line("<body>").Line("<main>")
            .Line("<header>").Line($"<h1 dir=\"auto\" lang=\"\">{title}</h1>");
        if (document.Metadata.Author is { } author)
            sink.Line($"<p class=\"byline\"><bdi lang=\"\">{Html.Line(author)}</bdi></p>");
        if (document.Metadata.Date is { } date)
            sink.Line($"<p class=\"dateline\"><bdi lang=\"\">{Html.Line(date)}</bdi></p>");
        var rest = document.Metadata.Entries.Where(e => !Is(e.Key, DocumentMetadata.AuthorKey) && !Is(e.Key, DocumentMetadata.DateKey)).ToList();
        if (rest.Count > 0)
        {
            sink.Line("<dl class=\"about\">");
            foreach (var (key, value) in rest)
                sink.Line($"<div><dt><bdi lang=\"\">{Html.Line(Phrases.Capital(key))}</bdi></dt> <dd><bdi lang=\"\">{Html.Line(value)}</bdi></dd></div>");
            sink.Line("</dl>");
        }

        sink.Line("</header>");
    }

    private static bool Is(string key, string known) => key.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static void WriteText(ExportSink sink, ExportClause exported)
    {
        var clause = exported.Clause;
        var level = Math.Min(clause.Level, MaxLevel);
        sink.Line($"<section class=\"clause kind-{clause.Kind.ToString().ToLowerInvariant()} level-{level}\" id=\"clause-{Html.Text(clause.Id)}\">");
        var label = clause.Label is null ? "" : $"<span class=\"label\"><bdi>{Html.Text(Phrases.Label(clause))}</bdi></span> ";
        var text = MarkedText.Of(exported);
        sink.Line(clause.Kind == ClauseKind.Heading
            ? $"<h{level + 2} dir=\"auto\" lang=\"\">{label}{text}</h{level + 2}>"
            : $"<p class=\"text\" dir=\"auto\" lang=\"\">{label}{text}</p>");
    }

    private static async Task WriteApparatusAsync(ExportSink sink, ExportDocument document, ImmutableArray<ExportThread> threads, string name)
    {
        if (threads.IsEmpty)
            return;
        sink.Line($"<div class=\"apparatus\" role=\"group\" aria-label=\"{Html.Line(name)}\">");
        foreach (var thread in threads)
        {
            sink.Line(thread.Pin is null ? "<div class=\"thread\">" : "<div class=\"thread pinned\">");
            if (thread.Pin is not null)
                sink.Line($"<p class=\"pin\">{Phrases.Pinned(thread)}</p>");
            if (thread.At is { } at)
                sink.Line($"<p class=\"see\"><span class=\"number\">{thread.Note.Number}</span> See <a href=\"#note-{thread.Note.Number}\">note {thread.Note.Number} at <bdi>{Html.Line(at)}</bdi></a>.</p>");
            foreach (var note in thread.Notes)
            {
                WriteNote(sink, document, note);
                await sink.FlushAsync();
            }

            sink.Line("</div>");
        }

        sink.Line("</div>");
    }

    private static void WriteNote(ExportSink sink, ExportDocument document, ExportNote note)
    {
        var annotation = note.Annotation;
        sink.Line($"<article class=\"note depth-{Math.Min(note.Depth, MaxDepth)}\" id=\"note-{note.Number}\">");
        var facts = Phrases.Facts(note, document.Zone).Select(Html.Line).Prepend($"<time datetime=\"{ExportTime.Iso(annotation.Created, document.Zone)}\">{ExportTime.Long(annotation.Created, document.Zone)}</time>").ToList();
        if (Phrases.ReplyTo(note) is { } reply)
            facts.Add(note.ReplyToNumber is { } parent && note.Depth > 0 ? $"<a href=\"#note-{parent}\">{reply}</a>" : reply);
        if (Phrases.On(note) is { } on)
            facts.Add($"<bdi>{Html.Line(on)}</bdi>");
        sink.Line($"<p class=\"head\"><a class=\"number\" href=\"{Html.Text(note.Address.AbsoluteUri)}\" aria-label=\"note {note.Number}\">{note.Number}</a> "
            + $"<span class=\"author\"><bdi>{Html.Line(note.Author)}</bdi></span> <span class=\"facts\">{string.Join(" · ", facts)}</span></p>");
        foreach (var target in annotation.Targets)
        {
            if (target.Quote is { } quote)
                sink.Line($"<blockquote class=\"passage\" dir=\"auto\" lang=\"\">{Html.Line(quote.Exact)}</blockquote>");
        }

        if (note.Notice is { } notice)
            sink.Line($"<p class=\"notice\"><bdi>{Html.Line(Phrases.Capital(notice))}</bdi></p>");
        if (annotation.Body is { } body)
            sink.Line($"<div class=\"body\" dir=\"auto\" lang=\"\">{Body(body.Text)}</div>");
        if (annotation.Tags.Length > 0)
            sink.Line($"<p class=\"tags\">Tags: {string.Join(", ", annotation.Tags.Select(tag => $"<bdi lang=\"\">{Html.Line(tag)}</bdi>"))}</p>");
        if (note.Reactions.Length > 0)
            sink.Line($"<p class=\"tags\">Reactions: {Html.Text(Phrases.Reactions(note))}</p>");
        sink.Line("</article>");
    }

    // A body that was stored before a limit was tightened must not stop the export of all others.
    private static string Body(string markdown)
    {
        try
        {
            return MarkdownRenderer.ToHtml(markdown);
        }
        catch (RefusalException)
        {
            return $"<p>{Html.Text(Printable.Text(markdown))}</p>";
        }
    }

    private static void WriteColophon(ExportSink sink, ExportDocument document)
    {
        sink.Line("<footer>").Line("<h2>Colophon</h2>").Line("<dl>");
        foreach (var (label, value) in Phrases.Colophon(document))
        {
            var shown = label == "Address" ? $"<a href=\"{Html.Text(value)}\">{Html.Text(value)}</a>" : Html.Line(value);
            sink.Line($"<div><dt>{label}</dt> <dd>{shown}</dd></div>");
        }

        sink.Line($"<div><dt>Notes</dt> <dd>Note N has the address {Html.Text(document.Address.AbsoluteUri)}/notes/N for ever.</dd></div>");
        sink.Line("</dl>").Line("</footer>").Line("</main>").Line("</body>").Line("</html>");
    }

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlExporter).Assembly.GetManifestResourceStream("edition.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
