using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Readers whose sockets fill up: the others do not notice, and the server does not collect for them.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SlowReaderTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 9, Notes = 100, Length = 5_000, Slow = 16;
    private const double Promised = 1.1;

    // For the memory: what all those who never read are owed is many times what may be kept for them.
    private const int Many = 120, Owed = 400, Long = 15_000;
    private const double HeldKibibytes = 256;

    // A class, and those of it whose computers sleep.
    private const int Class = 100, Stalled = 50, ClassRounds = 5, ClassNotes = 30, ClassLength = 2_000, ClassEvery = 50;

    private static readonly TimeSpan InTime = TimeSpan.FromMilliseconds(250), Crawl = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-slow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Readers_that_never_read_and_readers_that_crawl_hurt_nobody()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        var writer = (await room.JoinAsync("annotator", 1))[0];
        await using var delivery = new Delivery(room, [writer], await room.JoinAsync("reader", 10));
        var slowest = await room.JoinAsync("reader", 2);
        await delivery.StartAsync();
        // To be hot: a fresh process is slow by itself.
        await delivery.MeasureAsync(Notes * 3, Length);

        var compared = await Comparison.MeasureAsync(Rounds, async () => (await delivery.MeasureAsync(Notes, Length)).TotalMilliseconds, async () =>
        {
            var head = await room.HeadAsync();
            var slow = new SlowReaders();
            for (var i = 0; i < Slow; i++)
                slow.Add(await SlowReader.StartAsync(slowest[i % 2], server.Address, room.Document, head, i % 2 == 0 ? null : Crawl));
            // They are slow when they have been given what the system's buffers take.
            await delivery.MeasureAsync(Notes / 2, Length);
            Assert.All(slow.Where((_, i) => i % 2 == 1), reader => Assert.True(reader.Read > 0, "A crawling reader reads nothing: it is none."));
            return slow;
        });
        output.WriteLine($"p99 before / beside {Slow} slow readers / after: {compared}");
        compared.Demand(Promised);
    }

    /// <remarks>COLLAB_STALLED_MINUTES sets for how long; by default five rounds.</remarks>
    [Fact]
    public async Task A_class_of_a_hundred_is_told_within_a_quarter_of_a_second_beside_fifty_that_stall()
    {
        var minutes = Round.Number("COLLAB_STALLED_MINUTES", 0);
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        var writer = (await room.JoinAsync("annotator", 1))[0];
        await using var delivery = new Delivery(room, [writer], await room.JoinAsync("reader", Class));
        var stalled = await room.JoinAsync("reader", Stalled / 10);
        // They have stalled from the beginning: what was written before is more than all buffers on the way take.
        await WriteAsync(room, writer);
        await delivery.StartAsync();
        await delivery.MeasureAsync(ClassNotes, ClassLength, ClassEvery);
        var (began, times, beside, notes) = (Stopwatch.GetTimestamp(), new Times(InTime), false, 0);
        List<(double Before, double Beside, double After)> rounds = [];
        do
        {
            rounds.AddRange((await Comparison.MeasureAsync(ClassRounds, MeasureAsync, StallThemAsync)).Rounds);
            output.WriteLine($"after {Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes: {rounds.Count} rounds");
        }
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(minutes));
        var compared = new Comparison(rounds);
        output.WriteLine($"p99 before / beside {Stalled} stalled readers / after: {compared} (promised: {Promised}); beside them {times}");
        output.Record("stalled", (int)Stopwatch.GetElapsedTime(began).TotalMinutes, notes, times);
        times.Demand("The p99 of delivery is");
        compared.Demand(Promised);

        async Task<double> MeasureAsync()
        {
            var machine = Machine.Watch();
            var time = await delivery.MeasureAsync(ClassNotes, ClassLength, ClassEvery);
            if (beside)
                times.Add(time, machine.Left());
            notes += ClassNotes;
            return time.TotalMilliseconds;
        }

        async Task<IAsyncDisposable> StallThemAsync()
        {
            var readers = await StallAsync(room, server, stalled, Stalled);
            await delivery.MeasureAsync(ClassNotes / 2, ClassLength, ClassEvery);
            notes += ClassNotes / 2;
            beside = true;
            return new Ending(() =>
            {
                beside = false;
                return readers.DisposeAsync();
            });
        }
    }

    [Fact]
    public async Task The_server_does_not_keep_for_readers_that_never_read_what_they_are_owed()
    {
        // A heap that is emptied often shows what is held. The connections of one person may stand for all.
        await using var server = await ServerProcess.StartAsync(
            new Uri($"http://127.0.0.1:{Network.FreePort()}/"),
            ["serve", "--no-limits", "--data", _folder, "--Collab:Limits:Connections=1000"],
            environment: new Dictionary<string, string> { ["DOTNET_GCgen0size"] = "100000", ["DOTNET_GCgen1size"] = "100000", ["DOTNET_GCConserveMemory"] = "9" });
        using var room = await Room.EnterAsync(server);
        await WriteAsync(room, (await room.JoinAsync("annotator", 1))[0]);
        var slow = (await room.JoinAsync("reader", 1))[0];
        var path = $"/api/documents/{room.Document}";
        // Of pages it takes many to fill what the system's buffers take.
        (string Way, Func<Task<SlowReader>> StallAsync)[] ways =
        [
            ("event stream", () => SlowReader.StartAsync(slow, server.Address, $"{path}/events", "text/event-stream", 1)),
            ("page", () => SlowReader.StartAsync(slow, server.Address, $"{path}/events?limit=1000", "application/json", 20)),
            ("snapshot", () => SlowReader.StartAsync(slow, server.Address, path, "application/json", 1)),
            ("hub", () => SlowReader.StartAsync(slow, server.Address, room.Document, after: 0, pause: null)),
        ];
        var held = new List<(string Way, double Kibibytes)>();
        await using var stalled = new SlowReaders();
        foreach (var (way, stallAsync) in ways)
        {
            // What the first ones cost is code, not readers.
            await StallAsync(stallAsync, Many / 3);
            var before = await SettledAsync(server);
            await StallAsync(stallAsync, Many);
            held.Add((way, (await SettledAsync(server) - before) / 1024.0 / Many));
            // The hub cuts them off after ten seconds.
            Assert.True(stalled.HeldOf(Many) == Many, $"Some who read a {way} were cut off before their memory was measured.");
        }

        output.WriteLine($"KiB for each of {Many} readers that never read (promised: {HeldKibibytes}): {string.Join(", ", held.Select(each => $"{each.Way} {each.Kibibytes:0}"))}; each is owed {Owed * Long / 1024:N0}");
        Assert.DoesNotContain(held, each => each.Kibibytes > HeldKibibytes);

        async Task StallAsync(Func<Task<SlowReader>> stallAsync, int count)
        {
            for (var i = 0; i < count; i++)
                stalled.Add(await stallAsync());
        }
    }

    [Fact]
    public async Task A_reader_that_has_stalled_is_given_everything_in_order_when_it_reads_again()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        var (writer, slow) = ((await room.JoinAsync("annotator", 1))[0], (await room.JoinAsync("reader", 1))[0]);
        await using var proxy = TcpProxy.Start(server.Address);
        await using var hub = slow.At(proxy.Address).Hub();
        hub.ServerTimeout = Patience.Long;
        await hub.StartAsync();
        var trace = new ReaderTrace("stalled", 0);
        using var over = new CancellationTokenSource();
        var reading = ReadAsync();
        await Patience.UntilAsync(() => trace.Batches.Count > 0, "it reads");
        proxy.Strike(new LinkFate(LinkFault.BlackHole));
        await WriteAsync(room, writer);
        var (stalled, head) = (trace.Seq, await room.HeadAsync());
        Assert.True(head - stalled >= Owed - 10, $"It is at {stalled} of {head}.");
        proxy.Heal();
        await Patience.UntilAsync(() => trace.Seq >= head, "it has everything");
        await over.CancelAsync();
        await reading;
        new Evidence { Operations = [], Readers = [trace], Log = [.. (await room.Owner.EventsAsync(room.Document)).Select(LoggedEvent.Of)], LeastAnswered = 0 }.AssertHolds();

        async Task ReadAsync()
        {
            try
            {
                await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", room.Document, 0, over.Token))
                    trace.Add(ReceivedBatch.Of(batch));
            }
            catch (OperationCanceledException)
            {
                // It has everything.
            }
        }
    }

    /// <summary>Six megabytes.</summary>
    private static async Task WriteAsync(Room room, Person writer)
    {
        var text = new string('x', Long);
        await Parallel.ForEachAsync(Enumerable.Range(0, Owed), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
        {
            using var answer = await writer.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), $"{i} {text}", i % room.Clauses.Count), stop);
            answer.EnsureSuccessStatusCode();
        });
    }

    /// <summary>Readers who ask for everything from the beginning, and read none of it.</summary>
    private static async Task<SlowReaders> StallAsync(Room room, ServerProcess server, Person[] people, int count)
    {
        var stalled = new SlowReaders();
        for (var i = 0; i < count; i++)
            stalled.Add(await SlowReader.StartAsync(people[i % people.Length], server.Address, room.Document, after: 0, pause: null));
        return stalled;
    }

    /// <summary>The server's memory when it grows no more.</summary>
    private static async Task<long> SettledAsync(ServerProcess server)
    {
        var (memory, still) = (server.Memory, 0);
        await Patience.UntilAsync(
            async () =>
            {
                await Task.Delay(Patience.Poll * 10);
                var now = server.Memory;
                still = Math.Abs(now - memory) < 1 << 20 ? still + 1 : 0;
                memory = now;
                return still >= 5;
            },
            "the server's memory settles");
        return memory;
    }
}
