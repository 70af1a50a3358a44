using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Benchmarks;

/// <summary>What it costs the server that 300 members of one seminar are here, and see each other move.</summary>
internal static class PresenceBenchmark
{
    private const string Table = "Presence of 300 members of one document, in percent of one core";
    private const int Readers = 300, MoveEverySeconds = 30;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        using var owner = room.Client();
        using var me = JsonDocument.Parse(await owner.GetStringAsync("api/me"));
        var seminar = me.RootElement.GetProperty("seminars")[0].GetProperty("id").GetString();
        using var made = await owner.PostAsJsonAsync($"api/seminars/{seminar}/invites", new { role = "reader" });
        var secret = JsonElement.Parse(await made.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).GetProperty("url").GetString()!.Split('#')[1];
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = room.Server.Address };
        await Task.Delay(Load.WarmUp);
        report.Row(Table, "nobody is connected", $"{await PercentAsync():0.0} %", "", null);
        List<HubClient> readers = [];
        for (var i = 0; i < Readers; i++)
        {
            using var answer = await client.PostAsJsonAsync("api/join", new { secret, displayName = $"Reader {i}" });
            readers.Add(await HubClient.ConnectAsync(room.Server.Address, cookie: answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0]));
        }

        foreach (var reader in readers)
            await reader.StreamAsync("Watch", $"[\"{room.Document}\",\"0\"]");
        await Task.Delay(Load.WarmUp);
        var without = await PercentAsync();
        foreach (var reader in readers)
            await reader.StreamAsync("Presence", $"[\"{room.Document}\"]");
        await MoveAsync(Load.WarmUp);
        var moving = PercentAsync();
        await MoveAsync(Measured);
        var moved = await moving;
        await Task.Delay(Load.WarmUp);
        var still = await PercentAsync();
        report.Row(Table, "all read on the same page and nobody moves", $"{still - without:0.0} %", $"without presence {without:0.0} %", null);
        report.Row(Table, $"each goes to another point every {MoveEverySeconds} s, {Readers / MoveEverySeconds} moves a second, told to all", $"{moved - without:0.0} %", $"without presence {without:0.0} %", null);
        foreach (var reader in readers)
            await reader.DisposeAsync();

        async Task<double> PercentAsync()
        {
            var before = room.Server.ProcessorTime;
            await Task.Delay(Measured);
            return (room.Server.ProcessorTime - before) / Measured * 100;
        }

        // Evenly, so that no two moves are gathered because of this program.
        async Task MoveAsync(TimeSpan time)
        {
            using var beat = new PeriodicTimer(TimeSpan.FromSeconds((double)MoveEverySeconds / Readers));
            for (var move = 0; move < time.TotalSeconds * Readers / MoveEverySeconds && await beat.WaitForNextTickAsync(); move++)
                await readers[move % Readers].InvokeAsync("At", $"[\"{room.Document}\",\"{room.Clauses[Random.Shared.Next(room.Clauses.Length)]}\",null]");
        }
    }
}
