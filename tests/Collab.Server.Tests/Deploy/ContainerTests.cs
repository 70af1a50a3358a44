using System.Text.Json;
using Collab.Server.Cli;
using Collab.Server.Tests.Docs;
using Collab.Testing;

namespace Collab.Server.Tests.Deploy;

/// <summary>deploy/Dockerfile and deploy/one-node.yml fit the server; there may be no Docker where the tests run.</summary>
public sealed class ContainerTests
{
    private static readonly YamlDotNet.RepresentationModel.YamlNode Service = YamlFile.Read("deploy", "one-node.yml").Single()["services"]["collab"];

    private static string PublicUrl => Service["environment"]["Collab__PublicUrl"].ToString();

    private static string[] Port => Service["ports"][0].ToString().Split(':');

    [Fact]
    public void The_image_has_no_shell_and_does_not_run_as_root()
    {
        // Chiseled: neither a shell nor a package manager. Nothing can be run while it is made, then.
        Assert.EndsWith("-chiseled", Dockerfile.Says("FROM"), StringComparison.Ordinal);
        Assert.DoesNotContain(Dockerfile.Last, line => line.Instruction == "RUN");
        Assert.Matches("^[1-9][0-9]*$", Dockerfile.Says("USER"));
        // Whoever the server runs as owns its data folder; nobody else's files are there to be written.
        // The base has no time zones.
        Assert.Equal(["--from=build /app .", "--from=build /usr/share/zoneinfo /usr/share/zoneinfo", $"--from=build --chown={Dockerfile.Says("USER")}:{Dockerfile.Says("USER")} /empty {Dockerfile.Says("VOLUME")}"], Dockerfile.Last.Where(line => line.Instruction == "COPY").Select(line => line.Text));
        Assert.Equal($"Collab__Data={Dockerfile.Says("VOLUME")}", Dockerfile.Says("ENV"));
        KnownSettings.Demand([Dockerfile.Says("ENV").Split('=')[0]]);
    }

    [Fact]
    public void One_node_is_confined_and_reached_from_this_machine_alone()
    {
        ComposeTests.DemandKnownKeys(YamlFile.Read("deploy", "one-node.yml").Single());
        ComposeTests.DemandConfined(Service);
        Assert.StartsWith("127.0.0.1:", Service["ports"][0].ToString(), StringComparison.Ordinal);
        Assert.EndsWith($":{Dockerfile.Says("VOLUME")}", Service["volumes"][0].ToString(), StringComparison.Ordinal);
        // Of the repository's root, as that of docker-compose.yml.
        Assert.Equal("../backups:/backups", Service["volumes"][1].ToString());
        Assert.True(File.Exists(Repository.Path("deploy", Service["build"]["context"].ToString(), Service["build"]["dockerfile"].ToString())));
        KnownSettings.Demand(Service["environment"].Map().Keys);
    }

    [Fact]
    public void The_server_listens_where_the_port_leads_and_names_the_address_that_people_use()
    {
        Assert.Equal(Port[2], Dockerfile.Says("EXPOSE"));
        Assert.Equal(["dotnet", "Collab.Server.dll", "--urls", $"http://0.0.0.0:{Port[2]}"], Dockerfile.Words("ENTRYPOINT"));
        Assert.Equal($"http://{Port[0]}:{Port[1]}", PublicUrl);
    }

    [Fact]
    public void Its_health_check_asks_whether_the_process_lives_and_waits_for_the_answer()
    {
        Assert.Equal(["dotnet", "Collab.Server.dll", "info", "--alive"], Dockerfile.Words("HEALTHCHECK"));
        Assert.Contains("--timeout=15s ", Dockerfile.Says("HEALTHCHECK"), StringComparison.Ordinal);
        Assert.True(InfoCommand.Patience < TimeSpan.FromSeconds(15), $"The command itself waits for {InfoCommand.Patience}.");
    }

    [Fact]
    public async Task Behind_the_public_address_links_lead_there_and_the_owner_comes_in_from_another_machine()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:PublicUrl"] = PublicUrl });
        var (_, output, _) = await Cli.Executable.RunAsync("link", "--remote", "--data", server.Data);
        var link = Cli.Executable.LastLine(output);
        Assert.StartsWith($"{PublicUrl}/join#", link, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/join") { Content = new StringContent(JsonSerializer.Serialize(new { secret = link.Split('#')[1], displayName = "Ida Lund" }), System.Text.Encoding.UTF8, "application/json") };
        // What makes a request one from elsewhere: within a container every request is.
        request.Headers.Add("X-Forwarded-For", "172.18.0.1");
        using var response = await server.Stranger().Http.SendAsync(request);
        Assert.Equal("owner", (string)(await response.JsonAsync())["role"]!);
    }
}
