namespace Collab.Benchmarks;

/// <summary>Annotations per second that are acknowledged, that is on disk, through the hub, on one document.</summary>
internal static class WriteBenchmark
{
    private const string Table = "Acknowledged annotations per second, one document, beside a bare SQLite group commit of the same rows";
    private const int CallersPerConnection = 16;

    public static async Task RunAsync(Report report)
    {
        foreach (var callers in (int[])[1, 64, 256])
        {
            var (collab, waited, sizes) = await CollabAsync(callers);
            var (sqlite, committed) = await SqliteAsync(callers, sizes);
            var what = $"{callers} caller{(callers == 1 ? "" : "s")}";
            report.Row(Table, what, $"{collab:N0}/s, {waited}", $"{sqlite:N0}/s, {committed}", collab / sqlite);
            var (bare, answered) = await SignalRAsync(callers);
            report.Row(Table, $"{what}, beside bare SignalR that stores nothing", $"{collab:N0}/s, {waited}", $"{bare:N0}/s, {answered}", collab / bare);
        }
    }

    private static async Task<(double, Percentiles, (int Data, int Payload))> CollabAsync(int callers)
    {
        await using var room = await Room.OpenAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, (callers + CallersPerConnection - 1) / CallersPerConnection).Select(_ => room.ConnectAsync()));
        var (rate, waited) = await Load.ClosedLoopAsync(callers, caller => room.AnnotateAsync(clients[caller / CallersPerConnection], caller, 0));
        foreach (var client in clients)
            await client.DisposeAsync();
        return (rate, waited, BareRows.SizesIn(room.Data));
    }

    private static async Task<(double, Percentiles)> SignalRAsync(int callers)
    {
        await using var server = await ServerProcess.BaselineAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, (callers + CallersPerConnection - 1) / CallersPerConnection).Select(_ => HubClient.ConnectAsync(server.Address)));
        var result = await Load.ClosedLoopAsync(callers, caller => clients[caller / CallersPerConnection].InvokeAsync("Annotate", $"[\"0123456789abcdefghjkmnpqrs\",\"{Room.Text(0)}\"]"));
        foreach (var client in clients)
            await client.DisposeAsync();
        return result;
    }

    private static async Task<(double, Percentiles)> SqliteAsync(int callers, (int Data, int Payload) sizes)
    {
        using var rows = new GroupCommit(sizes);
        return await Load.ClosedLoopAsync(callers, _ => rows.AppendAsync());
    }
}
