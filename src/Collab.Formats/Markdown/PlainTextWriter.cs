using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Formats.Markdown;

/// <summary>Writes a parsed note as lines: each begins with the marks of the quotes and lists that it stands in.</summary>
internal static class PlainTextWriter
{
    public static string Write(MarkdownDocument document)
    {
        var lines = new List<string>();
        Blocks(document, "", lines);
        return string.Join('\n', lines);
    }

    private static void Blocks(ContainerBlock container, string prefix, List<string> lines)
    {
        var first = true;
        foreach (var block in container)
        {
            if (block is LinkReferenceDefinitionGroup)
                continue;
            if (!first)
                lines.Add(prefix.TrimEnd());
            first = false;
            Block(block, prefix, lines);
        }
    }

    private static void Block(Block block, string prefix, List<string> lines)
    {
        switch (block)
        {
            case QuoteBlock quote:
                Blocks(quote, prefix + "> ", lines);
                break;
            case ListBlock list:
                List(list, prefix, lines);
                break;
            case CodeBlock code:
                lines.AddRange(code.Lines.ToString().Split('\n').Select(line => $"{prefix}    {line}"));
                break;
            case ThematicBreakBlock rule:
                lines.Add(prefix + new string(rule.ThematicChar, rule.ThematicCharCount));
                break;
            case LeafBlock leaf:
                var text = new StringBuilder();
                Inlines(leaf.Inline, text);
                lines.AddRange(text.ToString().Split('\n').Select(line => prefix + line));
                break;
            case ContainerBlock container:
                Blocks(container, prefix, lines);
                break;
        }
    }

    private static void List(ListBlock list, string prefix, List<string> lines)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            var at = lines.Count;
            Blocks(item, prefix + new string(' ', mark.Length), lines);
            if (lines.Count == at)
                lines.Add(prefix + mark.TrimEnd());
            else
                lines[at] = prefix + mark + lines[at][Math.Min(lines[at].Length, prefix.Length + mark.Length)..];
        }
    }

    private static void Inlines(ContainerInline? container, StringBuilder text)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(Printable.Text(entity.Transcoded.ToString()));
                    break;
                case LineBreakInline line:
                    text.Append(line.IsHard ? '\n' : ' ');
                    break;
                case AutolinkInline auto:
                    text.Append(auto.Url);
                    break;
                case LinkInline link:
                    var from = text.Length;
                    Inlines(link, text);
                    if (link.Url is { } address && SafeLink.Of(text.ToString(from, text.Length - from)) != address)
                        text.Append($" <{address}>");
                    break;
                case ContainerInline nested:
                    // A bracket that nothing closed holds what follows it.
                    text.Append((nested as DelimiterInline)?.ToLiteral());
                    Inlines(nested, text);
                    break;
                default:
                    text.Append(inline);
                    break;
            }
        }
    }
}
