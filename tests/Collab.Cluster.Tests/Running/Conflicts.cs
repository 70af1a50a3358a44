using System.Globalization;
using System.Text.RegularExpressions;

namespace Collab.Cluster.Tests.Running;

/// <summary>What servers say of appends that found that somebody else had written.</summary>
/// <param name="Appends">The appends that the database turned down, and that were decided again.</param>
/// <param name="Events">The events in them, each as often as it was turned down.</param>
internal sealed partial record Conflicts(int Appends, int Events)
{
    /// <summary>With this a server says so.</summary>
    public static IReadOnlyDictionary<string, string> Told { get; } =
        new Dictionary<string, string> { ["Logging__LogLevel__Collab.Grains.Documents.DocumentGrain"] = "Debug" };

    public static Conflicts Of(params IEnumerable<ServerProcess> servers)
    {
        var counts = servers.SelectMany(server => Line().Matches(server.Output)).Select(line => int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        return new Conflicts(counts.Count, counts.Sum());
    }

    public override string ToString() => $"{Appends} appends met a conflict, with {Events} events in them";

    [GeneratedRegex(": ([0-9]+) events met a conflict")]
    private static partial Regex Line();
}
