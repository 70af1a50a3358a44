using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Markdown;

/// <summary>A Markdown file as lines that say what Markdown says of them: headings, list items, depth.</summary>
internal sealed record MarkdownSource(IReadOnlyList<KeyValuePair<string, string>> FrontMatter, List<Line> Lines, MarkedLosses Losses);
