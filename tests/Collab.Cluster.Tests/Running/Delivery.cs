using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>How long notes take from their writing to each of several readers.</summary>
/// <param name="writers">They write in turn.</param>
internal sealed class Delivery(Room room, Person[] writers, Person[] readers) : IAsyncDisposable
{
    private readonly ConcurrentQueue<TimeSpan> _delays = [];
    private readonly List<HubConnection> _hubs = [];
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _reading = [];
    private int _received;

    public async Task StartAsync()
    {
        var head = await room.HeadAsync();
        foreach (var reader in readers)
        {
            var hub = reader.Hub();
            // What is late shall be measured.
            hub.ServerTimeout = Patience.Long;
            await hub.StartAsync();
            _hubs.Add(hub);
            _reading.Add(ReadAsync(hub, head));
        }
    }

    /// <summary>Writes notes and waits until all have arrived everywhere.</summary>
    /// <param name="length">Characters of each note.</param>
    /// <param name="every">Milliseconds from one to the next.</param>
    /// <returns>The 99th percentile of their delays.</returns>
    public async Task<TimeSpan> MeasureAsync(int notes, int length, int every = 10)
    {
        _delays.Clear();
        var expected = Volatile.Read(ref _received) + (notes * readers.Length);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(every));
        for (var i = 0; i < notes; i++)
        {
            await tick.WaitForNextTickAsync();
            using var answer = await writers[i % writers.Length].Http.PostAsJsonAsync(
                $"api/documents/{room.Document}/annotations",
                room.Note(Guid.NewGuid(), $"sent={Stopwatch.GetTimestamp()};{new string('x', length)}", i % room.Clauses.Count));
            answer.EnsureSuccessStatusCode();
        }

        await Patience.UntilAsync(() => Volatile.Read(ref _received) >= expected, "every note arrives at every reader");
        var sorted = _delays.Order().ToList();
        return sorted[(int)(sorted.Count * .99)];
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var hub in _hubs)
            await hub.DisposeAsync();
        _over.Dispose();
    }

    private async Task ReadAsync(HubConnection hub, long after)
    {
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", room.Document, after, _over.Token))
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var e in batch.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("kind").GetString() == "AnnotationAdded"))
            {
                var text = e.GetProperty("data").GetProperty("body").GetProperty("text").GetString()!;
                if (!text.StartsWith("sent=", StringComparison.Ordinal))
                    continue;
                _delays.Enqueue(Stopwatch.GetElapsedTime(long.Parse(text["sent=".Length..text.IndexOf(';', StringComparison.Ordinal)]), now));
                Interlocked.Increment(ref _received);
            }
        }
    }
}
