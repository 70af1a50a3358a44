using Collab.Cluster.Tests.Running;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Readers whose sockets fill up: the others do not notice, and the server does not collect for them.</summary>
public sealed class SlowReaderTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 3, Notes = 120, Length = 10_000, Slow = 32;

    // The promise is a tenth, on a machine that does nothing else. Here the best of the rounds are compared, and a pause of the machine is allowed.
    private const double Worse = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Without a bound each of them would be owed everything that was written meanwhile: 1.2 MB each, 38 MB in all.
    private const long HeldMegabytes = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-slow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Readers_that_never_read_and_readers_that_crawl_hurt_nobody()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        var writer = (await room.JoinAsync("annotator", 1))[0];
        await using var delivery = new Delivery(room, writer, await room.JoinAsync("reader", 10));
        var slowest = await room.JoinAsync("reader", 2);
        await delivery.StartAsync();
        // To be hot: a fresh process is slow by itself.
        await delivery.MeasureAsync(Notes * 2, Length);

        List<(TimeSpan Alone, TimeSpan Beside)> rounds = [];
        List<long> memory = [];
        for (var round = 0; round < Rounds; round++)
        {
            var alone = await delivery.MeasureAsync(Notes, Length);
            memory.Add(server.Memory);
            var head = await room.HeadAsync();
            List<SlowReader> slow = [];
            try
            {
                for (var i = 0; i < Slow; i++)
                    slow.Add(await SlowReader.StartAsync(slowest[i % 2], server.Address, room.Document, head, i % 2 == 0 ? null : Patience.Poll));
                rounds.Add((alone, await delivery.MeasureAsync(Notes, Length)));
                memory.Add(server.Memory);
                Assert.All(slow.Where((_, i) => i % 2 == 1), reader => Assert.True(reader.Read > 0, "A crawling reader reads nothing: it is none."));
            }
            finally
            {
                foreach (var reader in slow)
                    await reader.DisposeAsync();
            }
        }

        var held = memory.Chunk(2).Select(pair => (pair[1] - pair[0]) / 1024 / 1024).ToList();
        output.WriteLine($"p99 of {Notes * 10} deliveries alone / beside {Slow} slow readers: {string.Join(", ", rounds.Select(round => $"{round.Alone.TotalMilliseconds:0.0} / {round.Beside.TotalMilliseconds:0.0} ms"))}");
        output.WriteLine($"memory {memory[0] / 1024 / 1024} MiB, with the slow ones {string.Join(", ", held.Select(mebibytes => $"{mebibytes:+0;-0;0}"))} MiB");
        var (alone99, beside99) = (rounds.Min(round => round.Alone), rounds.Min(round => round.Beside));
        Assert.True(beside99 < (alone99 * Worse) + Pause, $"The others' p99 is {beside99.TotalMilliseconds:0.0} ms beside the slow ones, {alone99.TotalMilliseconds:0.0} ms without.");
        Assert.True(held.Min() < HeldMegabytes, $"{string.Join(", ", held)} MiB more with the slow readers.");
    }
}
