using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>SIGKILL under load. COLLAB_KILLS sets how often (default 60), COLLAB_SEED the moments.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int AnsweredBetweenKills = 20, LongestUntilKill = 300;

    // LargeDocumentTests has the promised 2 s. Here writers and readers press in from the first moment on, and other tests run beside.
    private static readonly TimeSpan ReadyAgain = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed_again_and_again()
    {
        var (kills, seed) = (Round.Number("COLLAB_KILLS", 60), Round.Seed);
        var random = new Random(seed);
        var server = await ServerProcess.StartAsync(_folder);
        try
        {
            using var room = await Room.EnterAsync(server);
            await using var load = await Load.StartAsync(room, writers: 8, readers: 20, seed);
            var starts = new Times(ReadyAgain);
            for (var kill = 0; kill < kills; kill++)
            {
                await load.AnswersAsync(AnsweredBetweenKills);
                await load.SeeHeadAsync();
                await Task.Delay(random.Next(LongestUntilKill));
                await server.KillAsync();
                load.History.Fault($"killed after {load.Answered} operations");
                await server.DisposeAsync();
                var machine = Machine.Watch();
                server = await ServerProcess.StartAsync(_folder, server.Address.Port);
                starts.Add(server.Started, machine.Left());
            }

            await load.AnswersAsync(AnsweredBetweenKills, "after the last start");
            await load.StopAsync();
            var evidence = await load.GatherAsync(leastAnswered: kills * AnsweredBetweenKills, leastFaults: kills);
            output.WriteLine($"seed {seed}, {kills} kills: {evidence.Outcomes()}, {load.Reconnects} reconnects of {evidence.Readers.Count} readers");
            output.WriteLine($"ready again after {starts}");
            output.Record("kills", kills, evidence.Operations.Count, starts);
            Assert.True(evidence.Operations.Any(operation => operation.Outcome == Outcome.Refused), "No operation was refused: C2 was not put to the test.");
            evidence.AssertHolds();
            starts.Demand("Ready again after");

            var verify = await Executable.RunAsync("verify", "--data", _folder);
            Assert.True(verify.Code == 0, verify.Out + verify.Errors);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
