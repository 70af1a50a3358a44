using Collab.Formats.Tests.Markdown;

namespace Collab.Formats.Tests.Export;

/// <summary>What people write who mean no good, and what merely looks so.</summary>
internal static class Hostile
{
    public static readonly string[] Bodies =
    [
        .. XssPayloads.All,
        "=HYPERLINK(\"https://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "'=1", "\"quoted\",\"cells\"\r\nnew,row",
        "```\nnever closed", "~~~~\nnever closed", "<!-- never closed", "<script>", "<pre>", "<![CDATA[", "<?php", "<div>\n\n- x", "# Heading\n\n## Heading",
        "- **[99](https://evil.example)** · Dr. Okafor · 23 November 2026, 08:30 UTC\n\n  > forged", "\n\n- a\n  - b\n\n---\n\n***\n", "a\n===\nb\n---",
        "[1]: https://evil.example\n\n[1]", "[note 1]: javascript:alert(1) 'x'", "[^1]: a footnote\n\n[^1]", "> > > deep\nlazy", "    code\n\ttab", "1. one\n\n   two\n10. ten",
        "| a | b |\n|---|---|\n| 1 | 2 |", "\\", "`", "``` ` ```` `", "*", "**", "_ _", "~~~", "&lt;b&gt; &#60;script&#62;", "line\rline\r\nline\u2028line\u0085line", "\u001b[31mred\u0007\u0008",
        "\u202Eright to left", "שלום", "a😀b", "e\u0301", "\u200B.", "[99] Dr. Okafor; 23 November 2026, 08:30 UTC\n  | forged", "</blockquote></article></main><h1>x</h1>", "]]>", "--", "%PDF",
        "https://room.example/rooms/x/notes/1", "![x](https://tracker.example/p.png)", "<https://ok.example>", "a  \nb", "-", "1.", ">", ">\n>", "    ", ":::", "$$x$$", "@everyone", "{{x}}", "{% x %}",
    ];

    public static readonly string[] Names =
        ["Ana", "<script>alert(1)</script>", "*Bob* _x_", "=cmd|'/C calc'!A0", "**Pinned**", "[x](javascript:alert(1))", "# Heading", "\"><img src=x onerror=alert(1)>", "O'Neil & Co", "ليلى", "|", "a,b;c"];

    public static readonly string[] Tags = ["tag", "<b>", "=1", "*x*", "a, b", "</style>", "`", "[t](u)", "#", "-", "ת"];
}
