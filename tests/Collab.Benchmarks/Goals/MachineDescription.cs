using System.Globalization;
using System.Runtime.InteropServices;

namespace Collab.Benchmarks.Goals;

/// <summary>The machine that measured.</summary>
/// <param name="MemoryGiB">Of the machine, or of the container.</param>
internal sealed record MachineDescription(int Cores, string Processor, double MemoryGiB, string Kernel, string Runtime)
{
    public static MachineDescription Read() => new(
        Environment.ProcessorCount,
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor",
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024), 1),
        $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}",
        RuntimeInformation.FrameworkDescription);

    /// <summary>The load average over one minute; 0 where the system tells none.</summary>
    public static double Load() => Lines("/proc/loadavg").FirstOrDefault() is { } line ? double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    public override string ToString() => $"{Cores} cores ({Processor}), {MemoryGiB:0.#} GiB of memory, {Kernel}, {Runtime}";

    private static IEnumerable<string> Lines(string file) => File.Exists(file) ? File.ReadLines(file) : [];
}
