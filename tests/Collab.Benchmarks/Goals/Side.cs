using System.Globalization;
using Collab.Benchmarks.Readers;
using Collab.Client;

namespace Collab.Benchmarks.Goals;

/// <summary>One of the two that are compared: Collab, or bare SignalR that stores nothing. Each a process of its own, told the same things by the same clients.</summary>
internal sealed class Side : IAsyncDisposable
{
    private readonly Room? _room;
    private readonly Readers.Seat _seat;
    private long _last;

    private Side(ServerProcess server, Room? room, Readers.Seat seat, long head) => (Server, _room, _seat, First, _last) = (server, room, seat, room is null ? head + 1 : 1, head);

    public ServerProcess Server { get; }

    /// <summary>The seq of the first event that a reader gets.</summary>
    public long First { get; }

    /// <summary>The highest seq that a writer was told.</summary>
    public long Last => Volatile.Read(ref _last);

    public static async Task<Side> CollabAsync()
    {
        var room = await Room.OpenAsync();
        using var client = new CollabClient(room.Server.Address, room.Token);
        return new Side(room.Server, room, Readers.Seat.Watching(room.Server.Address, room.Token, room.Document), (await client.Document(room.Document).ReadAsync()).Seq);
    }

    public static async Task<Side> BareAsync()
    {
        var server = await ServerProcess.BaselineAsync();
        return new Side(server, null, Readers.Seat.Joining(server.Address), 0);
    }

    /// <summary>Both, in turns, each a server of its own that ends before the other starts.</summary>
    public static async Task<(T Collab, T Bare)> BothAsync<T>(int repeat, Func<Side, Task<T>> measure)
    {
        return await GoalRun.InTurnsAsync(repeat, () => WithAsync(CollabAsync), () => WithAsync(BareAsync));

        async Task<T> WithAsync(Func<Task<Side>> start)
        {
            await using var side = await start();
            return await measure(side);
        }
    }

    /// <summary>Data folder of Collab.</summary>
    public string? Data => _room?.Data;

    public Task<ReaderCrowd> ReadersAsync(int count) => ReaderCrowd.ConnectAsync([.. Enumerable.Repeat(_seat, count)], _room is null ? 0 : Last);

    public async Task<HubClient[]> WritersAsync(int count)
    {
        var clients = new List<HubClient>();
        for (var i = 0; i < count; i++)
            clients.Add(await (_room?.ConnectAsync() ?? HubClient.ConnectAsync(Server.Address)));
        return [.. clients];
    }

    /// <summary>Writes a note that carries the time at which it was sent.</summary>
    public async Task WriteAsync(HubClient client, int caller, long sent)
    {
        var answer = await (_room?.AnnotateAsync(client, caller, sent) ?? client.InvokeAsync("Annotate", $"[\"0123456789abcdefghjkmnpqrs\",\"{Room.Text(sent)}\"]"));
        const string mark = "\"seq\":";
        var digits = answer.AsSpan(answer.IndexOf(mark, StringComparison.Ordinal) + mark.Length);
        var seq = long.Parse(digits[..digits.IndexOfAnyExceptInRange('0', '9')], CultureInfo.InvariantCulture);
        for (var last = Last; seq > last; last = Last)
            Interlocked.CompareExchange(ref _last, seq, last);
    }

    public async ValueTask DisposeAsync()
    {
        await (_room?.DisposeAsync() ?? Server.DisposeAsync());
    }
}
