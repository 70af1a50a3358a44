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

        string?[] warnings = [warning, Losses.Struck(document.Losses.Struck), Losses.Unclosed(document.Losses.Unclosed), Losses.Raised(document.Losses.Raised)];
        return HeadedText.Split(document.Lines, front, [.. warnings.OfType<string>()]);
    }
}
