using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import;

/// <summary>From lines of a format that marks its headings to a draft: the title is a heading of the first level that stands alone at the top.</summary>
internal static class HeadedText
{
    /// <param name="front">What the format says of the text apart from it.</param>
    /// <param name="otherTitle">The title where the text has none of its own.</param>
    /// <param name="marksHeadings">Whether the format marks every heading: else they are looked for where none is marked.</param>
    public static TextDraft Split(List<Line> lines, MetadataBuilder front, IReadOnlyList<string> warnings, string? otherTitle = null, bool marksHeadings = false)
    {
        var title = front.Title;
        // One heading of the first level, at the top, is the title. Several are the text's own.
        if (lines.Count > 0 && lines[0].HeadingLevel == 1 && lines.Count(line => line.HeadingLevel == 1) == 1
            && (title is null || title == lines[0].Text))
        {
            title = lines[0].Text;
            lines = lines[1..];
        }

        if (lines.Count == 0)
            throw new RefusalException("no-clauses", "The file has a title but no text. Add the text and import it again.");
        title ??= otherTitle;
        var draft = SplitText.Split(lines, title, marksHeadings || lines.Exists(line => line.HeadingLevel is not null));
        return draft with
        {
            Title = title ?? draft.Title,
            Metadata = DocumentMetadata.Of(front.Build(null).Entries.Concat(draft.Metadata.Entries)),
            Warnings = [.. warnings, .. draft.Warnings],
        };
    }
}
