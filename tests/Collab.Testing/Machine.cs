using System.Diagnostics;
using System.Globalization;

namespace Collab.Testing;

/// <summary>How much of the machine others have taken since a moment. What takes longer because of them is not the server's doing.</summary>
public sealed class Machine
{
    // So much is ours whatever they do: or a machine that is full would excuse everything.
    private const double LeastLeft = 0.2;

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly double _others = Others();

    /// <summary>From now on.</summary>
    public static Machine Watch() => new();

    /// <summary>The part of all cores that others left, from 0.2 to 1.</summary>
    public double Left()
    {
        var ours = Stopwatch.GetElapsedTime(_began).TotalSeconds * Environment.ProcessorCount;
        return ours > 0 ? Math.Clamp(1 - ((Others() - _others) / ours), LeastLeft, 1) : 1;
    }

    /// <summary>Seconds of processors that were used since the start of the machine by what neither is this process nor was started by it.</summary>
    private static double Others() => (Busy() - Own()) / 100;

    private static double Busy()
    {
        // user, nice, system, idle, waiting for a disk, interrupts of both kinds, stolen.
        var spent = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(Number).ToList();
        return spent.Sum() - spent[3] - spent[4];
    }

    private static double Own()
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(Read).OfType<(string, string, double)>().ToList();
        var children = processes.ToLookup(process => process.Item2);
        return Sum(processes.Single(process => process.Item1 == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));

        double Sum((string Id, string Parent, double Spent) process) => process.Spent + children[process.Id].Sum(Sum);
    }

    private static (string Id, string Parent, double Spent)? Read(string? process)
    {
        try
        {
            // The name in parentheses may hold anything; what follows it does not. Of children that ended their parent knows.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (process!, fields[1], fields[11..15].Sum(Number));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
