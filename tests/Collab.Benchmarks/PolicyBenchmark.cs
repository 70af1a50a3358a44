using System.Diagnostics;
using System.Globalization;

namespace Collab.Benchmarks;

/// <summary>
/// What the policy costs of a write and of a delivery, in instructions, both counted in one run: the whole server, with SQLite, SignalR and the runtime, is stepped
/// while a note is written, alone and with readers; then while the policy alone is asked.
/// </summary>
internal static class PolicyBenchmark
{
    private const string Table = "What the policy costs in instructions, the whole server stepped one by one";
    private const int Batches = 3, Readers = 10, WarmUp = 300, Halts = 10;

    // A write's question takes thousands of instructions, a delivery's dozens.
    private static readonly Dictionary<string, (int Few, int Many)> Asked = new() { ["annotate"] = (5, 25), ["read"] = (500, 2_500) };

    private static readonly TimeSpan Halt = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync(start: ServerProcess.PolicyAsync);
        await using var writer = await room.ConnectAsync();
        for (var i = 0; i < WarmUp; i++)
            await room.AnnotateAsync(writer, i, 0);
        foreach (var action in (string[])["annotate", "read"])
            await AskAsync(room, action, WarmUp);
        // What it does only where a call takes long is compiled before, too.
        for (var i = 0; i < Halts; i++)
            await room.Server.HaltAsync(Halt, room.AnnotateAsync(writer, i, 0));

        var counter = new InstructionCounter(room.Server.Id);
        var write = await LeanestAsync(counter, () => room.AnnotateAsync(writer, 0, 0));
        var asked = await OfAsync(room, counter, "annotate");
        report.Row(Table, "a write: the policy, beside the whole", $"{asked:N0} ({asked / write:P2})", $"{write:N0}", null);

        using var arrived = new SemaphoreSlim(0);
        List<HubClient> readers = [];
        for (var i = 0; i < Readers; i++)
        {
            var reader = await room.ConnectAsync();
            reader.Arrived = sent => { if (sent > 0) arrived.Release(); };
            await reader.StreamAsync("Watch", $"[\"{room.Document}\",\"{WarmUp}\"]");
            readers.Add(reader);
        }

        for (var i = 0; i < WarmUp; i++)
            await ToAllAsync();
        var withReaders = await LeanestAsync(counter, ToAllAsync);
        // A reader asks when it is given the event, and again when it finds nothing more.
        var (delivery, audience) = ((withReaders - write) / Readers, 2 * await OfAsync(room, counter, "read"));
        report.Row(Table, $"a delivery to one of {Readers} readers: the policy, beside the whole", $"{audience:N0} ({audience / delivery:P2})", $"{delivery:N0}", null);
        foreach (var reader in readers)
            await reader.DisposeAsync();

        async Task ToAllAsync()
        {
            await room.AnnotateAsync(writer, 0, Stopwatch.GetTimestamp());
            for (var i = 0; i < Readers; i++)
                await arrived.WaitAsync();
        }
    }

    // Whatever else the server does meanwhile can only add.
    private static async Task<double> LeanestAsync(InstructionCounter counter, Func<Task> what)
    {
        var leanest = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            // What waited for its time while the last was counted is done before.
            await Task.Delay(Halt * 3);
            await what();
            var counted = await counter.OfAsync(what);
            Console.WriteLine($"  {counted:N0} instructions");
            leanest = Math.Min(leanest, counted);
        }

        return leanest;
    }

    private static async Task<double> OfAsync(Room room, InstructionCounter counter, string action)
    {
        var (few, many) = Asked[action];
        return (await LeanestAsync(counter, () => AskAsync(room, action, many)) - await LeanestAsync(counter, () => AskAsync(room, action, few))) / (many - few);
    }

    private static Task<string> AskAsync(Room room, string action, int count) =>
        room.Server.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{action} {count} {room.Document} {room.Token}"));
}
