using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>SIGTERM: what is under way is answered, nothing new is taken, the process ends with 0.</summary>
[Collection(nameof(AloneCollection))]
public sealed class GracefulStopTests(ITestOutputHelper output) : IDisposable
{
    private const int Answered = 200;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-stop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_stop_under_load_answers_what_is_under_way_and_loses_nothing()
    {
        var server = await ServerProcess.StartAsync(_folder);
        try
        {
            using var room = await Room.EnterAsync(server);
            await using var load = await Load.StartAsync(room, writers: 50, readers: 200, seed: 7);
            await Patience.UntilAsync(() => load.Answered >= Answered, "the writers are answered");
            await load.SeeHeadAsync();
            var began = Stopwatch.GetTimestamp();
            server.Terminate();
            load.History.Fault("terminated");
            Assert.Equal(0, await server.EndedAsync());
            var took = Stopwatch.GetElapsedTime(began);
            output.WriteLine($"ended after {took.TotalSeconds:0.00} s under 50 writers and 200 readers");
            Assert.True(took < Promised, $"It took {took}.");
            // Nobody reads an operator's log that cries at every stop. That the tests run as root is said at the start, and rightly so.
            Assert.DoesNotContain(server.Output.Split('\n'), line => line.Contains("fail:", StringComparison.Ordinal) || (line.Contains("warn:", StringComparison.Ordinal) && !line.Contains("runs as root", StringComparison.Ordinal)));

            // What was sent after the signal may find nobody, and is told by a retry.
            await server.DisposeAsync();
            server = await ServerProcess.StartAsync(_folder, server.Address.Port);
            await load.StopAsync();
            var (underWay, lost) = load.UnderWay(began);
            output.WriteLine($"under way at the signal: {underWay}; told nothing: {lost.Count}");
            Assert.True(underWay > 0, "Nothing was under way at the signal.");
            // To be refused is to be answered: what the server had not begun is told to try again.
            Assert.Empty(lost);
            (await load.GatherAsync(leastAnswered: Answered, leastFaults: 1)).AssertHolds();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
