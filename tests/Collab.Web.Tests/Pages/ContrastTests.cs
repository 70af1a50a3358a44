using System.Globalization;
using System.Text.RegularExpressions;

namespace Collab.Web.Tests.Pages;

/// <summary>Contrast by arithmetic, where no checker looks: ::highlight is invisible to axe.</summary>
public partial class ContrastTests
{
    public static TheoryData<string> Schemes => ["light", "dark", "dark by choice"];

    [Theory, MemberData(nameof(Schemes))]
    public void Words_can_be_read_on_paper_and_on_the_deepest_tint(string scheme)
    {
        var colors = Colors(scheme);
        // The highlights lie over one another: the deepest note, the one that stands out, the words being picked.
        var deepest = Over(Over(Over(colors["paper"], colors, "tint", "t5"), colors, "tint", "t-focus"), colors, "draft", "t-draft");
        Assert.All(["ink", "quiet", "accent"], name => Assert.True(Contrast(colors[name], colors["paper"]) >= 4.5, name));
        Assert.All(["ink", "quiet", "accent"], name => Assert.True(Contrast(colors[name], colors["leaf"]) >= 4.5, name));
        Assert.All(["ink", "quiet"], name => Assert.True(Contrast(colors[name], colors["wash"]) >= 4.5, name));
        Assert.True(Contrast(colors["on-accent"], colors["accent"]) >= 4.5);
        Assert.True(Contrast(colors["ink"], deepest) >= 4.5, $"{Contrast(colors["ink"], deepest):0.00}");
    }

    [Theory, MemberData(nameof(Schemes))]
    public void The_underline_and_the_edge_of_controls_stand_out_by_three_to_one(string scheme)
    {
        var colors = Colors(scheme);
        Assert.All(["line", "accent", "focus", "control"], name => Assert.True(Contrast(colors[name], colors["paper"]) >= 3, name));
        Assert.All(["t1", "t5"], depth => Assert.All(["line", "accent"], name =>
            Assert.True(Contrast(colors[name], Over(colors["paper"], colors, "tint", depth)) >= 3, $"{name} at {depth}")));
    }

    [Theory, MemberData(nameof(Schemes))]
    public void No_tint_is_deeper_than_three_tenths(string scheme)
    {
        var colors = Colors(scheme);
        Assert.All(["t1", "t2", "t3", "t4", "t5"], name => Assert.InRange(colors[name][0], 0.08, 0.30));
        if (scheme != "light")
            Assert.True(1 - (1 - colors["t5"][0]) * (1 - colors["t-focus"][0]) <= 0.30);
    }

    private static string Css(string name) => File.ReadAllText(Path.Combine(Engine.Repository.Web, "wwwroot", "css", name));

    private static Dictionary<string, double[]> Colors(string scheme)
    {
        var css = Css("collab.css");
        var start = scheme switch
        {
            "light" => css.IndexOf(":root {", StringComparison.Ordinal),
            "dark" => css.IndexOf(":root:not([data-theme=\"light\"]) {", StringComparison.Ordinal),
            _ => css.IndexOf(":root[data-theme=\"dark\"] {", StringComparison.Ordinal),
        };
        var block = css[start..css.IndexOf('}', start)];
        return Variable().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value is ['#', .. var hex]
            ? [.. Enumerable.Range(0, 3).Select(i => (double)Convert.ToInt32(hex.Substring(2 * i, 2), 16))]
            : match.Groups[2].Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray());
    }

    private static double[] Over(double[] below, Dictionary<string, double[]> colors, string tint, string alpha) =>
        [.. colors[tint].Zip(below, (above, under) => colors[alpha][0] * above + (1 - colors[alpha][0]) * under)];

    private static double Contrast(double[] a, double[] b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(double[] color)
    {
        var linear = color.Select(value => value / 255).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    [GeneratedRegex(@"--([a-z0-9-]+): (#[0-9a-f]{6}|[0-9]+ [0-9]+ [0-9]+|\.[0-9]+);", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
