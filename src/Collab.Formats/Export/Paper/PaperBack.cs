using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export.Paper;

/// <summary>What stands after the text: what was said aloud, the open questions, the sessions with who was there, and the colophon.</summary>
internal static class PaperBack
{
    private const int LongestLine = 260;

    public static void Write(ExportSink sink, PaperEdition edition)
    {
        var document = edition.Document;
        WriteList(sink, "Said aloud", edition.Said.Select(note => Line(note, $"{Printable.Line(note.SaidBy!)}, noted by {Printable.Line(note.Author)}")), edition.SaidLeftOut);
        WriteList(sink, "Open questions", edition.Questions.Select(note => Line(note, Printable.Line(note.Author))), edition.QuestionsLeftOut);
        WriteList(sink, "Stances on points that are in the text no more", document.Gone.Where(clause => clause.Stances.Length > 0).Select(clause => $"<li dir=\"auto\">{Html.Line($"{Phrases.Capital(Phrases.Former(clause.Clause))} {Counted(document, clause)}")}</li>"), 0);
        WriteList(sink, "Sessions, and who was there", SessionPhrases.Of(document).Select(line => $"<li dir=\"auto\">{Html.Line(line)}</li>"), 0);
        sink.Line("<footer>").Line("<h2>Colophon</h2>").Line("<dl>");
        foreach (var (label, value) in PaperColophon.Of(edition))
            sink.Line($"<div><dt>{label}</dt> <dd><bdi>{Html.Line(value)}</bdi></dd></div>");
        sink.Line("</dl>").Line("</footer>");
    }

    /// <summary>“agree 3, disagree 1”.</summary>
    public static string Counted(ExportDocument document, ExportClause clause) => string.Join(", ", document.Stances.Scale.Select(choice => $"{choice} {clause.Stances.Count(held => held.Stance.Choice == choice)}"));

    private static void WriteList(ExportSink sink, string name, IEnumerable<string> lines, int left)
    {
        var items = lines.ToList();
        if (items.Count == 0)
            return;
        sink.Line("<section class=\"back\">").Line($"<h2>{name}</h2>").Line("<ul>").Line(string.Concat(items)).Line("</ul>");
        if (left > 0)
            sink.Line($"<p class=\"left\">{Phrases.Count(left, "more is", "more are")} not printed.</p>");
        sink.Line("</section>");
    }

    /// <summary>“note 17 at point 3, Vera Lind: how it begins”.</summary>
    private static string Line(ExportNote note, string whose)
    {
        var where = note.ClauseNames.IsEmpty ? "on the whole document" : $"at {string.Join(", ", note.ClauseNames.Select(Printable.Line))}";
        return $"<li><bdi><span class=\"author\">{Html.Text(whose)}</span> <span class=\"quiet\">note {PaperNotes.Number(note.Number)} {Html.Text(where)}</span></bdi> "
            + $"<span class=\"words\" dir=\"auto\" lang=\"\">{Html.Line(Clause.Shorten(note.Words!, LongestLine))}</span></li>\n";
    }
}
