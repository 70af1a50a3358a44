using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests.Running;

/// <summary>What a run says of itself.</summary>
internal static class Figures
{
    /// <summary>Prints the line that tests/long.sh adds up.</summary>
    public static void Record(this ITestOutputHelper output, string part, int count, int operations, Times? times = null) =>
        output.WriteLine(Round.Recorded(part, count, operations, times?.Worst, times?.Percentile99));

    /// <summary>What became of the operations, in words.</summary>
    public static string Outcomes(this Evidence evidence) =>
        $"{string.Join(", ", evidence.Operations.CountBy(operation => operation.Outcome).Select(outcome => $"{outcome.Value} {outcome.Key}"))}; {evidence.Log.Count} events";
}
