using System.Diagnostics;
using System.Net.Http.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// 50 writes a second and 200 readers who come and go: what the server uses does not grow. COLLAB_SOAK_MINUTES sets for how long; by default
/// it is some seconds, which show that the load and the measuring work.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Readers = 200, Seats = 20, Writers = 10, WritesPerSecond = 50, Notes = 200;
    private const double LeastOfWrites = 0.8, MostGrowth = 1.05;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(12), WarmUp = TimeSpan.FromMinutes(15), Window = TimeSpan.FromMinutes(3), Between = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-soak-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_server_uses_does_not_grow()
    {
        var minutes = Round.Number("COLLAB_SOAK_MINUTES", 0);
        var length = minutes > 0 ? TimeSpan.FromMinutes(minutes) : Short;
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        var writers = await room.JoinAsync("annotator", Writers);
        var notes = await WriteNotesAsync(room, writers);
        var seats = await room.JoinAsync("reader", Seats);
        Passerby[] readers = [.. Enumerable.Range(0, Readers).Select(i => new Passerby(seats[i % Seats], room.Document, Round.Seed + i))];
        using var stop = new CancellationTokenSource();
        var (began, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
        var written = 0;
        Task[] people = [.. readers.Select(reader => reader.RunAsync(stop.Token)), .. writers.Select((writer, i) => ReactAsync(writer, notes[i]))];
        List<Usage> samples = [];
        using (var tick = new PeriodicTimer(Between))
        {
            while (Stopwatch.GetElapsedTime(began) < length && await tick.WaitForNextTickAsync())
            {
                samples.Add(Usage.Of(server, Stopwatch.GetElapsedTime(began)));
                // Whoever fails ends it, not after an hour.
                Assert.All(people, person => Assert.False(person.IsFaulted, person.Exception?.ToString()));
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(people);
        var rate = written / Stopwatch.GetElapsedTime(began).TotalSeconds;
        output.WriteLine($"{rate:0.0} writes a second; {readers.Sum(reader => reader.Visits)} visits of {Readers} readers, {readers.Sum(reader => reader.Read) >> 20} MiB read; others left {machine.Left():0%} of the machine");
        output.WriteLine($"at the end {samples[^1].Memory >> 20} MiB, {samples[^1].Threads} threads, {samples[^1].Handles} handles");
        Assert.True(rate >= WritesPerSecond * LeastOfWrites * machine.Left(), $"Only {rate:0.0} writes a second.");
        Assert.All(readers, reader => Assert.True(reader.Visits > 0 && reader.Read > 0, "A reader read nothing."));
        Assert.Contains(readers, reader => reader.Visits > 1);
        if (length >= WarmUp + (2 * Window))
            DemandFlat(samples, length);
        output.Record("soak", minutes / 60, written);

        async Task ReactAsync(Person writer, string note)
        {
            using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 * Writers / WritesPerSecond));
            // Given and taken back: the document does not grow, not by a version either. Else its memory would, and rightly.
            for (var on = true; !stop.IsCancellationRequested; on = !on)
            {
                await tick.WaitForNextTickAsync();
                using var answer = await writer.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations/{note}/react", new { commandId = Guid.NewGuid(), emoji = "👍", on });
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref written);
            }
        }
    }

    /// <summary>What the snapshot of a seminar holds; the first of each writer is reacted to on and on.</summary>
    private static async Task<string[]> WriteNotesAsync(Room room, Person[] writers)
    {
        var first = new string[writers.Length];
        for (var i = 0; i < Notes; i++)
        {
            var note = (string)(await writers[i % writers.Length].PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), $"Note {i}.", i % room.Clauses.Count)))["id"]!;
            first[i % writers.Length] = note;
        }

        return first;
    }

    private void DemandFlat(List<Usage> samples, TimeSpan length)
    {
        foreach (var (name, what) in new (string, Func<Usage, double>)[] { ("MiB", use => use.Memory / 1048576.0), ("threads", use => use.Threads), ("handles", use => use.Handles) })
        {
            var growth = Usage.Growth(samples, WarmUp, length, Window, what);
            output.WriteLine($"{name}: {growth - 1:+0.0%;-0.0%} after the first {WarmUp.TotalMinutes:0} minutes");
            Assert.True(growth <= MostGrowth, $"{name} grew to {growth:0.00} times.");
        }
    }
}
