using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Postgres;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Rights that are withdrawn while they are used by every door. COLLAB_REVOCATIONS sets how often: half of it on one server, half across three nodes.</summary>
[Collection(nameof(AloneCollection))]
public sealed class RevocationTests(ITestOutputHelper output)
{
    private const int Lanes = 3;

    private static int Count => Round.Number("COLLAB_REVOCATIONS", 200) / 2;

    [Fact]
    public async Task On_one_server_nothing_later_reaches_whoever_lost_a_right()
    {
        var folder = Directory.CreateTempSubdirectory("collab-revocations-");
        await using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            using var room = await Room.EnterAsync(server);
            await RaceAsync(room);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Across_three_nodes_nothing_later_reaches_whoever_lost_a_right()
    {
        using var postgres = PostgresServer.StartNew();
        await using var nodes = await Nodes.StartAsync(postgres, 3);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await RaceAsync(room);
        Assert.Equal(0, nodes.GivenUp);
    }

    private async Task RaceAsync(Room room)
    {
        List<RevocationLane> lanes = [];
        // One imports one text at a time.
        for (var number = 0; number < Lanes; number++)
            lanes.Add(await RevocationLane.StartAsync(room, number));
        var (closed, operations) = (new Times(RevocationLane.Promised), 0);
        await Task.WhenAll(lanes.Select(async (lane, number) =>
        {
            for (var round = number; round < Count; round += Lanes)
            {
                var machine = Machine.Watch();
                var (took, done) = await lane.RaceAsync((Revocation)(round / Lanes % 3));
                Interlocked.Add(ref operations, done);
                if (took is not { } time)
                    continue;
                lock (closed)
                    closed.Add(time, machine.Left());
            }
        }));
        lanes.ForEach(lane => lane.Dispose());
        output.WriteLine($"Closed after the removal was sent: {closed}");
        output.Record("revocations", Count, operations, closed);
        closed.Demand("A removed member's connections are closed");
    }
}
