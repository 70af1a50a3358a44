using System.Xml.Linq;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Html;

namespace Collab.Formats.Import;

/// <summary>HTML: the words of a page with its headings, lists and paragraphs. Scripts, styles, frames, forms and pictures are left out.</summary>
public sealed class HtmlImporter : ITextImporter
{
    public TextDraft Import(string text)
    {
        var (clean, warning) = TextCheck.Clean(text);
        var page = SafeHtml.Read(clean);
        var read = HtmlLines.Of(page);
        if (read.Lines.Count == 0)
            throw TextCheck.Empty();
        string?[] warnings = [warning, Formulas.Warning(page.Descendants("math").Count()), Losses.Struck(read.Struck), Losses.Ruby(read.Ruby), Losses.Links(read.Links), Losses.Raised(read.Raised)];
        return HeadedText.Split(read.Lines, new MetadataBuilder(), [.. warnings.OfType<string>()], TitleOf(page));
    }

    private static string? TitleOf(XElement page)
    {
        var title = page.Descendants("title").FirstOrDefault()?.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return title is { Length: > 0 } && string.Join(' ', title) is { Length: <= DraftValidation.MaxLineLength } line ? line : null;
    }
}
