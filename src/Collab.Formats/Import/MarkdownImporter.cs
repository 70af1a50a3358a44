using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Markdown;

namespace Collab.Formats.Import;

/// <summary>Markdown (CommonMark, with YAML front matter and footnotes). Clauses get plain text: emphasis and links' targets are left out.</summary>
public sealed class MarkdownImporter : ITextImporter
{
    public TextDraft Import(string text)
    {
        var (clean, warning) = TextCheck.Clean(text);
        var document = MarkdownDocumentReader.Read(clean);
        var front = new MetadataBuilder();
        foreach (var (key, value) in document.FrontMatter)
            front.AddPrinted(key, value);

        var lines = document.Lines;
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
        var draft = SplitText.Split(lines, title, lines.Exists(line => line.HeadingLevel is not null));
        return draft with
        {
            Title = title ?? draft.Title,
            Metadata = DocumentMetadata.Of(front.Build(null).Entries.Concat(draft.Metadata.Entries)),
            Warnings = warning is null ? draft.Warnings : [warning, .. draft.Warnings],
        };
    }
}
