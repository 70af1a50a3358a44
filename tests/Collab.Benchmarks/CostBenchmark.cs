using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>
/// What the server's process uses of the processors for a write and for a delivery. Unlike a rate it may be taken on a machine that has
/// other work: what others use is not counted, though it takes from the caches.
/// </summary>
internal static class CostBenchmark
{
    private const string Table = "Processor time of the server's process, beside bare SignalR that stores nothing";
    private const int Callers = 64;
    private const int InFlight = 32;

    /// <summary>Microseconds for one acknowledged write, of 64 callers.</summary>
    public static async Task WritesAsync(Report report)
    {
        const int count = 20_000;
        await using var room = await Room.OpenAsync();
        var collab = await WriteAsync(room.Server, () => room.ConnectAsync(), (client, caller) => room.AnnotateAsync(client, caller, 0), count);
        await using var server = await ServerProcess.BaselineAsync();
        var bare = await WriteAsync(server, () => HubClient.ConnectAsync(server.Address), (client, _) => client.InvokeAsync("Annotate", $"[\"0123456789abcdefghjkmnpqrs\",\"{Room.Text(0)}\"]"), count);
        report.Row(Table, $"a write, {Callers} callers", $"{collab:N0} µs", $"{bare:N0} µs", collab / bare);
    }

    /// <summary>Microseconds for one delivery of one event, at so many readers.</summary>
    public static async Task DeliveriesAsync(Report report)
    {
        foreach (var readers in (int[])[100, 1000])
        {
            var count = 600_000 / readers;
            await using var room = await Room.OpenAsync();
            var collab = await DeliverAsync(room.Server, readers, () => room.ConnectAsync(), reader => reader.StreamAsync("Watch", $"[\"{room.Document}\",\"0\"]"),
                (writer, caller) => room.AnnotateAsync(writer, caller, Stopwatch.GetTimestamp()), count);
            await using var server = await ServerProcess.BaselineAsync();
            var bare = await DeliverAsync(server, readers, () => HubClient.ConnectAsync(server.Address), reader => reader.InvokeAsync("Join", "[]"),
                (writer, _) => writer.InvokeAsync("Annotate", $"[\"0123456789abcdefghjkmnpqrs\",\"{Room.Text(Stopwatch.GetTimestamp())}\"]"), count);
            report.Row(Table, $"a delivery, {readers:N0} readers, {InFlight} in flight", $"{collab:N2} µs", $"{bare:N2} µs", collab / bare);
        }
    }

    private static async Task<double> WriteAsync(ServerProcess server, Func<Task<HubClient>> connect, Func<HubClient, int, Task> write, int count)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Callers / 16).Select(_ => connect()));
        await LoopAsync(count, Callers, caller => write(clients[caller % clients.Length], caller));
        var before = server.ProcessorTime;
        await LoopAsync(count, Callers, caller => write(clients[caller % clients.Length], caller));
        return (server.ProcessorTime - before).TotalMicroseconds / count;
    }

    private static async Task<double> DeliverAsync(ServerProcess server, int readers, Func<Task<HubClient>> connect, Func<HubClient, Task> watch, Func<HubClient, int, Task> write, int count)
    {
        var arrived = 0L;
        for (var i = 0; i < readers; i++)
        {
            var client = await connect();
            client.Arrived = _ => Interlocked.Increment(ref arrived);
            await watch(client);
        }

        var writers = await Task.WhenAll(connect(), connect());
        await LoopAsync(count, InFlight, caller => write(writers[caller % writers.Length], caller));
        await ArrivedAsync(count);
        var before = server.ProcessorTime;
        await LoopAsync(count, InFlight, caller => write(writers[caller % writers.Length], caller));
        await ArrivedAsync(2 * count);
        return (server.ProcessorTime - before).TotalMicroseconds / ((double)count * readers);

        // What is not there in time is lost, and then the figure means nothing.
        async Task ArrivedAsync(long events)
        {
            for (var began = Stopwatch.GetTimestamp(); Volatile.Read(ref arrived) < events * readers; await Task.Delay(TimeSpan.FromMilliseconds(5)))
            {
                if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
                    throw new InvalidOperationException($"Of {events * readers:N0} deliveries {Volatile.Read(ref arrived):N0} arrived.");
            }
        }
    }

    private static Task LoopAsync(int count, int callers, Func<int, Task> call)
    {
        var left = count;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await call(caller);
        }));
    }
}
