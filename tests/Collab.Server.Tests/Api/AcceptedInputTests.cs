using System.Globalization;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Server.Tests.Api;

/// <summary>Chance writes to a document; whatever was accepted, the document opens afterwards. COLLAB_SEED sets the chance.</summary>
public sealed class AcceptedInputTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 3, RequestsInRound = 120;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-accepted-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whatever_was_accepted_is_loaded_shown_and_exported_after_a_restart()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "20261125", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        string? document = null, seminar = null;
        for (var round = 0; round < Rounds; round++)
        {
            await using (var server = await StartAsync())
            {
                if (document is null || seminar is null)
                    (seminar, _, document) = await server.NewSeminarAsync("Written by chance", "The first point: a \u202Eturned\u202C e\u0301 word 😀.", "第二点。", "");
                var writers = await Task.WhenAll(server.JoinAsync(Role.Owner, seminar: seminar), server.JoinAsync(Role.Annotator, seminar: seminar));
                var requests = new RandomRequests(random, await writers[0].ReadAsync($"/api/documents/{document}"));
                Dictionary<string, int> outcomes = [];
                for (var i = 0; i < RequestsInRound; i++)
                {
                    var (method, path, body) = requests.Next();
                    using var answer = await writers[random.Next(4) / 3].SendAsync(method, $"/api/documents/{document}{path}", body);
                    Assert.True((int)answer.StatusCode < 500, $"Seed {seed}: {method} {path} {body} gave {await answer.OutcomeAsync()}.");
                    if (answer.IsSuccessStatusCode)
                        requests.Learn(await answer.JsonAsync());
                    var outcome = answer.IsSuccessStatusCode ? "accepted" : await answer.OutcomeAsync();
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                }

                output.WriteLine($"seed {seed}, round {round}: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"))}");
                Assert.InRange(outcomes["accepted"], RequestsInRound / 6, RequestsInRound);
                Assert.True(outcomes.Count > 4, "Too little was refused: the input was too tame.");
            }

            await using var again = await StartAsync();
            foreach (var role in new[] { Role.Owner, Role.Reader })
                await DemandOpensAsync(await again.JoinAsync(role, seminar: seminar), document, seed);
        }
    }

    private Task<CollabServer> StartAsync() => CollabServer.StartAsync(_folder, new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false" });

    private static async Task DemandOpensAsync(Participant person, string document, int seed)
    {
        var snapshot = await person.ReadAsync($"/api/documents/{document}");
        Assert.NotEmpty(snapshot["annotations"]!.AsArray());
        foreach (var note in snapshot["annotations"]!.AsArray())
            await person.ReadAsync($"/api/documents/{document}/annotations/{note!["id"]}");
        IEnumerable<string> ways =
        [
            $"/api/documents/{document}/events?after=0&limit=1000", $"/api/documents/{document}/search?q=word",
            $"/rooms/{document}", $"/rooms/{document}/reading",
            .. Exporters.All.Select(exporter => $"/api/documents/{document}/export?scope=all&format={exporter.Format}"),
        ];
        foreach (var way in ways)
        {
            using var answer = await person.GetAsync(way);
            Assert.True(answer.IsSuccessStatusCode, $"Seed {seed}: {way} gave {await answer.OutcomeAsync()} for the {person.Role}.");
            Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 0, $"Seed {seed}: {way} is empty.");
        }
    }
}
