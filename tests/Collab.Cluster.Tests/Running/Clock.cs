using System.Globalization;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// The clock of a machine, to be set while servers run on it: libfaketime tells them the time in place of the system. How much time has
/// passed (CLOCK_MONOTONIC) they learn as it is, as where somebody sets the clock of a real machine.
/// </summary>
internal sealed class Clock : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collab-clock-");

    public Clock(TimeSpan offset = default) => Set(offset);

    /// <summary>How far it is ahead of this machine's.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>What a process is started with that goes by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library(),
        ["FAKETIME_TIMESTAMP_FILE"] = File,
        // Seconds. Without, the file is opened and read whenever anything asks for the time.
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["FAKETIME_DISABLE_SHM"] = "1",
        // The fix for an old C library: with it every timed wait ends at once, and the server turns in circles.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    private string File => Path.Combine(_folder.FullName, "offset");

    public void Set(TimeSpan offset)
    {
        Offset = offset;
        // Renamed, so that nobody reads half of it.
        System.IO.File.WriteAllText($"{File}.new", string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0;-0;+0}\n"));
        System.IO.File.Move($"{File}.new", File, overwrite: true);
    }

    /// <summary>Waits until a server tells the time by this clock: it says it in every answer.</summary>
    public async Task ShownAsync(Uri server)
    {
        using var client = Person.Client(server);
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync("health/live");
                return answer.Headers.Date is { } shown && (shown - DateTimeOffset.UtcNow - Offset).Duration() < TimeSpan.FromMinutes(1);
            },
            $"the server's clock is {Offset} ahead");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Library() =>
        new[] { "/usr/lib", "/usr/lib64", "/usr/local/lib" }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }))
            .FirstOrDefault() ?? throw new InvalidOperationException("The clock is set through libfaketime. Install it (Debian: apt-get install libfaketime).");
}
