namespace Collab.Benchmarks;

/// <summary>From the start of the process to its first answer.</summary>
internal static class StartBenchmark
{
    private const string Table = "Start of the process to its first answer, built, beside a bare SignalR server";

    public static async Task RunAsync(Report report)
    {
        var (first, again, bare) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            var data = Directory.CreateTempSubdirectory("collab-benchmark-").FullName;
            await using (var server = await ServerProcess.CollabAsync(data))
                first.Add(server.StartedIn.TotalMilliseconds);
            await using (var server = await ServerProcess.CollabAsync(data))
                again.Add(server.StartedIn.TotalMilliseconds);
            await using (var server = await ServerProcess.BaselineAsync())
                bare.Add(server.StartedIn.TotalMilliseconds);
            Directory.Delete(data, recursive: true);
        }

        report.Row(Table, "the first start: data folder made, resolution loaded", $"{Median(first):0} ms", $"{Median(bare):0} ms", Median(first) / Median(bare));
        report.Row(Table, "a later start", $"{Median(again):0} ms", $"{Median(bare):0} ms", Median(again) / Median(bare));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
