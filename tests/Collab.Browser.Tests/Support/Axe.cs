using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>Runs axe on the page as it stands: at a desk and on a phone, light and dark.</summary>
internal static class Axe
{
    /// <summary>A page's policy forbids scripts that are not its own: axe comes in over it.</summary>
    public static BrowserNewContextOptions Options => new() { BypassCSP = true };

    private static readonly (int Width, int Height)[] Windows = [(1360, 900), (390, 844)];

    // Every rule of axe holds, and the size of targets (2.5.8), which axe leaves out unless it is asked for.
    private static AxeRunOptions Everything => new() { Rules = new() { ["target-size"] = new() { Enabled = true } } };

    // Dark differs from light in its colours alone.
    private static AxeRunOptions Colours => new() { RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    /// <summary>Fails with the rules that are broken and the elements that break them.</summary>
    public static async Task ExpectNothingAmissAsync(IPage page, string state)
    {
        var found = new List<string>();
        foreach (var (width, height) in Windows)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var result = await page.RunAxe(scheme == ColorScheme.Light ? Everything : Colours);
                found.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{state}, {width} px, {scheme}: {rule.Id}: {node.Target} {node.Html[..Math.Min(160, node.Html.Length)]} {string.Join(' ', node.Any.Select(check => check.Message))}")));
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    }
}
