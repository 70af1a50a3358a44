using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Collab.Formats.Markdown;

/// <summary>A heading in a note must not become one of the page: it is a bold paragraph.</summary>
internal sealed class HeadingAsParagraphRenderer : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock heading) =>
        renderer.Write("<p><strong>").WriteLeafInline(heading).WriteLine("</strong></p>");
}
