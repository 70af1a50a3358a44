using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests.Running;

/// <summary>Rights withdrawn in several documents at once, as often as COLLAB_REVOCATIONS says, halved: the other half is for another number of nodes.</summary>
internal sealed class Revocations(Room room, ITestOutputHelper output)
{
    private const int Lanes = 3;

    private readonly Times _closed = new(RevocationLane.Promised);
    private int _operations;

    private static int Count => Round.Number("COLLAB_REVOCATIONS", 200) / 2;

    public async Task RaceAsync()
    {
        List<RevocationLane> lanes = [];
        // One imports one text at a time.
        for (var number = 0; number < Lanes; number++)
            lanes.Add(await RevocationLane.StartAsync(room, number));
        await Task.WhenAll(lanes.Select(RaceAsync));
        lanes.ForEach(lane => lane.Dispose());
        output.WriteLine($"Closed after the removal was sent: {_closed}");
        output.Record("revocations", Count, _operations, _closed);
        _closed.Demand("A removed member's connections are closed");
    }

    private async Task RaceAsync(RevocationLane lane, int number)
    {
        for (var round = number; round < Count; round += Lanes)
        {
            var machine = Machine.Watch();
            var (took, done) = await lane.RaceAsync((Revocation)(round / Lanes % 3));
            Interlocked.Add(ref _operations, done);
            if (took is not { } time)
                continue;
            lock (_closed)
                _closed.Add(time, machine.Left());
        }
    }
}
