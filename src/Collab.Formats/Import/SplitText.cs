using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Markers;
using Collab.Formats.Import.Outline;
using Collab.Formats.Import.Pages;

namespace Collab.Formats.Import;

/// <summary>From lines to a draft: what every format does once it has lines.</summary>
internal static class SplitText
{
    /// <param name="title">The title, where the format marks it.</param>
    /// <param name="marksHeadings">Whether the format marked the headings: then none is looked for.</param>
    public static TextDraft Split(IReadOnlyList<Line> lines, string? title = null, bool marksHeadings = false)
    {
        (lines, var left) = PageApparatus.LeaveOut(lines);
        lines = Footnotes.Mark(lines);
        var layout = new LineLayout(lines);
        var numbering = Numbering.Of(new MarkerFinder(lines, layout).Find());
        var header = HeaderReader.Read(lines, numbering.FirstLine ?? lines.Count, title, marksHeadings);
        var blocks = new BlockBuilder(lines, layout, numbering).Build(header.Lines);
        if (!marksHeadings)
            HeadingShape.Mark(blocks);
        var clauses = OutlineBuilder.Build(blocks, numbering);
        if (clauses.Count == 0)
            throw new RefusalException("no-clauses", "The file has a heading but no text. Add the text and import it again.");
        if (clauses.Count > TextDraft.MaxClauses)
            throw new RefusalException("too-large", $"The text has {clauses.Count} clauses; {TextDraft.MaxClauses} are the most in one document. Divide the text and import its parts.");
        return new(header.Title, header.Metadata, clauses, [.. left, .. SplitWarnings.For(numbering, clauses)]);
    }
}
