using System.Net;
using System.Text.RegularExpressions;
using Collab.Server.Tests.Docs;
using YamlDotNet.RepresentationModel;

namespace Collab.Server.Tests.Deploy;

/// <summary>docker-compose.yml, deploy/node.env and deploy/Caddyfile fit each other and the server.</summary>
public sealed class ComposeTests
{
    private const string Backups = "./backups";

    private static readonly HashSet<string> Named = ["services", "networks", "volumes", "services.*.environment", "services.*.networks", "services.*.depends_on"];

    // Of https://docs.docker.com/reference/compose-file, what may stand in ours.
    private static readonly HashSet<string> Known =
    [
        "services", "services.*", "services.*.image", "services.*.build", "services.*.build.context", "services.*.build.dockerfile", "services.*.hostname", "services.*.env_file",
        "services.*.environment", "services.*.environment.*", "services.*.depends_on", "services.*.depends_on.*", "services.*.depends_on.*.condition", "services.*.networks",
        "services.*.networks.*", "services.*.networks.*.ipv4_address", "services.*.networks.*.aliases", "services.*.ports", "services.*.volumes", "services.*.tmpfs", "services.*.read_only", "services.*.cap_drop",
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
                Assert.True(source == Backups || (source[0] == '.' ? File.Exists(Repository.Path(source)) : Compose["volumes"].Get(source) is not null), $"{name} mounts {source}, which is not there.");
            foreach (var network in NetworksOf(service))
                Assert.True(Compose["networks"].Get(network) is not null, $"{name} is in the network {network}, which is not there.");
        }
    }

    [Fact]
    public void What_a_node_may_write_to_is_an_absolute_path_each_and_its_data_folder_is_its_own()
    {
        var user = Dockerfile.Says("USER");
        // A comma outside of quotes ends an item: Docker was told to mount "gid=1654".
        Assert.All(Nodes, node => Assert.Equal(["/tmp", $"{Dockerfile.Says("VOLUME")}:uid={user},gid={user},mode=0700"], node.Value["tmpfs"].Texts()));
    }

    [Fact]
    public void Backups_are_written_to_a_folder_of_the_machine_that_is_neither_committed_nor_sent_to_the_image()
    {
        Assert.All(Nodes, node =>
        {
            Assert.Equal([$"{Backups}:/backups"], node.Value["volumes"].Texts());
            Assert.Equal("/backups", node.Value["environment"]["Collab__UpgradeBackup"].ToString());
        });
        var user = Dockerfile.Says("USER");
        Assert.Contains($"install -d -m 700 -o {user} -g {user} backups\n", Repository.Read("docker-compose.yml"), StringComparison.Ordinal);
        Assert.Contains("/backups/", Repository.Read(".gitignore").Split('\n'));
        Assert.Contains("backups", Repository.Read(".dockerignore").Split('\n'));
    }

    [Fact]
    public void Only_the_proxy_is_reached_from_outside_and_it_reaches_neither_the_database_nor_where_nodes_trust_each_other()
    {
        Assert.All(Services.Where(service => service.Key != "proxy"), service => Assert.Null(service.Value.Get("ports")));
        Assert.Equal("true", Compose["networks"]["back"]["internal"].ToString());
        // Nodes reach mail, webhooks and the university by the other.
        Assert.Null(Compose["networks"]["front"].Get("internal"));
        Assert.Equal(["front"], NetworksOf(Services["proxy"]));
        Assert.Equal(["back"], NetworksOf(Services["postgres"]));
        Assert.All(Nodes, node =>
        {
            Assert.Equal(["front", "back"], NetworksOf(node.Value));
            // A name that stands for the address in that network alone: there it listens for the others.
            Assert.Equal([node.Value["environment"]["Collab__Cluster__Address"].ToString()], node.Value["networks"]["back"]["aliases"].Texts());
            Assert.IsNotType<YamlMappingNode>(node.Value["networks"]["front"]);
        });
        Assert.Distinct(Nodes.Select(node => node.Value["environment"]["Collab__Cluster__Address"].ToString()));
    }

    [Fact]
    public void The_proxy_leads_to_every_node_and_is_believed_by_each()
    {
        var proxy = Services["proxy"];
        Assert.Equal(Nodes.Select(node => $"{node.Key}:{Dockerfile.Says("EXPOSE")}"), proxy["environment"]["COLLAB_NODES"].ToString().Split(' '));
        var address = proxy["networks"]["front"]["ipv4_address"].ToString();
        var ipam = Compose["networks"]["front"]["ipam"]["config"][0];
        Assert.True(IPNetwork.Parse(ipam["subnet"].ToString()).Contains(IPAddress.Parse(address)));
        // Else whoever starts before the proxy may be given its address.
        Assert.False(IPNetwork.Parse(ipam["ip_range"].ToString()).Contains(IPAddress.Parse(address)));
        Assert.All(Nodes, node => Assert.Equal(address, node.Value["environment"]["Collab__TrustedProxies__0"].ToString()));
        Assert.Contains("health_uri /health/serving\n", Caddyfile, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_proxy_is_not_told_has_a_value_in_its_file()
    {
        var variables = Regex.Matches(Caddyfile, @"\{\$(\w+)(:[^}]+)?\}");
        Assert.True(variables.Count > 2);
        var (told, script) = (Services["proxy"]["environment"].Map().Keys, Repository.Read("deploy", "cluster.sh"));
        // A bind of nothing listens everywhere in Caddy 2.6, and nowhere since 2.9.
        Assert.All(variables.Where(variable => !variable.Groups[2].Success).Select(variable => variable.Groups[1].Value), variable =>
        {
            Assert.Contains(variable, told);
            Assert.Contains($"{variable}=\"${variable}\"", script, StringComparison.Ordinal);
        });
    }

    private static string Caddyfile => Repository.Read("deploy", "Caddyfile");

    private static IEnumerable<string> NetworksOf(YamlNode service) => service["networks"] is YamlMappingNode mapping ? mapping.Children.Keys.Select(key => key.ToString()) : service["networks"].Texts();

    private static Dictionary<string, string> EnvironmentFile() => Repository.Read("deploy", "node.env").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]);
}
