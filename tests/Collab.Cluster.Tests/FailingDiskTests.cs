using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>A block device that fails, and is well again.</summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task While_the_device_fails_writing_is_refused_reading_goes_on_and_nothing_acknowledged_is_lost()
    {
        if (FailingDisk.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var disk = new FailingDisk(megabytes: 128);
        var data = Path.Combine(disk.Mounted, "data");
        var server = await ServerProcess.StartAsync(data);
        try
        {
            using var room = await Room.EnterAsync(server);
            var resumed = new Times(TimeSpan.FromSeconds(1));
            await using var load = await Load.StartAsync(room, writers: 4, readers: 5, Round.Seed);
            await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
            disk.Fail();
            load.History.Fault("the device fails");
            var refused = await Attempt.RefusedAsync(room);
            output.WriteLine($"refused: {refused}");
            foreach (var path in new[] { $"api/documents/{room.Document}", $"api/documents/{room.Document}/export?format=json" })
                Assert.NotNull(await room.Owner.GetAsync(path));

            disk.Heal();
            var (healed, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
            await Patience.UntilAsync(async () => (await Attempt.WriteAsync(room)).Succeeded, "a write succeeds again");
            resumed.Add(Stopwatch.GetElapsedTime(healed), machine.Left());
            output.WriteLine($"a write succeeded after the device was well: {resumed}");
            await load.ResumedAsync();

            // What the device has, and not what memory has of it.
            await server.KillAsync();
            await server.DisposeAsync();
            await disk.MountAgainAsync();
            server = await ServerProcess.StartAsync(data, server.Address.Port);
            await load.ResumedAsync();
            await load.StopAsync();
            (await load.GatherAsync(leastAnswered: 60, leastFaults: 1)).AssertHolds();
            resumed.Demand("A write succeeded after");
        }
        finally
        {
            await server.DisposeAsync();
        }

        (await Executable.RunAsync("verify", "--data", data)).Demand();
    }
}
