using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accessibility;

public sealed class ContrastTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Seven to one, as the criterion 1.4.6 of WCAG asks for: what is quiet, what is warned of, what has the focus.</summary>
    [Fact]
    public async Task Who_asks_for_more_contrast_has_seven_to_one_by_day_and_by_night()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await ida.Page.EmulateMediaAsync(new() { ColorScheme = scheme, Contrast = Contrast.More });
            foreach (var colour in new[] { "ink", "quiet", "accent", "control", "focus", "line" })
            {
                var ratio = await ida.Page.EvaluateAsync<double>("""
                    name => {
                      const probe = document.body.appendChild(document.createElement('p'));
                      const light = variable => {
                        probe.style.color = `var(--${variable})`;
                        const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
                        return .2126 * r + .7152 * g + .0722 * b;
                      };
                      const [one, other] = [light(name), light('paper')];
                      probe.remove();
                      return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
                    }
                    """, colour);
                Assert.True(ratio >= 7, $"{scheme}: {colour} on paper has {ratio:0.0} to one.");
            }
        }
    }
}
