using System.Diagnostics;
using Collab.Formats.Archive;
using Collab.Formats.Export;

namespace Collab.Benchmarks;

/// <summary>What it takes to take 10,000 notes away, in each format, over HTTP.</summary>
internal static class ExportBenchmark
{
    private const string Table = "Export of 10,000 annotations, from the request to the last byte";

    private const int Notes = 10_000, Rounds = 7;

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, Notes);
        using var client = room.Client();
        foreach (var (format, path) in Exporters.All.Select(exporter => (exporter.Format, $"export?format={exporter.Format}")).Append((DocumentArchive.Format, "archive")))
        {
            var took = new List<TimeSpan>();
            var bytes = 0L;
            for (var round = 0; round < Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                bytes = await DrainAsync(client, $"api/documents/{room.Document}/{path}");
                took.Add(Stopwatch.GetElapsedTime(began));
            }

            took.Sort();
            report.Row(Table, $"{format}, {bytes / 1024.0:N0} KiB: median of {Rounds}, longest", $"{took[Rounds / 2].TotalMilliseconds:N0} ms, {took[^1].TotalMilliseconds:N0} ms", "", null);
        }
    }

    private static async Task<long> DrainAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, total) = (new byte[64 * 1024], 0L);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
            total += read;
        return total;
    }
}
