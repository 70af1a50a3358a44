using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>SIGKILL under load. COLLAB_KILLS sets how often (default 6), COLLAB_SEED the moments.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int AnsweredBetweenKills = 60;

    // The promise is 2 s on a machine that does nothing else.
    private static readonly TimeSpan ReadyAgain = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed_again_and_again()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("COLLAB_KILLS") ?? "6");
        var seed = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "20261123");
        var random = new Random(seed);
        var server = await ServerProcess.StartAsync(_folder);
        try
        {
            using var room = await Room.EnterAsync(server);
            await using var load = await Load.StartAsync(room, writers: 8, readers: 20, seed);
            List<TimeSpan> starts = [];
            for (var kill = 0; kill < kills; kill++)
            {
                var before = load.Answered;
                await Patience.UntilAsync(() => load.Answered >= before + AnsweredBetweenKills, "the writers are answered");
                await load.SeeHeadAsync();
                await Task.Delay(random.Next(600));
                await server.KillAsync();
                load.History.Fault($"killed after {load.Answered} operations");
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(_folder, server.Address.Port);
                starts.Add(server.Started);
                Assert.True(server.Started < ReadyAgain, $"Ready again after {server.Started.TotalSeconds:0.00} s.");
            }

            var last = load.Answered;
            await Patience.UntilAsync(() => load.Answered >= last + AnsweredBetweenKills, "the writers are answered after the last start");
            await load.StopAsync();
            var evidence = await load.GatherAsync(leastAnswered: kills * AnsweredBetweenKills, leastFaults: kills);
            var outcomes = evidence.Operations.CountBy(operation => operation.Outcome).ToDictionary();
            output.WriteLine($"seed {seed}, {kills} kills: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"))}; {evidence.Log.Count} events, {load.Reconnects} reconnects of {evidence.Readers.Count} readers");
            output.WriteLine($"ready again after {string.Join(", ", starts.Select(start => $"{start.TotalSeconds:0.00}"))} s (promised: 2)");
            Assert.True(outcomes.GetValueOrDefault(Outcome.Refused) > 0, "No operation was refused: C2 was not put to the test.");
            Assert.Empty(Checker.Check(evidence));

            var verify = await Executable.RunAsync("verify", "--data", _folder);
            Assert.True(verify.Code == 0, verify.Out + verify.Errors);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
