using Collab.Domain;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Formats.Markdown;

/// <summary>Parses Markdown to a tree that holds no HTML, no image and no link but to safe addresses.</summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAutoLinks(new AutoLinkOptions()).Build();

    // Markdig's renderer gives up at 128, and whatever else walks the tree does so by recursion.
    private const int MaxDepth = 100;

    /// <exception cref="RefusalException"><c>too-nested</c>.</exception>
    public static MarkdownDocument Parse(string text)
    {
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // The parser's own limit: it has no other type to catch.
            throw TooNested();
        }

        DemandShallow(document);
        foreach (var inline in document.Descendants<Inline>().ToList())
            Tame(inline);
        return document;
    }

    public static void Setup(HtmlRenderer renderer)
    {
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HeadingRenderer>(new HeadingAsParagraphRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<ThematicBreakRenderer>(new ThematicBreakAsTextRenderer());
    }

    private static void DemandShallow(MarkdownDocument document)
    {
        var open = new Stack<(MarkdownObject Node, int Depth)>([(document, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > MaxDepth)
                throw TooNested();
            IEnumerable<MarkdownObject> children = next.Node switch
            {
                ContainerBlock block => block,
                LeafBlock { Inline: { } inlines } => inlines,
                ContainerInline inlines => inlines,
                _ => [],
            };
            foreach (var child in children)
                open.Push((child, next.Depth + 1));
        }
    }

    private static RefusalException TooNested() => new("too-nested", "Quotes, lists, brackets or emphasis are nested too deep to be shown. Flatten them.");

    private static void Tame(Inline inline)
    {
        switch (inline)
        {
            case LinkInline link when SafeLink.Of(link.GetDynamicUrl?.Invoke() ?? link.Url) is { } address && !InsideLink(link):
                if (link.IsImage && link.FirstChild is null)
                    link.AppendChild(new LiteralInline(address));
                (link.IsImage, link.Url, link.GetDynamicUrl, link.Title) = (false, address, null, null);
                break;
            case LinkInline link:
                link.MoveChildrenAfter(link);
                link.Remove();
                break;
            case AutolinkInline auto when SafeLink.Of((auto.IsEmail ? "mailto:" : "") + auto.Url) is null || InsideLink(auto):
                auto.ReplaceBy(new LiteralInline(auto.Url));
                break;
        }
    }

    // Links do not nest in HTML: an image in a link's text is its words.
    private static bool InsideLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline)
                return true;
        }

        return false;
    }
}
