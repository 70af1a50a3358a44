using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>From a writer to every reader of one document.</summary>
internal static class DeliveryBenchmark
{
    private const string Table = "Deliveries, 32 annotations in flight, beside a bare SignalR group broadcast of the same bytes that stores nothing";
    private const int InFlight = 32;

    public static async Task RunAsync(Report report)
    {
        foreach (var readers in (int[])[10, 100, 300, 1000])
        {
            var collab = await CollabAsync(readers);
            var baseline = await BaselineAsync(readers);
            report.Row(Table, $"{readers:N0} readers", Text(collab), Text(baseline), collab.PerSecond / baseline.PerSecond);
        }
    }

    private static string Text((double PerSecond, Percentiles Took) result) => $"{result.PerSecond:N0}/s, {result.Took}";

    private static async Task<(double PerSecond, Percentiles Took)> CollabAsync(int readers)
    {
        await using var room = await Room.OpenAsync();
        return await MeasureAsync(
            readers,
            () => room.ConnectAsync(),
            reader => reader.StreamAsync("Watch", $"[\"{room.Document}\",\"0\"]"),
            (writer, caller) => room.AnnotateAsync(writer, caller, Stopwatch.GetTimestamp()));
    }

    private static async Task<(double PerSecond, Percentiles Took)> BaselineAsync(int readers)
    {
        await using var server = await ServerProcess.BaselineAsync();
        return await MeasureAsync(
            readers,
            () => HubClient.ConnectAsync(server.Address),
            reader => reader.InvokeAsync("Join", "[]"),
            (writer, caller) => writer.InvokeAsync("Annotate", $"[\"0123456789abcdefghjkmnpqrs\",\"{Room.Text(Stopwatch.GetTimestamp())}\"]"));
    }

    private static async Task<(double PerSecond, Percentiles Took)> MeasureAsync(int readers, Func<Task<HubClient>> connect, Func<HubClient, Task> watch, Func<HubClient, int, Task> write)
    {
        var (took, measuring, count) = (new Percentiles(), false, 0L);
        var clients = new List<HubClient>();
        for (var i = 0; i < readers; i++)
        {
            var client = await connect();
            var sample = i % Math.Max(1, readers / 50) == 0;
            client.Arrived = sent =>
            {
                if (!Volatile.Read(ref measuring))
                    return;
                Interlocked.Increment(ref count);
                if (sample)
                    took.Add(Stopwatch.GetElapsedTime(sent));
            };
            await watch(client);
            clients.Add(client);
        }

        var writers = await Task.WhenAll(connect(), connect());
        using var stop = new CancellationTokenSource();
        var loops = Enumerable.Range(0, InFlight).Select(async caller =>
        {
            while (!stop.IsCancellationRequested)
                await write(writers[caller % writers.Length], caller);
        }).ToArray();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(Load.WarmUp));
        Volatile.Write(ref measuring, true);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(Load.Measured));
        Volatile.Write(ref measuring, false);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        foreach (var client in clients.Concat(writers))
            await client.DisposeAsync();
        return (count / seconds, took);
    }
}
