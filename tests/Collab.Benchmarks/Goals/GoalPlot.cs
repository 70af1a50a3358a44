using System.Globalization;
using System.Net;
using System.Text;

namespace Collab.Benchmarks.Goals;

/// <summary>How far each row is from its goal, as SVG: a bar on a scale of powers of two, one line at the goal, a mark at the aim. Light and dark.</summary>
internal static class GoalPlot
{
    private const int Label = 430, Width = 420, Right = 110, RowHeight = 24, Top = 56;

    // From a sixteenth of the goal to sixteen times.
    private const double Octaves = 4;

    private const string Style = """
        svg { font: 12px system-ui, sans-serif; color-scheme: light dark }
        .page { fill: #fff } .word { fill: #1f1d1a } .faint { stroke: #c9c4ba } .goal { stroke: #1f1d1a; stroke-width: 2 }
        .yes { fill: #2f6f4f } .no { fill: #a8442a } .aim { fill: none; stroke: #1f1d1a; stroke-width: 1.5 }
        @media (prefers-color-scheme: dark) {
          .page { fill: #1b1a18 } .word { fill: #ece8df } .faint { stroke: #55514a } .goal { stroke: #ece8df }
          .yes { fill: #6fc59b } .no { fill: #e58a6c } .aim { stroke: #ece8df }
        }
        """;

    public static string Draw(GoalReport report)
    {
        var rows = GoalTable.All.Select(goal => (Goal: goal, Result: report.Find(goal))).Where(row => row.Result?.ValueOf(row.Goal) is not null).ToList();
        var height = Top + (rows.Count * RowHeight) + 12;
        var svg = new StringBuilder();
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Label + Width + Right} {height}" role="img" aria-labelledby="title about">""");
        Add($"<title id=\"title\">How far each row is from its goal</title><desc id=\"about\">{Text(GoalPage.Alternative(report))}</desc>");
        Add($"<style>{Style}</style><rect class=\"page\" width=\"100%\" height=\"100%\"/>");
        for (var octave = -(int)Octaves; octave <= Octaves; octave++)
        {
            var x = X(Math.Pow(2, octave));
            Add($"""<line class="{(octave == 0 ? "goal" : "faint")}" x1="{x:0}" x2="{x:0}" y1="{Top - 12}" y2="{height - 8}"/>""");
            Add($"""<text class="word" x="{x:0}" y="{Top - 18}" text-anchor="middle">{(octave == 0 ? "goal" : octave < 0 ? $"1/{1 << -octave}" : $"{1 << octave} ×")}</text>""");
        }

        Add($"""<text class="word" x="8" y="18">Longer is better. The line is “at least”, a diamond the aim.</text>""");
        for (var i = 0; i < rows.Count; i++)
            Row(rows[i].Goal, rows[i].Result!, Top + (i * RowHeight));
        return svg.Append("</svg>\n").ToString();

        void Row(Goal goal, GoalResult result, int y)
        {
            var value = result.ValueOf(goal)!.Value;
            var (from, to) = (X(1 / Math.Pow(2, Octaves)), X(goal.Progress(value, goal.AtLeast)));
            var aim = X(goal.Progress(goal.Aim, goal.AtLeast));
            var said = goal.IsAbsolute ? GoalPage.Figure(value, goal) : $"{value.ToString("0.00", CultureInfo.InvariantCulture)} ×";
            Add($"""<text class="word" x="{Label - 8}" y="{y + 15}" text-anchor="end">{Text(goal.What.StartsWith('…') ? $"{goal.Id}" : Short(goal.What))}</text>""");
            Add($"""<rect class="{(goal.Reaches(value, goal.AtLeast) ? "yes" : "no")}" x="{from:0.0}" y="{y + 4}" width="{Math.Max(1, to - from):0.0}" height="{RowHeight - 9}"/>""");
            Add($"""<path class="aim" d="M{aim:0.0} {y + 4}l5 7l-5 7l-5 -7z"/>""");
            Add($"""<text class="word" x="{Label + Width + 8}" y="{y + 15}">{Text(said)}</text>""");
        }

        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static double X(double progress) => Label + (Width * (Math.Clamp(Math.Log2(progress), -Octaves, Octaves) + Octaves) / (2 * Octaves));

    private static string Short(string what) => what.Length <= 62 ? what : what[..61] + "…";

    private static string Text(string words) => WebUtility.HtmlEncode(words);
}
