using System.Globalization;
using System.Text;
using Collab.Domain.Documents;
using Collab.Formats.Export.Paper;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>A few pages to print and hand round: the text with its commentary, a selection of the discussion, what was said aloud, and a colophon. One file that runs nothing and fetches nothing.</summary>
public sealed class PaperExporter : IExporter
{
    private const int LongestTitle = 90;

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private static readonly string Style = ReadStyle();

    public string Format => "paper";

    public string ContentType => "text/html; charset=utf-8";

    public string FileExtension => "paper.html";

    /// <summary>A page to be looked at: its first lines are style.</summary>
    public bool IsText => false;

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        var (sink, edition) = (new ExportSink(stream, cancellationToken), PaperEdition.Of(document));
        WriteHead(sink, edition);
        var about = HtmlExporter.ByClause(document.Notes.Where(note => edition.InThreads.Contains(note.Number)));
        foreach (var clause in document.Clauses)
        {
            HtmlExporter.WriteText(sink, clause.Clause, about[clause.Clause.Id], document.Revision);
            if (clause.Stances.Length > 0)
                sink.Line($"<p class=\"quiet\">{Html.Line(PaperBack.Counted(document, clause))}</p>");
            PaperNotes.Write(sink, edition, clause.Threads, clause.Clause.Name);
            sink.Line("</section>");
            await sink.FlushAsync();
        }

        if (document.Whole.Count > 0)
        {
            sink.Line("<section>").Line("<h2>On the whole document</h2>");
            PaperNotes.Write(sink, edition, document.Whole, "the whole document");
            sink.Line("</section>");
        }

        PaperBack.Write(sink, edition);
        sink.Line("</main>").Line("</body>").Line("</html>");
        await sink.FlushAsync(all: true);
    }

    private static void WriteHead(ExportSink sink, PaperEdition edition)
    {
        var document = edition.Document;
        var title = Html.Line(document.Title);
        sink.Line("<!DOCTYPE html>").Line("<html lang=\"en\">").Line("<head>").Line("<meta charset=\"utf-8\">")
            .Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">")
            .Line("<meta name=\"referrer\" content=\"no-referrer\">")
            .Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line($"<title>{title}</title>")
            .Line($"<style>{Style}@page {{ @top-left {{ content: \"{InStyle(Clause.Shorten(Printable.Line(document.Title), LongestTitle))}\"; }} @top-right {{ content: \"event {document.Seq.ToString(CultureInfo.InvariantCulture)}\"; }} }}</style>")
            .Line("</head>").Line("<body>").Line("<main>").Line("<header>").Line($"<h1 dir=\"auto\" lang=\"\">{title}</h1>");
        if (document.Metadata.Author is { } author)
            sink.Line($"<p class=\"byline\"><bdi lang=\"\">{Html.Line(author)}</bdi></p>");
        if (document.Metadata.Date is { } date)
            sink.Line($"<p class=\"dateline\"><bdi lang=\"\">{Html.Line(date)}</bdi></p>");
        sink.Line($"<p class=\"dateline\">Read and annotated, as of {HtmlNotes.Time(document.At, document.Zone)}</p>");
        sink.Line($"<p class=\"quiet\">{PaperColophon.Printed(edition)}</p>").Line("</header>");
    }

    /// <summary>As a string of CSS: whatever is no letter, digit or space is written by its number, so that nothing in it ends the string or the element.</summary>
    private static string InStyle(string text)
    {
        var css = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            css.Append(Rune.IsLetterOrDigit(rune) || rune.Value == ' ' ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\{rune.Value:X6} "));
        return css.ToString();
    }

    private static string ReadStyle()
    {
        using var stream = typeof(PaperExporter).Assembly.GetManifestResourceStream("paper.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
