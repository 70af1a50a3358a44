using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>A blind round of many notes, from the moderator's call that reveals it to the last of them at each reader.</summary>
internal static class RevealBenchmark
{
    private const string Table = "A reveal, from the call to the last note at each reader, beside a bare SignalR group broadcast of the same notes that stores nothing";
    private const int Notes = 300, Readers = 300, WarmUp = 3, Measured = 8;

    /// <summary>Notes that are written at once while a round is prepared.</summary>
    private const int Writing = 16;

    public static async Task RunAsync(Report report)
    {
        var collab = await CollabAsync();
        var baseline = await BaselineAsync();
        report.Row(Table, $"{Notes} notes to {Readers} readers, {Measured} rounds", collab.ToString(), baseline.ToString(), collab.At(.99) / baseline.At(.99));
    }

    private static async Task<Percentiles> CollabAsync()
    {
        await using var room = await Room.OpenAsync();
        return await MeasureAsync(
            () => room.ConnectAsync(),
            reader => reader.StreamAsync("Watch", $"[\"{room.Document}\",\"0\"]"),
            (moderator, round) => PrepareAsync(room, moderator, round),
            (moderator, round) => moderator.InvokeAsync("RevealRound", About(room, round)));
    }

    private static async Task PrepareAsync(Room room, HubClient moderator, int round)
    {
        await moderator.InvokeAsync("OpenRound", About(room, round, ",\"show\":\"nothing\""));
        await Parallel.ForEachAsync(Enumerable.Range(0, Notes), new ParallelOptions { MaxDegreeOfParallelism = Writing }, async (_, _) => await room.AnnotateAsync(moderator, round, round));
    }

    private static string About(Room room, int round, string more = "") =>
        $$"""[{"document":"{{room.Document}}","clause":"{{room.Clauses[round % room.Clauses.Length]}}","commandId":"{{Guid.NewGuid()}}"{{more}}}]""";

    private static async Task<Percentiles> BaselineAsync()
    {
        await using var server = await ServerProcess.BaselineAsync();
        return await MeasureAsync(
            () => HubClient.ConnectAsync(server.Address),
            reader => reader.InvokeAsync("Join", "[]"),
            (_, _) => Task.CompletedTask,
            (moderator, round) => moderator.InvokeAsync("Reveal", $"[\"0123456789abcdefghjkmnpqrs\",\"{Room.Text(round)}\",{Notes}]"));
    }

    private static async Task<Percentiles> MeasureAsync(Func<Task<HubClient>> connect, Func<HubClient, Task> watch, Func<HubClient, int, Task> prepare, Func<HubClient, int, Task> reveal)
    {
        var (took, left, began) = (new Percentiles(), 0, 0L);
        var all = new TaskCompletionSource();
        var clients = new List<HubClient>();
        for (var i = 0; i < Readers; i++)
        {
            var client = await connect();
            var arrived = 0;
            client.Arrived = round =>
            {
                if (++arrived % Notes != 0)
                    return;
                if (round >= WarmUp)
                    took.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref began)));
                if (Interlocked.Decrement(ref left) == 0)
                    all.SetResult();
            };
            await watch(client);
            clients.Add(client);
        }

        var moderator = await connect();
        for (var round = 0; round < WarmUp + Measured; round++)
        {
            await prepare(moderator, round);
            (left, all) = (Readers, new TaskCompletionSource());
            Volatile.Write(ref began, Stopwatch.GetTimestamp());
            await reveal(moderator, round);
            await all.Task;
        }

        foreach (var client in clients.Append(moderator))
            await client.DisposeAsync();
        return took;
    }
}
