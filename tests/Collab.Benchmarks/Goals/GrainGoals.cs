using System.Globalization;
using Collab.Testing.Postgres;

namespace Collab.Benchmarks.Goals;

/// <summary>Writes at the grain, without the hub, beside what the database does alone; and waking a long document.</summary>
internal static class GrainGoals
{
    private const int Callers = 256, Events = 100_000;

    public static Task SqliteAsync(GoalRun run) => run.RepeatAsync(async _ =>
    {
        await using var room = await Room.OpenAsync(start: data => ServerProcess.InsideAsync(data));
        var grains = await WriteAsync(run, room);
        using var bare = new GroupCommit(BareRows.SizesIn(room.Data));
        var (perSecond, _) = await Load.ClosedLoopAsync(Callers, _ => bare.AppendAsync(), run.Options.WarmUp / 2, run.Options.Measured);
        run.Add("grain-sqlite", grains, perSecond);
    });

    public static async Task PostgresAsync(GoalRun run)
    {
        using var postgres = PostgresServer.StartNew();
        await run.RepeatAsync(async _ =>
        {
            var connection = postgres.NewDatabase();
            await using var room = await Room.OpenAsync(start: data => ServerProcess.InsideAsync(data, connection));
            var grains = await WriteAsync(run, room);
            run.Add("grain-postgres", grains, await PostgresBatches.RateAsync(connection, run.Options.WarmUp / 2, run.Options.Measured));
        });
    }

    /// <summary>The document sleeps, and is asked: until it answers it has read its snapshot, and the events since.</summary>
    public static async Task ActivateAsync(GoalRun run)
    {
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, Events);
        await room.RestartAsync(data => ServerProcess.InsideAsync(data));
        // The first compiles what waking takes.
        await room.Server.AskAsync($"activate {room.Document}");
        await run.RepeatAsync(async _ => run.Add("activation", Number(await room.Server.AskAsync($"activate {room.Document}"))));
    }

    public static async Task MemoryAsync(GoalRun run)
    {
        const int notes = 20_000;
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, notes);
        await run.RepeatAsync(async _ =>
        {
            await room.RestartAsync(data => ServerProcess.InsideAsync(data));
            var before = Number(await room.Server.AskAsync("heap"));
            await room.Server.AskAsync($"open {room.Document}");
            run.Add("memory-notes", (Number(await room.Server.AskAsync("heap")) - before) / (notes / 1000.0) / 1e6);
        });
    }

    private static async Task<double> WriteAsync(GoalRun run, Room room)
    {
        // Nobody reads: the hub's replica of the document is not in the figure.
        await room.RestartAsync();
        return Number(await room.Server.AskAsync(string.Create(CultureInfo.InvariantCulture,
            $"write {Callers} {run.Options.WarmUp.TotalSeconds} {run.Options.Measured.TotalSeconds} {room.Document} {room.Seminar} {room.Token} {string.Join(' ', room.Clauses)}")));
    }

    private static double Number(string answer) => double.Parse(answer, CultureInfo.InvariantCulture);
}
