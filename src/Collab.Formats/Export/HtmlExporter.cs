using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>An edition to be printed or kept: one file that runs nothing and fetches nothing. The text with its apparatus beneath each point.</summary>
public sealed class HtmlExporter : IExporter
{
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
        var about = ByClause(document.Notes);
        foreach (var clause in document.Clauses)
        {
            WriteText(sink, clause.Clause, about[clause.Clause.Id], document.Revision);
            WriteLines(sink, $"Stances on {clause.Clause.Name}", StancePhrases.Of(document, clause));
            await HtmlNotes.WriteAsync(sink, document, clause.Threads, $"Notes at {clause.Clause.Name}");
            sink.Line("</section>");
        }

        if (document.Whole.Count > 0)
        {
            sink.Line("<section class=\"whole\">").Line("<h2>On the whole document</h2>");
            await HtmlNotes.WriteAsync(sink, document, document.Whole, "Notes on the whole document");
            sink.Line("</section>");
        }

        WriteColophon(sink, document);
        await sink.FlushAsync(all: true);
    }

    private static void WriteLines(ExportSink sink, string name, IEnumerable<string> lines)
    {
        var items = lines.Select(line => $"<li dir=\"auto\">{Html.Line(line)}</li>").ToList();
        if (items.Count > 0)
            sink.Line($"<ul class=\"lines\" aria-label=\"{Html.Line(name)}\">{string.Concat(items)}</ul>");
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

        WriteLines(sink, "Agenda and sessions", SessionPhrases.Of(document));
        sink.Line("</header>");
    }

    private static bool Is(string key, string known) => key.Equals(known, StringComparison.OrdinalIgnoreCase);

    /// <summary>The passages of the notes by the clauses that they are in, wherever the notes stand: what was merged into a thread at another clause too.</summary>
    internal static ILookup<string, MarkedPassage> ByClause(IEnumerable<ExportNote> notes) =>
        notes.Where(note => note.Annotation.State == AnnotationState.Shown).SelectMany(note => note.Annotation.Targets.Select(target => new MarkedPassage(note.Number, target))).ToLookup(passage => passage.Target.Clause);

    internal static void WriteText(ExportSink sink, Clause clause, IEnumerable<MarkedPassage> about, int revision)
    {
        var level = Math.Min(clause.Level, MaxLevel);
        sink.Line($"<section class=\"clause kind-{clause.Kind.ToString().ToLowerInvariant()} level-{level}\" id=\"clause-{Html.Text(clause.Id)}\">");
        // The direction of the printed text is its own, whatever the language of what stands around it.
        sink.Line("<div class=\"printed\" dir=\"auto\" lang=\"\">");
        var (label, text) = (clause.Label is null ? "" : $"<bdi>{Html.Text(Phrases.Label(clause))}</bdi>", MarkedText.Of(clause, about, revision));
        if (clause.Kind == ClauseKind.Heading)
            sink.Line($"<h{level + 2}>{(label.Length > 0 ? $"<span class=\"label\">{label}</span> " : "")}{text}</h{level + 2}>");
        else
            sink.Line(Heading(clause, level + 2, label)).Line($"<p class=\"text\">{text}</p>");
        sink.Line("</div>");
    }

    /// <summary>A point is found by its number, the preamble by its name: by ear too, and in a table of contents.</summary>
    internal static string Heading(Clause clause, int level, string label) => (clause.Kind, label.Length) switch
    {
        (_, > 0) => $"<h{level} class=\"label\">{(char.IsAsciiDigit(clause.Label![0]) ? "<span class=\"spoken\" lang=\"en\">Point </span>" : "")}{label}</h{level}>",
        (ClauseKind.Preamble, _) => $"<h{level} class=\"spoken\" lang=\"en\" dir=\"ltr\">The preamble</h{level}>",
        _ => "",
    };

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
