using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

public sealed class DataFolderTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-twice-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_second_process_on_the_folder_ends_within_two_seconds_and_names_the_first()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        var (times, ratios) = (new Times(Promised), new List<double>());
        for (var i = 0; i < 3; i++)
        {
            var machine = Machine.Watch();
            var (second, took) = await TimedAsync("serve", "--data", _folder, "--urls", $"http://127.0.0.1:{Ports.Free()}");
            times.Add(took, machine.Left());
            // Where others leave little of the machine, one that is refused right before it would open the folder takes longer too.
            if (took >= Promised)
                ratios.Add(took / (await TimedAsync("serve", "--storage", "none")).Took);
            Assert.Equal(1, second.Code);
            Assert.Contains($"process {server.Id}", second.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }

        output.WriteLine($"ended after {times}");
        // To be refused for the folder adds little.
        times.DemandBest($"Ended, {string.Join(", ", ratios.Select(ratio => $"{ratio:0.0}"))} times as late as one that asks for no folder", isAsElsewhere: ratios.Count > 0 && ratios.Min() < 2);

        using var room = await Room.EnterAsync(server);
        await room.Owner.PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "The first one is unhurt."));
    }

    private static async Task<(CommandResult Result, TimeSpan Took)> TimedAsync(params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        return (await Executable.RunAsync(arguments), Stopwatch.GetElapsedTime(began));
    }
}
