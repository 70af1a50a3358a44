namespace Collab.Benchmarks;

/// <summary>Resident memory of the server, for each reader that is connected and for each thousand annotations.</summary>
internal static class MemoryBenchmark
{
    private const string Table = "Memory (resident), beside a bare SignalR server";
    private const int Readers = 1000;
    private const int Annotations = 20_000;

    public static async Task RunAsync(Report report)
    {
        await using (var room = await Room.OpenAsync())
        await using (var baseline = await ServerProcess.BaselineAsync())
        {
            var collab = await PerReaderAsync(room.Server, () => room.ConnectAsync(), reader => reader.StreamAsync("Watch", $"[\"{room.Document}\",\"0\"]"));
            var bare = await PerReaderAsync(baseline, () => HubClient.ConnectAsync(baseline.Address), reader => reader.InvokeAsync("Join", "[]"));
            report.Row(Table, $"an idle reader, of {Readers:N0}", $"{collab / 1024:N0} KiB", $"{bare / 1024:N0} KiB", collab / bare);
        }

        await using (var room = await Room.OpenAsync())
        {
            await OpeningBenchmark.FillAsync(room, 2000);
            var before = room.Server.Memory;
            await OpeningBenchmark.FillAsync(room, Annotations);
            report.Row(Table, "1,000 annotations more", $"{(room.Server.Memory - before) / (Annotations / 1000) / 1024:N0} KiB", "", null);
        }
    }

    private static async Task<double> PerReaderAsync(ServerProcess server, Func<Task<HubClient>> connect, Func<HubClient, Task> watch)
    {
        var clients = new List<HubClient>();
        async Task AddAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var client = await connect();
                await watch(client);
                clients.Add(client);
            }
        }

        await AddAsync(100); // what the first ones cost is code, not readers
        var before = server.Memory;
        await AddAsync(Readers);
        var after = server.Memory;
        foreach (var client in clients)
            await client.DisposeAsync();
        return (double)(after - before) / Readers;
    }
}
