#if PLANTED_DEFECTS
using Collab.Cluster.Tests.Running;
using Collab.Domain.Planting;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Collab.Cluster.Tests;

/// <summary>What is planted in the servers that a test starts fails the test that docs/reliability.md names.</summary>
public sealed class PlantedDefectTests(ITestOutputHelper output) : IDisposable
{
    private const string Cuts = "COLLAB_CUTS";

    private readonly string? _cuts = Environment.GetEnvironmentVariable(Cuts);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Planted.Variable, null);
        Environment.SetEnvironmentVariable(Cuts, _cuts);
    }

    [Fact]
    public async Task A_commit_that_is_not_synced_is_found_by_the_power_cut()
    {
        if (Disk.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        Environment.SetEnvironmentVariable(Cuts, "2");
        var failure = await WithAsync(Defect.CommittedWithoutSync, () => new DiskTests(output).Nothing_acknowledged_is_lost_when_the_power_goes_again_and_again());
        output.WriteLine($"{failure?.GetType().Name}: {failure?.Message}");
        // Much is lost, or the file is no database any more and the server does not start from it.
        Assert.True(failure is XunitException or InvalidOperationException or TimeoutException, $"{failure?.ToString() ?? "Nothing was found."}");
    }

    private static Task<Exception?> WithAsync(Defect defect, Func<Task> test)
    {
        Environment.SetEnvironmentVariable(Planted.Variable, defect.ToString());
        return Record.ExceptionAsync(test);
    }
}
#endif
