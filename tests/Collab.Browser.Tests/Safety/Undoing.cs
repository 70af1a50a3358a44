using System.Collections.Concurrent;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Collab.Browser.Tests.Safety;

/// <summary>Takes the escaping out of what the server sends, as if each page had forgotten it.</summary>
internal static partial class Undoing
{
    /// <summary>The page's Markdown as a careless program would show it, by <c>unsafely</c>.</summary>
    public const string MarkdownModule = """
        import { h } from "./main.js";
        export const renderMarkdown = text => h("div", { ref: element => { if (element) unsafely(element, text); } });
        export const plainText = text => text;
        export const safeHref = href => href;
        """;

    /// <summary>
    /// Shows words as HTML: by the parser, which Trusted Types refuse, and again element by element, which the rest of the policy has to bear.
    /// </summary>
    public const string PageScript = """
        globalThis.refused = 0;
        globalThis.unsafely = (element, words) => {
          const html = words.replace(/!?\[([^\]]*)\]\(<?([^)>]*)>?\)/g, '<a href="$2">$1</a>');
          const attempt = action => { try { return action(); } catch { globalThis.refused++; } };
          const parsed = document.createElement('div');
          element.append(parsed);
          attempt(() => { parsed.innerHTML = html; });
          const made = document.createElement('div'), open = [made];
          element.append(made);
          for (const [, close, name, attributes, text] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+|<)/gi)) {
            const parent = open.at(-1);
            if (text !== undefined) attempt(() => parent.append(text));
            else if (close) { if (open.length > 1) open.pop(); }
            else {
              const child = name === 'svg' || parent instanceof SVGElement ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
              for (const [, key, value] of attributes.matchAll(/([^\s=\/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g))
                attempt(() => child.setAttribute(key, (value ?? '').replace(/^["']|["']$/g, '')));
              attempt(() => parent.append(child));
              if (!/^(img|input|br|base|link|meta|embed|source)$/i.test(name)) open.push(child);
            }
          }
        };
        """;

    private static readonly ConcurrentDictionary<(Sink Sink, bool Swallowing), List<(string Escaped, string Payload)>> Escaped = [];

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A page with its payloads as people typed them.</summary>
    /// <param name="swallowing">Whether the one that swallows the rest of the page is among them.</param>
    public static string Escaping(string html, bool swallowing)
    {
        // The one character that an address keeps to itself.
        html = html.Replace("%2F", "/", StringComparison.Ordinal);
        foreach (var sink in Enum.GetValues<Sink>().Where(sink => html.Contains($"alert({(int)sink}", StringComparison.Ordinal)))
        {
            foreach (var (escaped, payload) in Escaped.GetOrAdd((sink, swallowing), of => PayloadsOf(of.Sink, of.Swallowing)))
                html = html.Replace(escaped, payload + Payloads.Closers, StringComparison.Ordinal);
        }

        return html;
    }

    private static List<(string Escaped, string Payload)> PayloadsOf(Sink sink, bool swallowing) =>
        [.. from i in Enumerable.Range(0, Payloads.Count)
            where Payloads.Swallows(i) == swallowing
            from payload in new[] { Payloads.LineAt(sink, i), Payloads.LineAt(sink, i, 80) }.Distinct()
            from escaped in new[] { Encoder.Encode(payload), WebUtility.HtmlEncode(payload) }.Distinct()
            where escaped != payload
            select (escaped, payload)];

    /// <summary>A file without the policy that it brings itself.</summary>
    public static string OwnPolicy(string html) => MetaPolicy().Replace(html, "");

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex MetaPolicy();
}
