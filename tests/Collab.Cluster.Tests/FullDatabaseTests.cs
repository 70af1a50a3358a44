using System.Diagnostics;
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

    private static readonly string Long = new('w', 15_000);

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
        var resumed = new Times(TimeSpan.FromSeconds(1));
        await using var load = await Load.StartAsync(room, writers: 4, readers: 5, Round.Seed);
        await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
        Fill(disk);
        load.History.Fault("the disk is full");
        if (writeAheadLog)
            postgres.SwitchLog();
        var refused = await Attempt.RefusedAsync(room, Long, writeAheadLog ? null : "storage-full");
        output.WriteLine($"refused: {refused}");
        Assert.NotNull(await room.SnapshotAsync());
        Assert.NotNull(await room.Owner.GetAsync($"api/documents/{room.Document}/export?format=json"));

        disk.Resize(2 * Megabytes);
        var (began, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
        await Patience.UntilAsync(
            async () =>
            {
                if (postgres.HasEnded)
                {
                    output.WriteLine("PostgreSQL has ended itself, and is started again");
                    postgres.Start();
                    (began, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
                }

                return (await Attempt.WriteAsync(room, Long)).Succeeded;
            },
            "a write succeeds again");
        resumed.Add(Stopwatch.GetElapsedTime(began), machine.Left());
        output.WriteLine($"a write succeeded after there was space: {resumed}");
        await load.ResumedAsync();
        await load.StopAsync();
        (await load.GatherAsync(leastAnswered: 60, leastFaults: 1, "storage-full")).AssertHolds();
        resumed.Demand("A write succeeded after");
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
}
