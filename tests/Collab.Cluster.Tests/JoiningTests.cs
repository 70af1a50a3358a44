using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>A snapshot, and then the stream from its seq: between them nothing is missed and nothing comes twice.</summary>
public sealed class JoiningTests(ITestOutputHelper output) : IDisposable
{
    private const int Joiners = 30, Each = 40, Rate = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-joining-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Who_joins_while_others_write_sees_what_everybody_sees()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 2, seed: 23);
        await load.HeardAsync();
        var (began, before, machine) = (System.Diagnostics.Stopwatch.StartNew(), load.Answered, Machine.Watch());
        var joined = await Task.WhenAll((await room.JoinAsync("reader", Joiners)).Select((person, i) => JoinAsync(person, room, load.History, i)));
        var (rate, left) = ((load.Answered - before) / began.Elapsed.TotalSeconds, machine.Left());
        await load.StopAsync();

        output.WriteLine($"{Joiners} joined while {rate:0} operations a second were answered (at least {Rate}; left by others: {left:0%})");
        Assert.True(rate >= Rate * left, $"Only {rate:0} operations a second were answered.");
        // The traces of those who joined begin behind their snapshots.
        (await load.GatherAsync(leastAnswered: Each, leastFaults: 0)).AssertHolds();
        foreach (var (person, snapshot, events) in joined)
        {
            var seen = Load.Fold(snapshot, events);
            Assert.Equal(View.OfSnapshot(await person.GetAsync($"api/documents/{room.Document}?at={seen["seq"]}")), View.OfSnapshot(seen));
        }
    }

    private static async Task<(Person Person, System.Text.Json.Nodes.JsonObject Snapshot, List<JsonElement> Events)> JoinAsync(Person person, Room room, History history, int number)
    {
        await using var hub = person.Hub();
        await hub.StartAsync();
        var snapshot = await person.GetAsync($"api/documents/{room.Document}");
        var trace = history.Read($"joiner {number}", (long)snapshot["seq"]!);
        List<JsonElement> events = [];
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", room.Document, $"{snapshot["epoch"]}:{snapshot["seq"]}"))
        {
            trace.Add(ReceivedBatch.Of(batch));
            events.AddRange(batch.GetProperty("events").EnumerateArray().Select(e => e.Clone()));
            if (events.Count >= Each)
                break;
        }

        return (person, snapshot, events);
    }
}
