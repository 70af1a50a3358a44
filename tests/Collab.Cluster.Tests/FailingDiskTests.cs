using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
            await using var load = await Load.StartAsync(room, writers: 4, readers: 5, Round.Seed);
            await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
            disk.Fail();
            load.History.Fault("the device fails");
            var refused = await RefusedAsync(room);
            output.WriteLine($"refused: {refused}");
            foreach (var path in new[] { $"api/documents/{room.Document}", $"api/documents/{room.Document}/export?format=json" })
                Assert.NotNull(await room.Owner.GetAsync(path));

            disk.Heal();
            var healed = Stopwatch.GetTimestamp();
            await Patience.UntilAsync(async () => (await WriteAsync(room)).Status == HttpStatusCode.OK, "a write succeeds again");
            var resumed = Stopwatch.GetElapsedTime(healed);
            output.WriteLine($"a write succeeded {resumed.TotalSeconds:0.00} s after the device was well (promised: 1)");
            Assert.True(resumed < TimeSpan.FromSeconds(3), $"It took {resumed}.");
            await load.ResumedAsync();

            // What the device has, and not what memory has of it.
            await server.KillAsync();
            await server.DisposeAsync();
            disk.MountAgain();
            server = await ServerProcess.StartAsync(data, server.Address.Port);
            await load.ResumedAsync();
            await load.StopAsync();
            Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 60, leastFaults: 1)));
        }
        finally
        {
            await server.DisposeAsync();
        }

        (await Executable.RunAsync("verify", "--data", data)).Demand();
    }

    private static async Task<string> RefusedAsync(Room room)
    {
        var refusal = "";
        await Patience.UntilAsync(
            async () =>
            {
                var (status, answer) = await WriteAsync(room);
                refusal = $"{(int)status} {answer}";
                if (status == HttpStatusCode.OK)
                    return false;
                Assert.Contains(status, new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.InsufficientStorage });
                Assert.Contains(JsonDocument.Parse(answer).RootElement.GetProperty("code").GetString(), new[] { "unavailable", "outcome-unknown", "storage-full" });
                return true;
            },
            "a write is refused");
        return refusal;
    }

    private static async Task<(HttpStatusCode Status, string Answer)> WriteAsync(Room room)
    {
        using var answer = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "While the device fails."));
        return (answer.IsSuccessStatusCode ? HttpStatusCode.OK : answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
