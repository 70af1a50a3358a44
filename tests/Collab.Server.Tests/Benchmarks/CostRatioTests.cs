using System.Text.Json;
using Collab.Benchmarks;
using Collab.Benchmarks.Readers;
using Collab.Domain.Policy;
using Collab.Server.Tests.Docs;
using Collab.Server.Tests.Security;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Server.Tests.Benchmarks;

/// <summary>
/// The benchmark's short form: what a write and a delivery allocate and send through the hub, beside bare SignalR in the same run. Bytes are the same however busy the
/// machine is. Recorded anew by <c>COLLAB_RECORD_RATIOS=1</c>, of a debug build and with <c>DOTNET_TieredPGO=0</c>, as the tests run: what the compiler leaves out is allocated less.
/// </summary>
[Collection(nameof(PolicyCostTests))]
public sealed class CostRatioTests(ITestOutputHelper output)
{
    /// <summary>So much worse than recorded fails.</summary>
    private const double Worse = 1.25;

    private const string Write = "bytes allocated by a write", Delivery = "bytes allocated by a delivery, beside a bare write", Sent = "bytes sent by a delivery";

    private const string Record = "tests/Collab.Benchmarks/ratios.json";

    private const int Batches = 4, Writes = 25, WarmUp = 60, Readers = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    [Fact]
    public async Task Nothing_costs_a_quarter_more_beside_bare_SignalR_than_is_recorded()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Collab:Limits:Rates"] = "false",
            ["Collab:Limits:Connections"] = "1000",
            ["Logging:LogLevel:Default"] = "None",
        });
        var program = await (await server.JoinAsync(Role.Owner)).WithTokenAsync("read", "annotate");
        await using var bare = BaselineServer.Build("http://127.0.0.1:0");
        await bare.StartAsync();
        var text = $"Note: {new string('a', 380)}";
        var ours = Measure(
            Seat.Watching(server.Address, program.Token!, server.Document),
            () => $$$"""{"type":1,"invocationId":"2","target":"Annotate","arguments":[{"document":"{{{server.Document}}}","commandId":"{{{Guid.NewGuid()}}}","body":{"text":"{{{text}}}","format":"markdown"}}]}""");
        var theirs = Measure(
            Seat.Joining(new Uri(bare.Urls.First())),
            () => $$"""{"type":1,"invocationId":"2","target":"Annotate","arguments":["0123456789abcdefghjkmnpqrs","{{text}}"]}""");
        await bare.StopAsync();

        // A bare delivery allocates so little that a few bytes of chance would be a quarter of it.
        var ratios = ours.ToDictionary(cost => cost.Key, cost => Math.Round(cost.Value / theirs[cost.Key == Delivery ? Write : cost.Key], 3));
        foreach (var (what, ratio) in ratios)
            output.WriteLine($"{what}: {ours[what]:N0}, bare SignalR {theirs[what]:N0}: {ratio:0.000} ×");
        if (Environment.GetEnvironmentVariable("COLLAB_RECORD_RATIOS") is { Length: > 0 })
            await File.WriteAllTextAsync(Repository.Path(Record), JsonSerializer.Serialize(ratios, Json) + "\n");
        var recorded = JsonSerializer.Deserialize<Dictionary<string, double>>(Repository.Read(Record))!;
        Assert.Equal(recorded.Keys.Order(), ratios.Keys.Order());
        Assert.All(ratios, ratio => Assert.True(
            ratio.Value <= recorded[ratio.Key] * Worse,
            $"{ratio.Key}: {ratio.Value} × bare SignalR; recorded are {recorded[ratio.Key]} ×. Find out why; where it is worth it, record it anew (COLLAB_RECORD_RATIOS=1), and say so in the commit."));
    }

    /// <summary>What one event costs, alone and to one of many readers. The leanest of some batches: whatever else the process does can only add.</summary>
    private static Dictionary<string, double> Measure(Seat seat, Func<string> note)
    {
        var buffer = new byte[256 * 1024];
        // Made before: what the test itself allocates is nobody's cost.
        var notes = new Queue<byte[]>(Enumerable.Range(0, WarmUp + (2 * Batches * Writes) + WarmUp).Select(_ => System.Text.Encoding.UTF8.GetBytes(note())));
        // Of what the writer is answered the seq is found as of an event.
        using var writer = Reader.Connect(seat with { Opening = _ => """{"type":6}""", IsOrdered = false }, null);
        var readers = new List<Reader>();
        Batch(WarmUp);
        var write = Leanest();
        for (var i = 0; i < Readers; i++)
        {
            readers.Add(Reader.Connect(seat, null));
            while (!(seat.IsOrdered ? readers[i].Scanner.Last >= writer.Scanner.Last : readers[i].Scanner.IsAnswered))
                readers[i].Await(buffer, Patience);
        }

        Batch(WarmUp);
        var withReaders = Leanest();
        readers.ForEach(reader => reader.Dispose());
        return new()
        {
            [Write] = write.Allocated,
            [Delivery] = (withReaders.Allocated - write.Allocated) / Readers,
            [Sent] = withReaders.Received / Readers,
        };

        (double Allocated, double Received) Leanest()
        {
            var (allocated, received) = (double.MaxValue, double.MaxValue);
            for (var i = 0; i < Batches; i++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                received = Math.Min(received, Batch(Writes) / (double)Writes);
                allocated = Math.Min(allocated, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Writes);
            }

            return (allocated, received);
        }

        // One after the other, each until every reader has it.
        long Batch(int writes)
        {
            var received = 0L;
            for (var i = 0; i < writes; i++)
            {
                var answers = writer.Scanner.Events;
                writer.Say(notes.Dequeue());
                for (; writer.Scanner.Events == answers; Assert.Null(writer.Scanner.Fault))
                    writer.Await(buffer, Patience);
                foreach (var reader in readers)
                {
                    var before = reader.Received;
                    for (; reader.Scanner.Last < writer.Scanner.Last; Assert.Null(reader.Scanner.Fault))
                        reader.Await(buffer, Patience);
                    received += reader.Received - before;
                }
            }

            return received;
        }
    }
}
