using System.Globalization;

namespace Collab.Cluster.Tests.Running;

/// <summary>What a process listens on, as the kernel says (Linux).</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>Ports of TCP, and whether they are reachable from this machine alone.</summary>
    public static IReadOnlyList<(int Port, bool Loopback)> Of(int process)
    {
        var sockets = Directory.GetFiles($"/proc/{process}/fd").Select(fd => new FileInfo(fd).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1]).ToHashSet();
        return [.. new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row[3] == Listening && sockets.Contains(row[9]))
            .Select(row => row[1].Split(':'))
            .Select(local => (int.Parse(local[1], NumberStyles.HexNumber), IsLoopback(local[0])))];
    }

    // Words of the address in the byte order of the machine: 127.0.0.0/8, ::1, and 127.0.0.0/8 within IPv6.
    private static bool IsLoopback(string address) =>
        (address.Length == 8 && address.EndsWith("7F", StringComparison.Ordinal)) || address == "00000000000000000000000001000000"
        || (address.StartsWith("0000000000000000FFFF0000", StringComparison.Ordinal) && address.EndsWith("7F", StringComparison.Ordinal));
}
