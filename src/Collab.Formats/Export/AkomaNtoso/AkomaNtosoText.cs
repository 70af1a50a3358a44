using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export.AkomaNtoso;

/// <summary>The text: containers of a hierarchy as the clauses are nested, with references to the notes where their passages end.</summary>
internal static class AkomaNtosoText
{
    public static async Task WriteAsync(ExportSink sink, ExportDocument document)
    {
        sink.Line("<preface>").Add($"<p><docTitle>{Xml.Line(document.Title)}</docTitle>{(SessionPhrases.Of(document).Any() ? Reference(AkomaNtosoMeta.Sessions, AkomaNtosoMeta.Sessions) : "")}");
        foreach (var thread in document.Whole)
        {
            sink.Add(Reference(thread.Number));
            await sink.FlushAsync();
        }

        sink.Line("</p>");
        foreach (var (key, value) in document.Metadata.Entries)
            sink.Line($"<p>{Xml.Line(Phrases.Capital(key))}: {Xml.Line(value)}</p>");
        sink.Line("</preface>").Line("<mainBody>");
        var open = new Stack<string>();
        for (var i = 0; i < document.Clauses.Length; i++)
        {
            var clause = document.Clauses[i];
            while (open.TryPeek(out var inner) && inner != clause.Clause.Parent)
            {
                open.Pop();
                sink.Line("</hcontainer>");
            }

            await WriteAsync(sink, document, clause, holds: i + 1 < document.Clauses.Length && document.Clauses[i + 1].Clause.Parent == clause.Clause.Id);
            open.Push(clause.Clause.Id);
            await sink.FlushAsync();
        }

        foreach (var _ in open)
            sink.Line("</hcontainer>");
        sink.Line("</mainBody>");
    }

    /// <param name="holds">Whether clauses stand within it: then its own words are an introduction to them.</param>
    private static async Task WriteAsync(ExportSink sink, ExportDocument document, ExportClause clause, bool holds)
    {
        var (printed, label) = (clause.Clause, Phrases.Label(clause.Clause));
        sink.Line($"<hcontainer name=\"{printed.Kind.ToString().ToLowerInvariant()}\" eId=\"clause-{Xml.Line(printed.Id)}\">");
        if (label.Length > 0)
            sink.Line($"<num>{Xml.Line(label)}</num>");
        var (opens, closes) = printed.Kind == ClauseKind.Heading ? ("<heading>", "</heading>") : holds ? ("<intro><p>", "</p></intro>") : ("<content><p>", "</p></content>");
        sink.Add(opens);
        await WriteWordsAsync(sink, document, clause);
        sink.Add(StancePhrases.Of(document, clause).Any() ? Reference(AkomaNtosoMeta.Stances(printed.Id), "stances") : "").Line(closes);
    }

    private static async Task WriteWordsAsync(ExportSink sink, ExportDocument document, ExportClause clause)
    {
        var text = clause.Clause.Text;
        var from = 0;
        var ends = clause.Threads.Select(thread => (At: (thread.At is null ? PassagePlace.In(clause.Clause, thread.Note, document.Revision) : null)?.End ?? text.Length, thread.Number));
        foreach (var (at, number) in ends.OrderBy(end => end.At))
        {
            sink.Add(Lines(text[from..at])).Add(Reference(number));
            from = at;
            await sink.FlushAsync();
        }

        sink.Add(Lines(text[from..]));
    }

    private static string Lines(string text) => Xml.Text(Printable.Text(text)).Replace("\n", "<eol/>", StringComparison.Ordinal);

    private static string Reference(int note) => Reference($"note-{note}", $"{note}");

    private static string Reference(string id, string marker) => $"<noteRef href=\"#{id}\" marker=\"{marker}\" placement=\"side\"/>";
}
