using System.Diagnostics;
using System.Net.Http.Headers;

namespace Collab.Benchmarks.Goals;

/// <summary>What readers wait for who open a document that has much in it, alone and all at once; and what whoever starts the server waits for.</summary>
internal static class OpeningGoals
{
    private const int Many = 10_000, Most = 100_000;

    public static async Task ManyAsync(GoalRun run)
    {
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, Many);
        await using var bare = await ServerProcess.BaselineAsync();
        var (plain, compressed) = await GiveAsync(room, bare);
        run.Add("open-bytes", compressed / 1e3 / (Many / 1000), plain / 1e3 / (Many / 1000));
        await run.RepeatAsync(async repeat =>
        {
            var (collab, page) = await GoalRun.InTurnsAsync(repeat, async () =>
            {
                await room.RestartAsync();
                return await OpenAsync(room);
            }, () => OpenAsync(null));
            run.Add("open-cold", collab.First, page.Warm);
            run.Add("open-warm", collab.Warm);
            run.Add("at-once-300", collab.AtOnce, page.AtOnce);
        });

        async Task<(double First, double Warm, double AtOnce)> OpenAsync(Room? of)
        {
            var server = of?.Server ?? bare;
            var first = await OpeningGoals.OpenAsync(server, of);
            var warm = new List<double>();
            for (var i = 0; i < 9; i++)
                warm.Add(await OpeningGoals.OpenAsync(server, of));
            return (first, warm.Order().ElementAt(4), await AtOnceAsync(server, of, 300));
        }
    }

    public static async Task MostAsync(GoalRun run)
    {
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, Most);
        await using var bare = await ServerProcess.BaselineAsync();
        await GiveAsync(room, bare);
        await run.RepeatAsync(async repeat =>
        {
            var (collab, page) = await GoalRun.InTurnsAsync(repeat, async () =>
            {
                await room.RestartAsync();
                return (Start: room.Server.StartedIn.TotalSeconds, AtOnce: await AtOnceAsync(room.Server, room, 10));
            }, async () =>
            {
                // While the other starts, Collab does not run.
                await room.Server.DisposeAsync();
                await using var other = await ServerProcess.BaselineAsync();
                return (Start: other.StartedIn.TotalSeconds, AtOnce: await AtOnceAsync(bare, null, 10));
            });
            run.Add("start-full", collab.Start, page.Start);
            run.Add("at-once-10", collab.AtOnce, page.AtOnce);
        });
    }

    /// <summary>The first start: the data folder is made, the resolution is loaded.</summary>
    public static Task StartAsync(GoalRun run) => run.RepeatAsync(async repeat =>
    {
        var data = Directory.CreateTempSubdirectory("collab-benchmark-").FullName;
        var (collab, bare) = await GoalRun.InTurnsAsync(repeat, () => StartAsync(ServerProcess.CollabAsync(data)), () => StartAsync(ServerProcess.BaselineAsync()));
        run.Add("start-empty", collab, bare);
        Directory.Delete(data, recursive: true);

        static async Task<double> StartAsync(Task<ServerProcess> starting)
        {
            await using var server = await starting;
            return server.StartedIn.TotalSeconds;
        }
    });

    /// <summary>Gives bare Kestrel what Collab sends, as it leaves: compressed.</summary>
    /// <returns>Bytes as they are read, and as they are sent.</returns>
    private static async Task<(int Plain, int Compressed)> GiveAsync(Room room, ServerProcess bare)
    {
        using var plain = room.Client();
        using var client = Client(room.Server, room);
        using var page = Client(bare, null);
        var compressed = await client.GetByteArrayAsync(PathOf(room));
        await page.PutAsync("page", new ByteArrayContent(compressed));
        return ((await plain.GetByteArrayAsync(PathOf(room))).Length, compressed.Length);
    }

    /// <summary>As a page does: the snapshot to its last byte, and a connection to the hub that watches from there.</summary>
    /// <returns>Milliseconds.</returns>
    private static async Task<double> OpenAsync(ServerProcess server, Room? room)
    {
        using var client = Client(server, room);
        var began = Stopwatch.GetTimestamp();
        await client.GetByteArrayAsync(PathOf(room));
        if (room is null)
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await using var hub = await room.ConnectAsync();
        await hub.StreamAsync("Watch", $"[\"{room.Document}\",\"{Many}\"]");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <returns>Seconds until the last of them has the last byte.</returns>
    private static async Task<double> AtOnceAsync(ServerProcess server, Room? room, int readers)
    {
        var clients = Enumerable.Range(0, readers).Select(_ => Client(server, room)).ToList();
        var began = Stopwatch.GetTimestamp();
        var tags = await Task.WhenAll(clients.Select(async client =>
        {
            using var answer = await client.GetAsync(PathOf(room), HttpCompletionOption.ResponseHeadersRead);
            await (await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
            return answer.Headers.ETag?.Tag;
        }));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        clients.ForEach(client => client.Dispose());
        return tags.Distinct().Count() == 1 ? took : throw new InvalidOperationException("Readers of one moment were sent different snapshots.");
    }

    private static string PathOf(Room? room) => room is null ? "page" : $"api/documents/{room.Document}";

    private static HttpClient Client(ServerProcess server, Room? room)
    {
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.AcceptEncoding.Add(new("br"));
        client.DefaultRequestHeaders.Authorization = room is null ? null : new AuthenticationHeaderValue("Bearer", room.Token);
        return client;
    }
}
