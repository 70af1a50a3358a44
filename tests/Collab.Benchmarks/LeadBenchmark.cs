using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>From a moderator who leads to every follower, one lead after another.</summary>
internal static class LeadBenchmark
{
    private const string Table = "A lead to 300 followers, one after another, beside a bare SignalR group broadcast that stores nothing";
    private const int Followers = 300, WarmUp = 100, Leads = 200;

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        await using var bare = await ServerProcess.BaselineAsync();
        var collab = await MeasureAsync("\"kind\":\"Led\"", () => room.ConnectAsync(), follower => follower.StreamAsync("Watch", $"[\"{room.Document}\",\"0\"]"), LeadAsync);
        var baseline = await MeasureAsync("AnnotationAdded", () => HubClient.ConnectAsync(bare.Address), follower => follower.InvokeAsync("Join", "[]"), (leader, _) => leader.InvokeAsync("Annotate", "[\"0123456789abcdefghjkmnpqrs\",\"A lead.\"]"));
        report.Row(Table, $"{Leads} leads", $"{collab}", $"{baseline}", collab.At(.99) / baseline.At(.99));

        Task<string> LeadAsync(HubClient leader, int lead) =>
            leader.InvokeAsync("Lead", $$"""[{"document":"{{room.Document}}","commandId":"{{Guid.NewGuid()}}","clause":"{{room.Clauses[lead % room.Clauses.Length]}}"}]""");
    }

    private static async Task<Percentiles> MeasureAsync(string words, Func<Task<HubClient>> connect, Func<HubClient, Task> watch, Func<HubClient, int, Task<string>> lead)
    {
        var (took, measuring, sent, missing) = (new Percentiles(), false, 0L, 0);
        var all = new TaskCompletionSource();
        List<HubClient> followers = [];
        for (var i = 0; i < Followers; i++)
        {
            var follower = await connect();
            await watch(follower);
            follower.Listening = (System.Text.Encoding.UTF8.GetBytes(words), Arrived);
            followers.Add(follower);
        }

        await using var leader = await connect();
        for (var i = 0; i < WarmUp + Leads; i++)
        {
            Volatile.Write(ref measuring, i >= WarmUp);
            all = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref missing, Followers);
            Volatile.Write(ref sent, Stopwatch.GetTimestamp());
            await lead(leader, i);
            await all.Task;
        }

        foreach (var follower in followers)
            await follower.DisposeAsync();
        return took;

        void Arrived()
        {
            if (Volatile.Read(ref measuring))
                took.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sent)));
            if (Interlocked.Decrement(ref missing) == 0)
                all.SetResult();
        }
    }
}
