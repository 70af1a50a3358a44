using System.Text;
using Collab.Domain;
using Collab.Formats.Import.Lines;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Collab.Formats.Import.Markdown;

/// <summary>Walks the tree that Markdig reads, and lays it out as lines.</summary>
internal sealed class MarkdownDocumentReader(bool isQuotedInWhole)
{
    private const int IndentPerLevel = 4;

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    private readonly List<Line> _lines = [];
    private readonly List<KeyValuePair<string, string>> _frontMatter = [];
    private readonly MarkedLosses _losses = new();
    private int _quotations;

    /// <exception cref="RefusalException"><c>too-nested</c>.</exception>
    public static MarkdownSource Read(string text)
    {
        MarkdownCost.Check(text);
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's own guard against quotes in quotes in quotes.
            throw new RefusalException("too-nested", "The Markdown is nested too deeply. Take out lists and quotes within one another, or import it as plain text.");
        }

        var reader = Read(document, false);
        // Where quotations hold most of the text, as in a letter that is passed on, they quote nothing.
        if (reader._lines.Count(line => line.IsQuoted) * 2 > reader._lines.Count)
            reader = Read(document, true);
        return new(reader._frontMatter, reader._lines, reader._losses);
    }

    private static MarkdownDocumentReader Read(MarkdownDocument document, bool isQuotedInWhole)
    {
        var reader = new MarkdownDocumentReader(isQuotedInWhole);
        reader.ReadAll(document, 0);
        return reader;
    }

    private void ReadAll(ContainerBlock container, int depth)
    {
        foreach (var block in container)
            Read(block, depth, "");
    }

    private void Read(Block block, int depth, string marker)
    {
        switch (block)
        {
            case YamlFrontMatterBlock yaml:
                _frontMatter.AddRange(FrontMatter.Read(yaml.Lines.ToString()));
                break;
            case HeadingBlock heading:
                Add(marker + InlineText.Of(heading.Inline, _losses).ReplaceLineEndings(" "), depth, line => line with { HeadingLevel = heading.Level, IsListItem = marker.Length > 0 });
                break;
            case ParagraphBlock paragraph:
                AddParagraph(marker + InlineText.Of(paragraph.Inline, _losses), depth, marker.Length > 0);
                break;
            case HtmlBlock html:
                AddParagraph(HtmlText.Of(html.Lines.ToString(), _losses), depth, false);
                break;
            case CodeBlock code:
                Add(code.Lines.ToString().TrimEnd(), depth, line => line with { Verbatim = true });
                break;
            case ListBlock list:
                ReadList(list, depth);
                break;
            case LinkReferenceDefinitionGroup definitions:
                foreach (var definition in definitions.OfType<LinkReferenceDefinition>().Where(IsFootnote))
                    AddParagraph($"[{definition.Label}]: {definition.Url} {definition.Title}", depth, false);
                break;
            case ThematicBreakBlock:
                break;
            case QuoteBlock quotation when !isQuotedInWhole:
                _quotations++;
                ReadAll(quotation, depth);
                _quotations--;
                break;
            case ContainerBlock container:
                ReadAll(container, depth + 1);
                break;
        }
    }

    // "[^1]: Ibid." has the form of a link's target.
    private static bool IsFootnote(LinkReferenceDefinition definition) => definition.Label?.StartsWith('^') == true;

    private void ReadList(ListBlock list, int depth)
    {
        var items = list.OfType<ListItemBlock>().ToList();
        // "1. 1. 1." is how some write a list that a program is to number.
        var isNumberedByProgram = items.Count > 1 && items.All(item => item.Order == items[0].Order);
        for (var i = 0; i < items.Count; i++)
        {
            var marker = list.IsOrdered
                ? $"{(isNumberedByProgram ? items[0].Order + i : items[i].Order)}{list.OrderedDelimiter} "
                : $"{list.BulletType} ";
            ReadFirstWith(items[i], depth, marker);
        }
    }

    private void ReadFirstWith(ContainerBlock item, int depth, string marker)
    {
        var rest = 0;
        if (item.Count > 0 && item[0] is ParagraphBlock or HeadingBlock)
            Read(item[rest++], depth, marker);
        else if (marker.Length > 2)
            Add(marker, depth, line => line with { IsListItem = true });
        for (; rest < item.Count; rest++)
            Read(item[rest], depth + 1, "");
    }

    private void AddParagraph(string text, int depth, bool isListItem)
    {
        if (_quotations > 0)
        {
            AddQuoted(text, depth);
            return;
        }

        var afterBlank = true;
        foreach (var part in text.Split('\n'))
        {
            var isBreak = part.StartsWith(InlineText.HardBreak);
            var first = afterBlank;
            Add(isBreak ? part[1..] : part, depth, line => line with { AfterBlank = first, AfterBreak = isBreak, IsListItem = first && isListItem });
            afterBlank = false;
        }
    }

    /// <summary>A paragraph of another text, or two where the author ended a line.</summary>
    private void AddQuoted(string text, int depth)
    {
        var paragraph = new StringBuilder();
        foreach (var part in text.Split('\n'))
        {
            if (part.StartsWith(InlineText.HardBreak))
            {
                Add(paragraph.ToString(), depth, line => line);
                paragraph.Clear();
            }

            LineJoiner.Append(paragraph, part.AsSpan().Trim(InlineText.HardBreak).Trim());
        }

        Add(paragraph.ToString(), depth, line => line);
    }

    private void Add(string text, int depth, Func<Line, Line> mark)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return;
        var indent = depth * IndentPerLevel;
        var line = new Line(trimmed, _lines.Count + 1, indent, indent + Columns.Of(trimmed), true);
        // What is quoted of another text has neither headings nor points of this one.
        _lines.Add(_quotations > 0 ? line with { IsQuoted = true, Verbatim = true } : mark(line));
    }
}
