#if PLANTED_DEFECTS
using Collab.Cluster.Tests.Running;
using Collab.Domain.Planting;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Collab.Cluster.Tests;

/// <summary>What is planted in the servers that a test starts, and nowhere else, fails the test that docs/reliability.md names.</summary>
[Collection(nameof(AloneCollection))]
public sealed class PlantedDefectTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_commit_that_is_not_synced_is_found_by_the_power_cut()
    {
        if (Disk.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        var found = await Assert.ThrowsAnyAsync<XunitException>(
            () => new DiskTests(output) { Cuts = 1, Environment = With(Defect.CommittedWithoutSync) }.Nothing_acknowledged_is_lost_when_the_power_goes_again_and_again());
        output.WriteLine(found.Message);
        Assert.Contains("C1:", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_command_that_gets_another_seq_is_found_at_two_nodes()
    {
        using var postgres = new PostgresFixture();
        var found = await Assert.ThrowsAnyAsync<XunitException>(
            () => new RetryAcrossNodesTests(postgres) { Environment = With(Defect.RetryAnswersAnotherSeq) }.The_same_command_at_two_nodes_at_once_is_done_once_and_with_other_content_it_is_refused());
        output.WriteLine(found.Message);
        Assert.Contains("A repeated command is answered with seq", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_waits_for_those_who_have_stalled_is_found_by_what_the_others_are_told()
    {
        var found = await Assert.ThrowsAnyAsync<XunitException>(() => RunAsync(Defect.StalledReadersWaitedFor, tests => tests.Readers_that_never_read_and_readers_that_crawl_hurt_nobody()));
        output.WriteLine(found.Message);
        Assert.Contains("slowest of the three", found.Message, StringComparison.Ordinal);

        async Task RunAsync(Defect defect, Func<SlowReaderTests, Task> test)
        {
            using var tests = new SlowReaderTests(output, With(defect));
            await test(tests);
        }
    }

    [Fact]
    public async Task A_rate_that_refuses_nobody_is_found_by_the_flood()
    {
        var found = await Assert.ThrowsAnyAsync<XunitException>(() => RunAsync(Defect.RateIgnored, tests => tests.A_flood_is_refused_to_the_one_who_makes_it_and_hurts_none_of_the_others()));
        output.WriteLine(found.Message);
        Assert.Matches("^0 of [0-9]+ were refused", found.Message);

        async Task RunAsync(Defect defect, Func<FloodTests, Task> test)
        {
            using var tests = new FloodTests(output) { Environment = With(defect) };
            await test(tests);
        }
    }

    private static Dictionary<string, string> With(Defect defect) => new() { [Planted.Variable] = defect.ToString() };
}
#endif
