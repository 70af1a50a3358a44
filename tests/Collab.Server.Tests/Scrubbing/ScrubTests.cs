using System.Net;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Server.Scrubbing;
using Collab.Server.Tests.Hosting;
using Collab.Storage;
using Collab.Storage.Sqlite;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Scrubbing;

/// <summary>Damage that nobody has come upon is found by the scrub.</summary>
public sealed class ScrubTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_document_that_is_damaged_while_it_is_open_is_named_and_read_only_and_the_others_are_unhurt()
    {
        await using var server = await CollabServer.StartAsync(_data);
        var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
        var other = await server.ImportAsync(server.Seminar, (await server.JoinAsync(Role.Owner)).Member, "House rules", "Be brief.");
        await jon.AnnotateAsync(server.Document, "Whole.");
        await jon.AnnotateAsync(server.Document, "Hurt.");
        var scrub = server.Services.GetRequiredService<Scrub>();
        Assert.Empty((await scrub.RoundAsync(CancellationToken.None)).Damaged);
        var seq = DamagedFile.Hurt(_data, server.Document);
        await jon.AnnotateAsync(server.Document, "Nobody has noticed.");

        var report = await scrub.RoundAsync(CancellationToken.None);

        var damage = Assert.Single(report.Damaged);
        Assert.Equal((StreamKind.Document, server.Document, seq), (damage.Kind, damage.Stream, damage.Seq));
        Assert.Same(report, scrub.Last);
        Assert.Contains($"The scrub found the document {server.Document} damaged at seq {seq}", server.Log.Text, StringComparison.Ordinal);
        Assert.Contains($"damaged at seq {seq}", await RefusedAsync(jon, server.Document), StringComparison.Ordinal);
        await jon.AnnotateAsync(other, "Here all is well.");
    }

    [Fact]
    public async Task What_was_found_here_is_not_told_here_any_more_once_another_node_does_it()
    {
        using var storage = SqliteStorage.Open(_data);
        var nodes = NodesOfACluster.Of(out var silos);
        using var scrub = new Scrub(storage, null!, new OneNode(nodes), Options.Create(new ServerOptions()), new WaitsAtOnce(), NullLogger<Scrub>.Instance);
        var report = await scrub.RoundAsync(CancellationToken.None);
        Assert.Same(report, scrub.Last);

        silos.IsLowest = false;

        Assert.Null(scrub.Last);
    }

    [Fact]
    public async Task It_reads_no_faster_than_it_is_told_to()
    {
        using var storage = SqliteStorage.Open(_data);
        await storage.Log.CreateAsync("d", StreamKind.Document);
        var hash = EventChain.Genesis("d");
        List<StoredEvent> events = [];
        for (var seq = 1; seq <= 250; seq++)
        {
            events.Add(EventChain.Seal("d", hash, new StoredEvent { Seq = seq, Actor = "mira", Command = Guid.NewGuid(), Kind = "AnnotationAdded", At = DateTimeOffset.UnixEpoch, Data = "{}"u8.ToArray() }));
            hash = events[^1].Hash.ToArray();
        }

        await storage.Log.AppendAsync("d", 0, events);
        var time = new WaitsAtOnce();
        using var scrub = new Scrub(storage, null!, null!, Options.Create(new ServerOptions { ScrubEventsPerSecond = 100 }), time, NullLogger<Scrub>.Instance);

        Assert.Equal(250, (await scrub.RoundAsync(CancellationToken.None)).Events);
        Assert.Equal(TimeSpan.FromSeconds(2.5), time.Waited);
    }

    /// <summary>Writes until it is refused: the document closes when it has nothing else to do.</summary>
    private static async Task<string> RefusedAsync(Participant writer, string document)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await writer.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Too late.", format = "markdown" } });
            if (answer.StatusCode == HttpStatusCode.Conflict)
                return await answer.Content.ReadAsStringAsync();
            enough.Token.ThrowIfCancellationRequested();
        }
    }
}
