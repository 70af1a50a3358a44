using System.Net;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;

namespace Collab.Cluster.Tests;

/// <summary>Nodes of the roles silo and web: the ones hold the documents, the others serve the people.</summary>
public sealed class RoleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Silos = 2, Web = 2;

    [Fact]
    public async Task A_web_node_serves_the_room_and_goes_on_when_a_silo_is_killed()
    {
        await using var nodes = await Nodes.StartRolesAsync(postgres.Server, "Silo", "Silo", "Web");
        using var room = await EnterAsync(nodes);
        await using var load = await Load.StartAsync(room, writers: 4, readers: 6, seed: 11);
        await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
        for (var silo = 0; silo < Silos; silo++)
        {
            load.History.Fault($"silo {silo} killed");
            await nodes[silo].KillAsync();
            await load.ResumedAsync();
            await load.CalmlyAsync(() => nodes.StartAgainAsync(silo));
        }

        await load.StopAsync();
        (await load.GatherAsync(leastAnswered: 60, leastFaults: Silos)).AssertHolds();
    }

    [Fact]
    public async Task A_silo_answers_health_probes_alone_and_leads_nobody_to_itself()
    {
        await using var nodes = await Nodes.StartRolesAsync(postgres.Server, "Silo", "Web");
        using var silo = Person.Client(nodes[0].Address);
        foreach (var health in new[] { "health/live", "health/startup", "health/serving", "health/ready" })
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, health));
        foreach (var other in new[] { "", "join", "api/me", "openapi/v1.json", "hub" })
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, other));
        await Patience.UntilAsync(() => nodes[0].Output.Contains("Ctrl+C", StringComparison.Ordinal), "the silo says that it runs");
        Assert.DoesNotContain("/join#", nodes[0].Output, StringComparison.Ordinal);
        Assert.Contains("role web", nodes[0].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_node_that_waits_for_the_first_silo_ends_in_good_order_when_it_is_told_to()
    {
        var folder = Directory.CreateTempSubdirectory("collab-web-");
        await using var waiting = Script.Of(Executable.Start(
            "serve", "--data", folder.FullName, "--storage", "postgres", "--connection", postgres.Server.NewDatabase(), "--urls", $"http://127.0.0.1:{Ports.Free()}", "--Collab:Role=Web"));
        await waiting.SaysAsync("Orleans");
        waiting.Terminate();
        Assert.Equal(0, await waiting.EndedAsync());
        Assert.DoesNotContain("Unhandled", waiting.Output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_web_node_that_no_silo_answers_is_not_ready_and_shows_nothing_until_one_does()
    {
        await using var nodes = await Nodes.StartRolesAsync(postgres.Server, "Silo", "Web");
        using var web = Person.Client(nodes[1].Address);
        await DemandAsync(HttpStatusCode.OK, "before");
        nodes[0].Freeze();
        await DemandAsync(HttpStatusCode.ServiceUnavailable, "while the silo is frozen");
        nodes[0].Thaw();
        await DemandAsync(HttpStatusCode.OK, "when it is awake");
        await nodes[0].KillAsync();
        await DemandAsync(HttpStatusCode.ServiceUnavailable, "when it was killed");
        await nodes.StartAgainAsync(0);
        await DemandAsync(HttpStatusCode.OK, "when there is another");

        async Task DemandAsync(HttpStatusCode status, string when)
        {
            await Patience.UntilAsync(async () => await StatusAsync(web, "health/ready") == status, $"{when} it is known");
            Assert.Equal(status, await StatusAsync(web, "join"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(web, "health/live"));
        }
    }

    private static async Task<Room> EnterAsync(Nodes nodes)
    {
        var link = (await Executable.RunAsync("link", "--remote", "--data", nodes.FolderOf(Web))).Demand().LastLine;
        var (owner, joined) = await Person.JoinAsync(nodes[Web].Address, link.Split('#')[1], "Olga Brandt");
        var document = (string)joined["document"]!;
        var clauses = (await owner.GetAsync($"api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!);
        return new Room(nodes[Web].Address, owner, (string)joined["seminar"]!, document, [.. clauses]) { Folder = nodes.FolderOf(Web) };
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
