using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>A disk that loses its power, and one that is full. COLLAB_CUTS sets how often the power goes (default 25), COLLAB_SEED when.</summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    private const int AnsweredBetweenCuts = 20;

    internal int Cuts { get; init; } = Round.Number("COLLAB_CUTS", 25);

    /// <summary>Variables that are set for the server alone.</summary>
    internal IReadOnlyDictionary<string, string>? Environment { get; init; }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_power_goes_again_and_again()
    {
        if (Disk.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        var random = new Random(Round.Seed);
        using var disk = Disk.InFile(megabytes: 256);
        var data = Path.Combine(disk.Mounted, "data");
        var server = await ServerProcess.StartAsync(data, environment: Environment);
        try
        {
            using var room = await Room.EnterAsync(server);
            await using var load = await Load.StartAsync(room, writers: 8, readers: 10, Round.Seed);
            // Whatever the server does, there is something to lose what is acknowledged from.
            disk.Sync();
            var lost = 0;
            for (var cut = 0; cut < Cuts; cut++)
            {
                await load.AnswersAsync(AnsweredBetweenCuts);
                await load.SeeHeadAsync();
                await Task.Delay(random.Next(200));
                // A new one each time: ext4 writes out by itself what takes the place of something.
                var control = Path.Combine(disk.Mounted, $"control-{cut}");
                // Where there is no power nobody is told anything either: a process that ran on could be told by a dying file system that all is well, and pass that on.
                server.Freeze();
                // Nobody tells the disk to keep this, and so it is lost with the power. Its name may be there, with what the server synced.
                File.WriteAllText(control, "not yet on the disk");
                disk.CutPower();
                Assert.ThrowsAny<IOException>(() => File.WriteAllText($"{control}-after", "without power"));
                load.History.Fault($"power cut after {load.Answered} operations");
                await server.KillAsync();
                await server.DisposeAsync();
                await disk.MountAgainAsync();
                lost += new FileInfo(control) is { Exists: true, Length: > 0 } ? 0 : 1;
                server = await ServerProcess.StartAsync(data, server.Address.Port, Environment);
            }

            await load.ResumedAsync();
            await load.StopAsync();
            var evidence = await load.GatherAsync(leastAnswered: Cuts * AnsweredBetweenCuts, leastFaults: Cuts);
            output.WriteLine($"seed {Round.Seed}, {Cuts} cuts: {evidence.Outcomes()}; {lost} lost what nobody had synced");
            // Where somebody on the machine has everything written out at just that moment, it is kept: now and then.
            Assert.True(lost > Cuts / 2, $"Only {lost} of {Cuts} cuts lost what nobody had synced.");
            output.Record("powercuts", Cuts, evidence.Operations.Count);
            evidence.AssertHolds();
        }
        finally
        {
            await server.DisposeAsync();
        }

        (await Executable.RunAsync("verify", "--data", data)).Demand();
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full_and_when_there_is_space_writing_goes_on()
    {
        if (Disk.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var disk = Disk.InMemory(megabytes: 12);
        await using var server = await ServerProcess.StartAsync(Path.Combine(disk.Mounted, "data"));
        using var room = await Room.EnterAsync(server);
        var text = new string('w', 15_000);
        List<long> acknowledged = [];
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), text));
                var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged.Add(json.GetProperty("seq").GetInt64());
                    return false;
                }

                Assert.Equal((HttpStatusCode.InsufficientStorage, "storage-full"), (answer.StatusCode, json.GetProperty("code").GetString()));
                return true;
            },
            "the disk is full");

        Assert.Equal(acknowledged[^1], (long)(await room.SnapshotAsync())["seq"]!);
        Assert.NotNull(await room.Owner.GetAsync($"api/documents/{room.Document}/export?format=json"));
        disk.Resize(megabytes: 64);
        var (resumed, began, machine) = (new Times(TimeSpan.FromSeconds(1)), Stopwatch.GetTimestamp(), Machine.Watch());
        await Patience.UntilAsync(async () => (await Attempt.WriteAsync(room, text)).Succeeded, "a write succeeds");
        resumed.Add(Stopwatch.GetElapsedTime(began), machine.Left());
        output.WriteLine($"{acknowledged.Count} notes filled the disk; the first write succeeded after there was space: {resumed}");
        resumed.Demand("A write succeeded after");
        var log = await room.Owner.EventsAsync(room.Document);
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(e => (int)e.GetProperty("seq").GetInt64()));
        Assert.All(acknowledged, seq => Assert.True(seq <= log.Count));
    }
}
