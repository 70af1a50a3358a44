using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Collab.Formats.Markdown;

/// <summary>The second barrier behind the parser: nothing but the elements of a note leaves, whatever the parser makes of its input.</summary>
internal static class Whitelist
{
    private const string Rel = "noopener noreferrer";

    private static readonly HtmlSanitizer Sanitizer = Create();

    public static string Sanitize(string html) => Sanitizer.Sanitize(html);

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string> { "p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "del" },
            AllowedAttributes = new HashSet<string> { "href", "rel", "start" },
            AllowedSchemes = new HashSet<string>(SafeLink.Schemes),
            UriAttributes = new HashSet<string> { "href" },
        });
        // Relative addresses have no scheme to be refused by.
        sanitizer.FilterUrl += (_, e) => e.SanitizedUrl = SafeLink.Of(e.OriginalUrl);
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IHtmlAnchorElement anchor)
                anchor.SetAttribute("rel", Rel);
        };
        return sanitizer;
    }
}
