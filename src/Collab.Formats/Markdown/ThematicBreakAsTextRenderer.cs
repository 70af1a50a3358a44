using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Collab.Formats.Markdown;

/// <summary>A rule drawn across a note would look like one of the page's: it stays what was typed.</summary>
internal sealed class ThematicBreakAsTextRenderer : HtmlObjectRenderer<ThematicBreakBlock>
{
    protected override void Write(HtmlRenderer renderer, ThematicBreakBlock rule) =>
        renderer.Write("<p>").Write(new string(rule.ThematicChar, rule.ThematicCharCount)).WriteLine("</p>");
}
