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
public sealed class SlowReaderTests(ITestOutputHelper output, IReadOnlyDictionary<string, string>? environment = null) : IDisposable
{
    private const int Rounds = 9, Notes = 60, Length = 5_000, Slow = 16, SlowOverTls = 4;
    private const double Promised = 1.1;

    // For the memory: what all those who never read are owed is many times what may be kept for them.
    private const int Many = 120, Owed = 400, Long = 15_000;
    private const double HeldKibibytes = 256;

    // For those near the head: so many, each at a place of its own, by which others go under as many ids as a batch keeps frames for.
    // Some ten megabytes that the server takes or gives back meanwhile are not theirs: of 40 they were more than all that was held.
    private const int Near = 240, OwedNear = 60, Ids = 4, GoneBy = 32;

    // As many as there may be on a connection of HTTP/2, and connections.
    private const int Streams = 32, Multiplexed = 4;

    // A class, and those of it whose computers sleep.
    private const int Class = 100, Stalled = 50, ClassRounds = 5, ClassNotes = 30, ClassLength = 2_000, ClassEvery = 50;

    private static readonly TimeSpan InTime = TimeSpan.FromMilliseconds(250), Crawl = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-slow-").FullName;
    private readonly Uri _secure = new($"https://127.0.0.1:{Ports.Free()}/");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Readers_that_never_read_and_readers_that_crawl_hurt_nobody()
    {
        await using var server = await StartAsync(environment);
        using var room = await Room.EnterAsync(server);
        var writer = (await room.JoinAsync("annotator", 1))[0];
        await using var delivery = new Delivery(room, [writer], await room.JoinAsync("reader", 10));
        var slowest = await room.JoinAsync("reader", 2);
        var overTls = await JoinOverTlsAsync(room, 2);
        var path = $"/api/documents/{room.Document}/events?after=";
        await delivery.StartAsync();
        // To be hot: a fresh process is slow by itself.
        await delivery.MeasureAsync(Notes * 3, Length);

        var compared = await Comparison.MeasureAsync(Rounds, async () => (await delivery.MeasureAsync(Notes, Length)).TotalMilliseconds, async () =>
        {
            var head = await room.HeadAsync();
            var slow = new SlowReaders();
            for (var i = 0; i < Slow; i++)
                slow.Add(await SlowReader.StartAsync(slowest[i % 2], server.Address, room.Document, head, i % 2 == 0 ? null : Crawl));
            for (var i = 0; i < SlowOverTls; i++)
                slow.Add(await SlowReader.StartAsync(overTls[0], _secure, path + head, "text/event-stream", 1));
            slow.Add(await SlowReader.StartAsync(overTls, _secure, path + head, "text/event-stream", Streams));
            // They are slow when they have been given what the system's buffers take.
            await delivery.MeasureAsync(Notes / 2, Length);
            Assert.All(slow.Take(Slow).Where((_, i) => i % 2 == 1), reader => Assert.True(reader.Read > 0, "A crawling reader reads nothing: it is none."));
            return slow;
        });
        output.WriteLine($"p99 before / beside {Slow + SlowOverTls + Streams} slow readers / after: {compared}");
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
    public Task The_server_does_not_keep_for_readers_that_never_read_what_they_are_owed() => DemandLittleHeldAsync(async (server, room, path) =>
    {
        var slow = (await room.JoinAsync("reader", 1))[0];
        // Of pages it takes many to fill what the system's buffers take.
        return
        [
            new("event stream", Many, 1, () => SlowReader.StartAsync(slow, server.Address, $"{path}/events", "text/event-stream", 1)),
            new("page", Many, 1, () => SlowReader.StartAsync(slow, server.Address, $"{path}/events?limit=1000", "application/json", 20)),
            new("snapshot", Many, 1, () => SlowReader.StartAsync(slow, server.Address, path, "application/json", 1)),
            new("hub", Many, 1, () => SlowReader.StartAsync(slow, server.Address, room.Document, after: 0, pause: null)),
        ];
    });

    [Fact]
    public Task Nor_does_it_keep_more_for_one_that_stalls_near_the_head_where_others_know_the_same_batches_by_other_ids() => DemandLittleHeldAsync(async (server, room, _) =>
    {
        var (slow, place) = ((await room.JoinAsync("reader", 1))[0], await room.HeadAsync() - OwedNear);
        return [new("hub near the head", Near, 1, StallAsync)];

        async Task<SlowReader> StallAsync()
        {
            var after = place--;
            var stalled = await SlowReader.StartAsync(slow, server.Address, room.Document, after, pause: null);
            await using var others = slow.Hub();
            await others.StartAsync();
            await Task.WhenAll(Enumerable.Range(0, Ids).Select(async _ =>
            {
                await foreach (var batch in others.StreamAsync<JsonElement>("Watch", room.Document, after))
                {
                    if (batch.GetProperty("last").GetInt64() >= after + GoneBy)
                        break;
                }
            }));
            return stalled;
        }
    });

    [Fact]
    public Task Nor_does_it_with_TLS_and_over_HTTP_2_where_a_connection_may_ask_so_much_at_once_and_no_more() => DemandLittleHeldAsync(async (_, room, path) =>
    {
        var slow = await JoinOverTlsAsync(room, 1);
        return
        [
            new("event stream over HTTP/2", Multiplexed, Streams, () => SlowReader.StartAsync(slow, _secure, $"{path}/events", "text/event-stream", Streams)),
            new("page over HTTP/2", Multiplexed, Streams, () => SlowReader.StartAsync(slow, _secure, $"{path}/events?limit=1000", "application/json", Streams)),
            new("event stream with TLS", Many, 1, () => SlowReader.StartAsync(slow[0], _secure, $"{path}/events", "text/event-stream", 1)),
        ];
    });

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

    /// <summary>Listens with TLS too, where HTTP/2 is spoken. The connections of one person may stand for all, and no request is cut off meanwhile.</summary>
    private Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string>? variables = null)
    {
        var open = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        return ServerProcess.StartAsync(
            open,
            ["serve", "--no-limits", "--data", _folder, "--Collab:Limits:Connections=10000", "--Collab:Limits:RequestSeconds=3600"],
            $"{open.GetLeftPart(UriPartial.Authority)};{_secure.GetLeftPart(UriPartial.Authority)}",
            environment: variables);
    }

    /// <summary>People who come in by the address with TLS.</summary>
    private async Task<Person[]> JoinOverTlsAsync(Room room, int count)
    {
        var (secret, fingerprint) = (await room.InviteAsync("reader"), await Certificates.FingerprintAsync(_secure.Port));
        return await Task.WhenAll(Enumerable.Range(0, count).Select(async i => (await Person.JoinAsync(_secure, secret, $"over TLS {i}", fingerprint)).Person));
    }

    private async Task DemandLittleHeldAsync(Func<ServerProcess, Room, string, Task<Stalling[]>> waysAsync)
    {
        // A heap that is emptied often shows what is held.
        await using var server = await StartAsync(new Dictionary<string, string> { ["DOTNET_GCgen0size"] = "100000", ["DOTNET_GCgen1size"] = "100000", ["DOTNET_GCConserveMemory"] = "9" });
        using var room = await Room.EnterAsync(server);
        await WriteAsync(room, (await room.JoinAsync("annotator", 1))[0]);
        var held = new List<(Stalling By, double Kibibytes)>();
        await using var stalled = new SlowReaders();
        foreach (var by in await waysAsync(server, room, $"/api/documents/{room.Document}"))
        {
            // What the first ones cost is code, not readers.
            await StallAsync(by, Math.Max(1, by.Connections / 3));
            var before = await SettledAsync(server);
            await StallAsync(by, by.Connections);
            held.Add((by, (await SettledAsync(server) - before) / 1024.0 / by.Connections / by.Streams));
            Assert.True(stalled.HeldOf(by.Connections) == by.Connections, $"Some who read a {by.Way} were cut off before their memory was measured.");
        }

        var figures = held.Select(each => $"{each.By.Way} {each.Kibibytes:0}{(each.By.Streams > 1 ? $" (of {each.By.Streams}: {each.Kibibytes * each.By.Streams:N0})" : "")}");
        output.WriteLine($"KiB for each reader that never reads (promised: {HeldKibibytes}): {string.Join(", ", figures)}; each is owed {Owed * Long / 1024:N0}");
        Assert.DoesNotContain(held, each => each.Kibibytes > HeldKibibytes);

        async Task StallAsync(Stalling by, int count)
        {
            for (var i = 0; i < count; i++)
                stalled.Add(await by.StallAsync());
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

    /// <summary>The server's memory without what nobody holds, when it grows no more.</summary>
    private static async Task<long> SettledAsync(ServerProcess server)
    {
        await server.CollectAsync();
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

    /// <param name="Connections">How many are measured.</param>
    /// <param name="Streams">What is asked at once on each: so many readers.</param>
    private sealed record Stalling(string Way, int Connections, int Streams, Func<Task<SlowReader>> StallAsync);
}
