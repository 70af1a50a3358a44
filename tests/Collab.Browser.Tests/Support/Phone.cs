using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>A phone: narrow, touched.</summary>
internal static class Phone
{
    public static BrowserNewContextOptions Options => Of(390, 844);

    public static BrowserNewContextOptions Of(int width, int height) => new()
    {
        ViewportSize = new() { Width = width, Height = height },
        HasTouch = true,
        IsMobile = true,
        DeviceScaleFactor = 2,
        ReducedMotion = ReducedMotion.Reduce,
    };

    /// <summary>Words as a long press and the handles of the system leave them selected: headless Chromium has neither, so a script selects them.</summary>
    public static async Task SelectAsync(Reader who, string label, string words)
    {
        await who.WhereIsAsync(label, words);
        await who.Text(label).EvaluateAsync("""
            (element, words) => {
              const node = element.firstChild, from = node.data.indexOf(words);
              getSelection().setBaseAndExtent(node, from, node, from + words.length);
            }
            """, words);
    }
}
