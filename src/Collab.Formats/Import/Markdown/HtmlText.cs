using System.Net;

namespace Collab.Formats.Import.Markdown;

/// <summary>What is left of raw HTML in Markdown: its words. Comments, scripts, tags and what is struck out go.</summary>
internal static class HtmlText
{
    private static readonly string[] Silent = ["script", "style", "template", "iframe", "object"];

    public static string Of(string html, MarkedLosses losses)
    {
        var text = new MarkedText(losses);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            text.Append(WebUtility.HtmlDecode(html[at..(open < 0 ? html.Length : open)]));
            if (open < 0)
                break;
            at = EndOfTag(html, open);
            text.Tag(html.AsSpan(open..at));
        }

        return text.ToString().Trim();
    }

    private static int EndOfTag(string html, int open)
    {
        var end = html.AsSpan(open).StartsWith("<!--") ? After(html, "-->", open) : After(html, ">", open);
        foreach (var name in Silent)
        {
            if (html.AsSpan(open + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return After(html, $"</{name}", open) is var close && close < html.Length ? After(html, ">", close) : html.Length;
        }

        return end;
    }

    private static int After(string html, string what, int from)
    {
        var at = html.IndexOf(what, from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html.Length : at + what.Length;
    }
}
