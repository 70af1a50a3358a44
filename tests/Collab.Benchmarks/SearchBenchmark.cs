using System.Diagnostics;
using System.Text.Json;

namespace Collab.Benchmarks;

/// <summary>What a reader waits for who searches a document with very many notes.</summary>
internal static class SearchBenchmark
{
    private const string Table = "Search of 100,000 notes, beside reading every note for every search";
    private const int Notes = 100_000, Rounds = 15;

    // Of 4,000 made-up words, the n-th is in about one note of n: what people look for is rare, often or everywhere.
    private static readonly (string What, string Query)[] Queries =
    [
        ("a rare word", "w3900"), ("an uncommon word", "w400"), ("a common word", "w20"), ("two common words", "w20 w30"), ("a word and not another", "w50 -w20"), ("a phrase of common words", "\"w20 w30\""),
        ("the beginning of a word", "w39*"), ("a common word, by relevance", "w20"), ("a word at three points", "w30 point:2-4"), ("a word of one author", "w100 who:me"), ("a word in every note", "every"),
    ];

    public static async Task RunAsync(Report report)
    {
        using var postgres = new OwnPostgres();
        foreach (var (engine, connection) in new[] { ("SQLite", null), ("PostgreSQL", postgres.NewDatabase()) })
        {
            await using var room = await Room.OpenAsync(connection);
            await FillAsync(room);
            await RowsAsync(report, room, engine);
        }
    }

    private static async Task FillAsync(Room room)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.ConnectAsync()));
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 128).Select(async caller =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= Notes;)
                await room.AnnotateAsync(clients[caller % clients.Length], i, Text(i));
        }));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    /// <summary>Some 60 words, about 400 bytes.</summary>
    private static string Text(int note)
    {
        var random = new Random(note);
        return "every " + string.Join(' ', Enumerable.Range(0, 60).Select(_ => $"w{(int)Math.Pow(4000, random.NextDouble())}"));
    }

    private static async Task RowsAsync(Report report, Room room, string engine)
    {
        using var client = room.Client();
        // A search that takes a second was answered without it.
        var (began, first) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        TimeSpan took;
        do
        {
            var started = Stopwatch.GetTimestamp();
            await CountAsync(client, room, "w3900");
            took = Stopwatch.GetElapsedTime(started);
            first = first == TimeSpan.Zero ? took : first;
        }
        while (took >= TimeSpan.FromSeconds(1));
        report.Row(Table, $"{engine}: the first search, which is answered without an index", $"{first.TotalMilliseconds:N0} ms", "", null);
        report.Row(Table, $"{engine}: until the index is there", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms", "", null);

        var (all, allScans) = (new Percentiles(), new Percentiles());
        foreach (var (what, query) in Queries)
        {
            var (found, scanned, count) = (new Percentiles(), new Percentiles(), 0);
            for (var i = 0; i < Rounds + 2; i++)
            {
                var started = Stopwatch.GetTimestamp();
                count = await CountAsync(client, room, query, what.EndsWith("relevance", StringComparison.Ordinal) ? "&sort=relevance" : "");
                if (i >= 2)
                    Add(found, all, Stopwatch.GetElapsedTime(started));
            }

            // The same notes in this process, read for each search as the server did before it had an index.
            var words = query.Split(' ').Where(word => !word.Contains(':') && !word.StartsWith('-')).Select(word => word.Trim('"', '*')).ToArray();
            for (var i = 0; i < 5; i++)
            {
                var started = Stopwatch.GetTimestamp();
                _ = Texts.Value.Count(text => Array.TrueForAll(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
                Add(scanned, allScans, Stopwatch.GetElapsedTime(started));
            }

            report.Row(Table, $"{engine}: {what}, {count:N0} found", Said(found), Said(scanned), found.At(.5) / scanned.At(.5));
        }

        report.Row(Table, $"{engine}: all of these", Said(all), Said(allScans), all.At(.95) / allScans.At(.95));
    }

    private static readonly Lazy<string[]> Texts = new(() => [.. Enumerable.Range(1, Notes).Select(i => $"{Text(i)}\nBenchmark")]);

    private static void Add(Percentiles one, Percentiles all, TimeSpan took)
    {
        one.Add(took);
        all.Add(took);
    }

    private static string Said(Percentiles times) => $"p50 {times.At(.5):0.0} ms, p95 {times.At(.95):0.0} ms";

    private static async Task<int> CountAsync(HttpClient client, Room room, string query, string more = "")
    {
        using var response = await client.GetAsync($"api/documents/{room.Document}/search?q={Uri.EscapeDataString(query)}{more}");
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"The search was refused: {body}");
        using var answer = JsonDocument.Parse(body);
        return answer.RootElement.GetProperty("count").GetInt32();
    }
}
