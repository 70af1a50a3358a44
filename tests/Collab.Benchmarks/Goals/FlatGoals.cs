using Collab.Benchmarks.Readers;
using Collab.Client;
using Seat = Collab.Benchmarks.Readers.Seat;

namespace Collab.Benchmarks.Goals;

/// <summary>Whether a write costs the same however much a document has in it.</summary>
internal static class FlatGoals
{
    private const int PerSecond = 100, Readers = 10;

    public static async Task RunAsync(GoalRun run)
    {
        await using var many = await FilledAsync(100_000);
        await run.RepeatAsync(async repeat =>
        {
            var (large, small) = await GoalRun.InTurnsAsync(repeat, () => WriteAsync(run, many), async () =>
            {
                // A new one for each: what a repeat writes would be many times what there was.
                await using var few = await FilledAsync(100);
                return await WriteAsync(run, few);
            });
            run.Add("flat-p99", large.P99, small.P99);
            run.Add("flat-cpu", large.Processor, small.Processor);
        });
    }

    private static async Task<Room> FilledAsync(int notes)
    {
        var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, notes);
        return room;
    }

    private static async Task<(double P99, double Processor)> WriteAsync(GoalRun run, Room room)
    {
        // What was compiled for so many is not to be in the figure of one of them alone.
        await room.RestartAsync();
        using var client = new CollabClient(room.Server.Address, room.Token);
        // From here on: whoever began with the first would read the log all the while.
        var head = (await client.Document(room.Document).ReadAsync()).Seq;
        using var readers = await ReaderCrowd.ConnectAsync([.. Enumerable.Repeat(Seat.Watching(room.Server.Address, room.Token, room.Document, head), Readers)]);
        var writers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.ConnectAsync()));
        await Load.OpenLoopAsync(PerSecond, run.Options.WarmUp, WriteAsync);
        var before = room.Server.ProcessorTime;
        var waited = await Load.OpenLoopAsync(PerSecond, run.Options.Paced, WriteAsync);
        var processor = (room.Server.ProcessorTime - before).TotalMilliseconds / waited.Count;
        await readers.CheckAsync();
        foreach (var writer in writers)
            await writer.DisposeAsync();
        return (waited.At(.99), processor);

        Task WriteAsync(int number, long due) => room.AnnotateAsync(writers[number % writers.Length], number, due);
    }
}
