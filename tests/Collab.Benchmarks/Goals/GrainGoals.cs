using System.Globalization;

namespace Collab.Benchmarks.Goals;

/// <summary>Writes at the grain, without the hub, beside what the database does alone; and waking a long document.</summary>
internal static class GrainGoals
{
    private const int Callers = 256, Events = 100_000;

    public static async Task SqliteAsync(GoalRun run)
    {
        // As large as the rows that the program wrote last.
        var sizes = (Data: 0, Payload: 0);
        await run.RepeatAsync(async repeat =>
        {
            var (grains, bare) = await GoalRun.InTurnsAsync(repeat, async () =>
            {
                await using var room = await Room.OpenAsync(start: data => ServerProcess.InsideAsync(data));
                var perSecond = await WriteAsync(run, room);
                sizes = BareRows.SizesIn(room.Data);
                return perSecond;
            }, async () =>
            {
                using var rows = new GroupCommit(sizes);
                return (await Load.ClosedLoopAsync(Callers, _ => rows.AppendAsync(), run.Options.WarmUp / 2, run.Options.Measured)).PerSecond;
            });
            run.Add("grain-sqlite", grains, bare);
        });
    }

    public static async Task PostgresAsync(GoalRun run)
    {
        using var postgres = new OwnPostgres();
        // The one in which the program wrote last: its tables are there.
        var connection = "";
        await run.RepeatAsync(async repeat =>
        {
            var (grains, bare) = await GoalRun.InTurnsAsync(repeat, async () =>
            {
                connection = postgres.NewDatabase();
                await using var room = await Room.OpenAsync(start: data => ServerProcess.InsideAsync(data, connection));
                return await WriteAsync(run, room);
            }, () => PostgresBatches.RateAsync(connection, run.Options.WarmUp / 2, run.Options.Measured));
            run.Add("grain-postgres", grains, bare);
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
