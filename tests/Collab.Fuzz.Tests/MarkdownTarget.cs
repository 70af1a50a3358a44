using System.Text.RegularExpressions;
using Collab.Domain.Commands;
using Collab.Formats.Markdown;

namespace Collab.Fuzz.Tests;

/// <summary>A note's way from the keyboard to the page. Whatever is typed, only the elements of a note come out.</summary>
internal static partial class MarkdownTarget
{
    private static readonly string[] Samples =
    [
        "How *slowly*? See **[the rules](https://example.org/a?b=c&d)**, `code`, ~~struck~~ and <https://example.org>.\n\n> quoted\n> > twice\n\n- one\n  1. two\n     - three\n\n```\ncode\n```\n",
        "<script>alert(1)</script><img src=x onerror=alert(1)>[a](javascript:alert(1))[b]: data:text/html,x\n\n![c](vbscript:x \"d\")\n\n# heading\n\na | b\n- | -\n1 | 2\n",
        "mail me@example.org www.example.org\\\nnext &lt;b&gt; &#x6A;avascript:",
    ];

    private static readonly string[] Words =
        ["*", "**", "_", "`", "```", "~~", "[", "](", ")", "![", "<", ">", "<b>", "</b>", "<!--", "<a href=\"javascript:", "[a](", "[a]: ", "javascript:", "data:", "\n", "\n\n", "    ", "> ", "- ", "1. ", "# ", "\\", "&", "&#", "&colon;", "http://", "www.", "@", "|", "---", "\t", "on=", "😀"];

    public static Target Target => new("markdown", Read);

    private static void Read(Random random)
    {
        var text = WordRules.Body(Mutator.Spoil(random, Samples, Words));
        var html = MarkdownRenderer.ToHtml(text);
        foreach (Match tag in Tag().Matches(html))
            Assert.Matches(Allowed(), tag.Value);
        Assert.NotNull(MarkdownRenderer.PlainText(text));
    }

    [GeneratedRegex("<[^>]*>?")]
    private static partial Regex Tag();

    [GeneratedRegex("^(</?(p|em|strong|code|pre|blockquote|ul|ol|li|br|del)>|<ol start=\"\\d+\">|</a>|<a( rel=\"noopener noreferrer\"| href=\"(https?|mailto):[^\"<>]*\")*>)$", RegexOptions.IgnoreCase)]
    private static partial Regex Allowed();
}
