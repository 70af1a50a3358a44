using Collab.Benchmarks.Readers;

namespace Collab.Benchmarks.Goals;

/// <summary>Whether a write costs the same however much a document has in it.</summary>
internal static class FlatGoals
{
    private const int PerSecond = 100, Readers = 10;

    public static async Task RunAsync(GoalRun run)
    {
        await using var few = await FilledAsync(100);
        await using var many = await FilledAsync(100_000);
        await run.RepeatAsync(async repeat =>
        {
            // In turns, and each as often first.
            var results = new Dictionary<Room, (double P99, double Processor)>();
            foreach (var room in repeat % 2 == 0 ? (Room[])[few, many] : [many, few])
                results[room] = await WriteAsync(run, room);
            run.Add("flat-p99", results[many].P99, results[few].P99);
            run.Add("flat-cpu", results[many].Processor, results[few].Processor);
        });
    }

    private static async Task<Room> FilledAsync(int notes)
    {
        var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, notes);
        // What was compiled for so many is not to be in the figure of one of them alone.
        await room.RestartAsync();
        return room;
    }

    private static async Task<(double P99, double Processor)> WriteAsync(GoalRun run, Room room)
    {
        using var readers = await ReaderCrowd.ConnectAsync([.. Enumerable.Repeat(Seat.Watching(room.Server.Address, room.Token, room.Document), Readers)]);
        var writers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.ConnectAsync()));
        await Load.OpenLoopAsync(PerSecond, run.Options.WarmUp, WriteAsync);
        var before = room.Server.ProcessorTime;
        var waited = await Load.OpenLoopAsync(PerSecond, run.Options.Paced, WriteAsync);
        var processor = (room.Server.ProcessorTime - before).TotalMilliseconds / waited.Count;
        foreach (var writer in writers)
            await writer.DisposeAsync();
        return (waited.At(.99), processor);

        Task WriteAsync(int number, long due) => room.AnnotateAsync(writers[number % writers.Length], number, due);
    }
}
