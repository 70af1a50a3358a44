using Markdig.Syntax.Inlines;

namespace Collab.Formats.Import.Markdown;

/// <summary>The text of a paragraph as a reader hears it: without emphasis and what is struck out, with the words of links and the description of pictures.</summary>
internal static class InlineText
{
    /// <summary>Stands after a line end that the author meant. No text has it: control characters are left out before.</summary>
    public const char HardBreak = '\u0001';

    public static string Of(ContainerInline? inline, MarkedLosses losses)
    {
        var text = new MarkedText(losses);
        if (inline is not null)
            Append(inline, text);
        return text.ToString();
    }

    private static void Append(ContainerInline container, MarkedText text)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline line:
                    text.Append(line.IsHard ? "\n\u0001" : "\n");
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    text.Append("\n\u0001");
                    break;
                case HtmlInline html:
                    text.Tag(html.Tag);
                    break;
                case ContainerInline inner:
                    Append(inner, text);
                    break;
            }
        }
    }
}
