using System.Buffers;
using Collab.Domain;
using Collab.Domain.Planting;
using Markdig.Renderers;

namespace Collab.Formats.Markdown;

/// <summary>
/// What a person wrote as HTML that can stand in any page: p, em, strong, code, pre, blockquote, ul, ol, li, a, br and del, nothing else.
/// Raw HTML is literal text, an image is a link, a heading a bold paragraph; links go to http, https and mailto. The page's
/// <c>model/markdown.ts</c> makes the same. Safe to call from many threads.
/// </summary>
public static class MarkdownRenderer
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]<>&~:@\n\r\t\0");

    /// <exception cref="RefusalException"><c>too-nested</c>: it is nested too deep to be rendered.</exception>
    public static string ToHtml(string markdown)
    {
        if (Planted.Is(Defect.SanitizerOff))
            return Markdig.Markdown.ToHtml(markdown);
        var text = Printable.Text(markdown);
        return IsPlain(text) ? $"<p>{text.TrimEnd(' ')}</p>" : Render(text);
    }

    /// <summary>The words alone: paragraphs as lines with an empty one between, lists and quotes by the marks <c>-</c>, <c>1.</c> and <c>&gt;</c>, links with their addresses.</summary>
    /// <exception cref="RefusalException"><c>too-nested</c>: it is nested too deep to be rendered.</exception>
    public static string PlainText(string markdown)
    {
        var text = Printable.Text(markdown);
        return IsPlain(text) ? text.TrimEnd(' ') : PlainTextWriter.Write(SafeMarkdown.Parse(text));
    }

    /// <summary>The same of what is stored, from before a limit was tightened perhaps: what is nested too deep to be rendered stands as it was written.</summary>
    public static string PlainTextOf(string stored)
    {
        try
        {
            return PlainText(stored);
        }
        catch (RefusalException)
        {
            return stored;
        }
    }

    internal static string Render(string text)
    {
        var document = SafeMarkdown.Parse(text);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        SafeMarkdown.Setup(renderer);
        renderer.Render(document);
        return Whitelist.Sanitize(writer.ToString()).TrimEnd('\n');
    }

    /// <summary>True for one line of words: most notes. It needs no parser and no sanitizer.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && !text.AsSpan().ContainsAny(Special) && !text.Contains("www.", StringComparison.OrdinalIgnoreCase);
}
