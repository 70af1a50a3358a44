using Collab.Domain.Documents;

namespace Collab.Formats.Export.Tei;

/// <summary>The text: a division for each clause, nested as the clauses are, its words in an element of their own, from which annotations count.</summary>
internal static class TeiText
{
    /// <summary>Of the whole text.</summary>
    public const string Whole = "text";

    public static async Task WriteAsync(ExportSink sink, ExportDocument document)
    {
        sink.Line($"<text xml:id=\"{Whole}\">").Line("<body>");
        var open = new Stack<string>();
        foreach (var (clause, _, _) in document.Clauses)
        {
            while (open.TryPeek(out var inner) && inner != clause.Parent)
            {
                open.Pop();
                sink.Line("</div>");
            }

            Write(sink, clause);
            open.Push(clause.Id);
            await sink.FlushAsync();
        }

        foreach (var _ in open)
            sink.Line("</div>");
        sink.Line("</body>").Line("</text>");
    }

    /// <summary>The id of a clause in the file.</summary>
    public static string Clause(string id) => $"clause-{Xml.Line(id)}";

    /// <summary>The id of its words.</summary>
    public static string Words(string id) => $"words-{Xml.Line(id)}";

    private static void Write(ExportSink sink, Clause clause)
    {
        var (name, label) = (clause.Kind == ClauseKind.Heading ? "head" : "p", Phrases.Label(clause));
        sink.Line($"<div xml:id=\"{Clause(clause.Id)}\" type=\"{clause.Kind.ToString().ToLowerInvariant()}\"{Xml.Attribute("n", clause.Label)}>");
        // An end of line counts as one character, and so it stays one beside the element that marks it.
        sink.Line($"<{name}>{(label.Length > 0 ? $"<num>{Xml.Line(label)}</num> " : "")}<seg xml:id=\"{Words(clause.Id)}\">{Xml.Text(clause.Text).Replace("\n", "\n<lb/>", StringComparison.Ordinal)}</seg></{name}>");
    }
}
