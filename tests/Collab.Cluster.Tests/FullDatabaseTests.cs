using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>The disk of PostgreSQL is full: for its tables, and for its write-ahead log, by which it ends itself.</summary>
public sealed class FullDatabaseTests(ITestOutputHelper output)
{
    private const int Megabytes = 160;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Writing_is_refused_and_when_there_is_space_it_goes_on_and_nothing_acknowledged_is_lost(bool writeAheadLog)
    {
        if (Disk.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var disk = Disk.InMemory(Megabytes);
        using var postgres = PostgresServer.StartNew(within: disk.Mounted);
        await using var nodes = await Nodes.StartAsync(postgres, 1);
        using var room = await Room.EnterAsync(nodes[0]);
        await using var load = await Load.StartAsync(room, writers: 4, readers: 5, Round.Seed);
        await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
        Fill(disk);
        load.History.Fault("the disk is full");
        if (writeAheadLog)
            postgres.SwitchLog();
        var refused = await RefusedAsync(room);
        output.WriteLine($"refused: {refused}");
        Assert.NotNull(await room.SnapshotAsync());
        Assert.NotNull(await room.Owner.GetAsync($"api/documents/{room.Document}/export?format=json"));

        disk.Resize(2 * Megabytes);
        var began = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(
            async () =>
            {
                if (postgres.HasEnded)
                {
                    output.WriteLine("PostgreSQL has ended itself, and is started again");
                    postgres.Start();
                    began = Stopwatch.GetTimestamp();
                }

                return (await WriteAsync(room)).Status == HttpStatusCode.OK;
            },
            "a write succeeds again");
        var resumed = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"a write succeeded {resumed.TotalSeconds:0.00} s after there was space (promised: 1)");
        Assert.True(resumed < TimeSpan.FromSeconds(6), $"It took {resumed}.");
        await load.ResumedAsync();
        await load.StopAsync();
        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 60, leastFaults: 1)));
    }

    private static void Fill(Disk disk)
    {
        using var ballast = new FileStream(Path.Combine(disk.Mounted, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            var piece = new byte[4096];
            while (true)
                ballast.Write(piece);
        }
        catch (IOException)
        {
            // Full.
        }
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
                var code = JsonDocument.Parse(answer).RootElement.GetProperty("code").GetString();
                Assert.Contains(code, new[] { "storage-full", "unavailable", "outcome-unknown" });
                Assert.Equal(code == "storage-full" ? HttpStatusCode.InsufficientStorage : HttpStatusCode.ServiceUnavailable, status);
                return code == "storage-full" || code == "unavailable";
            },
            "a write is refused");
        return refusal;
    }

    private static async Task<(HttpStatusCode Status, string Answer)> WriteAsync(Room room)
    {
        using var answer = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), new string('w', 15_000)));
        return (answer.IsSuccessStatusCode ? HttpStatusCode.OK : answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
