using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>What a client of the Web Annotation Protocol waits for at a document with 100,000 notes.</summary>
internal static class ContainerBenchmark
{
    private const string Table = "The W3C container of a document with 100,000 annotations, over HTTP";

    private const int Notes = 100_000, Rounds = 101;

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, Notes);
        using var client = room.Client();
        var container = $"w3c/documents/{room.Document}/annotations/";
        foreach (var (what, address) in new[] { ("the container with its first page", container), ("the first page", $"{container}?iris=0&page=0"), ("a page in the middle", $"{container}?iris=0&page={Notes / 2}"), ("the first page, addresses alone", $"{container}?iris=1&page=0") })
        {
            var took = new List<double>();
            var bytes = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                bytes = (await client.GetByteArrayAsync(address)).Length;
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            took.Sort();
            report.Row(Table, $"{what}, {bytes / 1024.0:N0} KiB: median of {Rounds}, p95, longest", $"{took[Rounds / 2]:0.0} ms, {took[Rounds * 95 / 100]:0.0} ms, {took[^1]:0.0} ms", "", null);
        }
    }
}
