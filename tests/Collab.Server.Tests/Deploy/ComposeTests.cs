using System.Net;
using Collab.Server.Tests.Docs;
using YamlDotNet.RepresentationModel;

namespace Collab.Server.Tests.Deploy;

/// <summary>docker-compose.yml, deploy/node.env and deploy/Caddyfile fit each other and the server.</summary>
public sealed class ComposeTests
{
    private static readonly HashSet<string> Named = ["services", "networks", "volumes", "services.*.environment", "services.*.networks", "services.*.depends_on"];

    // Of https://docs.docker.com/reference/compose-file, what may stand in ours.
    private static readonly HashSet<string> Known =
    [
        "services", "services.*", "services.*.image", "services.*.build", "services.*.build.context", "services.*.build.dockerfile", "services.*.hostname", "services.*.env_file",
        "services.*.environment", "services.*.environment.*", "services.*.depends_on", "services.*.depends_on.*", "services.*.depends_on.*.condition", "services.*.networks",
        "services.*.networks.*", "services.*.networks.*.ipv4_address", "services.*.ports", "services.*.volumes", "services.*.tmpfs", "services.*.read_only", "services.*.cap_drop",
        "services.*.security_opt", "services.*.restart", "services.*.stop_grace_period", "services.*.healthcheck", "services.*.healthcheck.test", "services.*.healthcheck.interval",
        "services.*.healthcheck.retries", "networks", "networks.*", "networks.*.internal", "networks.*.ipam", "networks.*.ipam.config", "networks.*.ipam.config[].subnet", "networks.*.ipam.config[].ip_range", "volumes", "volumes.*",
    ];

    private static readonly YamlMappingNode Compose = YamlFile.Read("docker-compose.yml").Single();

    private static readonly IReadOnlyDictionary<string, YamlNode> Services = ((YamlMappingNode)Compose["services"]).ToDictionary(entry => entry.Key.ToString(), entry => entry.Value);

    private static readonly List<KeyValuePair<string, YamlNode>> Nodes = [.. Services.Where(service => service.Key.StartsWith("node-", StringComparison.Ordinal))];

    internal static void DemandKnownKeys(YamlMappingNode compose) =>
        Assert.All(YamlFile.Paths(compose, Named).Where(path => !path.StartsWith("x-", StringComparison.Ordinal)), path => Assert.Contains(path, Known));

    internal static void DemandConfined(YamlNode service)
    {
        Assert.Equal("true", service["read_only"].ToString());
        Assert.Equal(["ALL"], service["cap_drop"].Texts());
        Assert.Equal(["no-new-privileges:true"], service["security_opt"].Texts());
    }

    [Fact]
    public void It_has_three_nodes_alike_a_database_and_a_proxy_and_no_key_that_compose_does_not_know()
    {
        DemandKnownKeys(Compose);
        Assert.Equal(["node-1", "node-2", "node-3", "postgres", "proxy"], Services.Keys.Order(StringComparer.Ordinal));
        Assert.All(Nodes, node =>
        {
            DemandConfined(node.Value);
            Assert.Equal(node.Key, node.Value["hostname"].ToString());
            Assert.Equal(node.Key, node.Value["environment"]["Collab__Cluster__Address"].ToString());
            Assert.Equal(Nodes[0].Value["environment"].Map().Keys, node.Value["environment"].Map().Keys);
        });
    }

    [Fact]
    public void Every_setting_of_a_node_is_one_that_the_server_knows()
    {
        KnownSettings.Demand(EnvironmentFile().Keys);
        KnownSettings.Demand(Nodes.SelectMany(node => node.Value["environment"].Map().Keys));
        Assert.Equal("postgres", EnvironmentFile()["Collab__Storage"]);
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(Nodes[0].Value["environment"]["Collab__Connection"].ToString().Split('$')[0] + "secret");
        Assert.True(Services.ContainsKey(connection.Host!), "The connection leads to no service.");
        Assert.Equal(Services["postgres"]["environment"]["POSTGRES_USER"].ToString(), connection.Username);
    }

    [Fact]
    public void Every_file_volume_and_network_that_is_named_is_there()
    {
        Assert.All(Nodes, node =>
        {
            Assert.True(File.Exists(Repository.Path(node.Value["env_file"].ToString())));
            Assert.True(File.Exists(Repository.Path(node.Value["build"]["dockerfile"].ToString())));
        });
        foreach (var (name, service) in Services)
        {
            foreach (var source in service.Get("volumes")?.Texts().Select(volume => volume.Split(':')[0]) ?? [])
                Assert.True(source[0] == '.' ? File.Exists(Repository.Path(source)) : Compose["volumes"].Get(source) is not null, $"{name} mounts {source}, which is not there.");
            foreach (var network in service["networks"] is YamlMappingNode mapping ? mapping.Children.Keys.Select(key => key.ToString()) : service["networks"].Texts())
                Assert.True(Compose["networks"].Get(network) is not null, $"{name} is in the network {network}, which is not there.");
        }
    }

    [Fact]
    public void Only_the_proxy_is_reached_from_outside()
    {
        Assert.Equal("true", Compose["networks"]["inside"]["internal"].ToString());
        Assert.All(Services.Where(service => service.Key != "proxy"), service =>
        {
            Assert.Equal(["inside"], service.Value["networks"].Texts());
            Assert.Null(service.Value.Get("ports"));
        });
    }

    [Fact]
    public void The_proxy_leads_to_every_node_and_is_believed_by_each()
    {
        var proxy = Services["proxy"];
        Assert.Equal(Nodes.Select(node => $"{node.Key}:{Dockerfile.Says("EXPOSE")}"), proxy["environment"]["COLLAB_NODES"].ToString().Split(' '));
        var address = proxy["networks"]["inside"]["ipv4_address"].ToString();
        var ipam = Compose["networks"]["inside"]["ipam"]["config"][0];
        Assert.True(IPNetwork.Parse(ipam["subnet"].ToString()).Contains(IPAddress.Parse(address)));
        // Else whoever starts before the proxy may be given its address.
        Assert.False(IPNetwork.Parse(ipam["ip_range"].ToString()).Contains(IPAddress.Parse(address)));
        Assert.All(Nodes, node => Assert.Equal(address, node.Value["environment"]["Collab__TrustedProxies__0"].ToString()));
        var caddyfile = Repository.Read("deploy", "Caddyfile");
        Assert.All(new[] { "COLLAB_HOST", "COLLAB_NODES" }, variable => Assert.Contains($"{{${variable}}}", caddyfile, StringComparison.Ordinal));
        Assert.Contains("health_uri /health/ready\n", caddyfile, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> EnvironmentFile() => Repository.Read("deploy", "node.env").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]);
}
