using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Collab.Benchmarks;

/// <summary>The same revision by the whole server: from the request to the answer that it is on disk, the grain's decision and its readers' fold in it.</summary>
internal static class RevisionServerBenchmark
{
    private const string Table = "The same revision by the server, over HTTP, SQLite";
    private const int Rounds = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        using var client = room.Client();
        var seminar = (string)JsonNode.Parse(await client.GetStringAsync("api/me"))!["seminars"]![0]!["id"]!;
        var (costs, previews, notes) = (new List<Cost>(), new List<Cost>(), "");
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(2500 + round);
            var (before, after) = RevisionBenchmark.Texts(random);
            var document = (string)(await SentAsync(client, $"api/seminars/{seminar}/documents", new { commandId = Guid.NewGuid(), title = "A long text", text = Text(before) }))["id"]!;
            await FillAsync(client, room, document, random);
            var started = Cost.Begin(() => room.Server.ProcessorTime);
            var preview = await SentAsync(client, $"api/documents/{document}/revisions/preview", new { text = Text(after) });
            previews.Add(started.End());
            var pairs = preview["pairs"]!.AsArray().Select(pair => new { clauses = pair!["clauses"], parts = pair["parts"], confirmed = true }).ToList();
            started = Cost.Begin(() => room.Server.ProcessorTime);
            await AppliedAsync(client, $"api/documents/{document}/revisions", new { commandId = Guid.NewGuid(), revision = 1, text = Text(after), pairs });
            costs.Add(started.End());
            notes = string.Join(", ", preview["notes"]!.AsObject().Select(state => FormattableString.Invariant($"{state.Key} {(int)state.Value!:N0}")));
        }

        report.Row(Table, $"the preview, {Rounds} times, each on another text", Cost.Figure(previews), "", null);
        report.Row(Table, "the revision: split, paired again, every note placed or left, on disk", Cost.Figure(costs), "", null);
        report.Row(Table, "of the notes of the last", notes, "", null);
    }

    private static string Text(IEnumerable<Collab.Domain.Documents.ClauseDraft> clauses)
    {
        var text = new StringBuilder();
        foreach (var clause in clauses)
            text.Append(clause.Label).Append(". ").Append(clause.Text).Append("\n\n");
        return text.ToString();
    }

    /// <summary>Notes on passages all over the text, each told by where it stands.</summary>
    private static async Task FillAsync(HttpClient client, Room room, string document, Random random)
    {
        var clauses = JsonNode.Parse(await client.GetStringAsync($"api/documents/{document}"))!["clauses"]!.AsArray().Select(clause => ((string)clause!["id"]!, ((string)clause["text"]!).Length)).ToList();
        var places = Enumerable.Range(0, RevisionBenchmark.Notes).Select(i =>
        {
            var (id, length) = clauses[i % clauses.Count];
            var start = random.Next(length - 60);
            return (id, start, end: start + random.Next(5, 60));
        }).ToList();
        var hubs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.ConnectAsync()));
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var i = Interlocked.Increment(ref next); i < places.Count; i = Interlocked.Increment(ref next))
            {
                var (id, start, end) = places[i];
                await hubs[caller % hubs.Length].InvokeAsync("Annotate",
                    $$$"""[{"document":"{{{document}}}","commandId":"{{{Guid.NewGuid()}}}","targets":[{"clause":"{{{id}}}","position":{"start":{{{start}}},"end":{{{end}}}}}],"body":{"text":"{{{Room.Text(0)}}}","format":"markdown"}}]""");
            }
        }));
        foreach (var hub in hubs)
            await hub.DisposeAsync();
    }

    /// <summary>As a client does it that is told that the outcome is unknown, since the grain was not done within its time: the same command again after a moment, until it is known.</summary>
    /// <exception cref="InvalidOperationException">It was refused, or not known after <see cref="Patience"/>.</exception>
    private static async Task AppliedAsync(HttpClient client, string path, object body)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause))
        {
            using var answer = await client.PostAsJsonAsync(path, body);
            if (answer.IsSuccessStatusCode)
                return;
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException($"{path}: {text}");
            Console.Error.WriteLine(text);
        }
    }

    private static async Task<JsonNode> SentAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {text}");
    }
}
