using System.Text.Json;
using Collab.Testing;
using YamlDotNet.RepresentationModel;

namespace Collab.Server.Tests.Docs;

/// <summary>docker-compose.yml and deploy/Dockerfile fit the server; there may be no Docker where the tests run.</summary>
public sealed class ContainerTests
{
    private static readonly YamlMappingNode Service = (YamlMappingNode)Compose()["services"]["collab"];

    private static readonly string Dockerfile = Repository.Read("deploy", "Dockerfile");

    [Fact]
    public void The_service_is_confined_and_reached_from_this_machine_alone()
    {
        Assert.Equal(["build", "cap_drop", "environment", "ports", "read_only", "restart", "security_opt", "tmpfs", "volumes"], Service.Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("true", Service["read_only"].ToString());
        Assert.Equal("ALL", Service["cap_drop"][0].ToString());
        Assert.StartsWith("127.0.0.1:", Service["ports"][0].ToString(), StringComparison.Ordinal);
        Assert.EndsWith(":/data", Service["volumes"][0].ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.Path(Service["build"]["dockerfile"].ToString())));
    }

    [Fact]
    public void The_server_listens_where_the_port_leads_and_names_the_address_that_people_use()
    {
        var port = Service["ports"][0].ToString().Split(':')[2];
        Assert.Contains($"EXPOSE {port}", Dockerfile, StringComparison.Ordinal);
        Assert.Equal(["dotnet", "Collab.Server.dll", "--data", "/data", "--urls", $"http://0.0.0.0:{port}"], Line("ENTRYPOINT"));
        Assert.Equal($"http://{string.Join(':', Service["ports"][0].ToString().Split(':')[..2])}", Service["environment"]["Collab__PublicUrl"].ToString());
    }

    [Fact]
    public async Task Its_health_check_succeeds_on_a_running_server()
    {
        var check = Line("CMD");
        Assert.Equal(["dotnet", "Collab.Server.dll", "info", "--data", "/data"], check);
        await using var server = await CollabServer.StartAsync();
        var (code, output, _) = await Cli.Executable.RunAsync([.. check[2..^1], server.Data]);
        Assert.Equal(0, code);
        Assert.Contains("process", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_the_public_address_links_lead_there_and_the_owner_comes_in_from_another_machine()
    {
        var address = Service["environment"]["Collab__PublicUrl"].ToString();
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:PublicUrl"] = address });
        var (_, output, _) = await Cli.Executable.RunAsync("link", "--remote", "--data", server.Data);
        var link = Cli.Executable.LastLine(output);
        Assert.StartsWith($"{address}/join#", link, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/join") { Content = new StringContent(JsonSerializer.Serialize(new { secret = link.Split('#')[1], displayName = "Ida Lund" }), System.Text.Encoding.UTF8, "application/json") };
        // What makes a request one from elsewhere: within a container every request is.
        request.Headers.Add("X-Forwarded-For", "172.18.0.1");
        using var response = await server.Stranger().Http.SendAsync(request);
        Assert.Equal("owner", (string)(await response.JsonAsync())["role"]!);
    }

    private static YamlMappingNode Compose()
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Repository.Read("docker-compose.yml"));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static string[] Line(string instruction)
    {
        var line = Dockerfile.Split('\n').Single(text => text.Contains($"{instruction} [", StringComparison.Ordinal));
        return JsonSerializer.Deserialize<string[]>(line[line.IndexOf('[')..])!;
    }
}
