using System.Net;
using System.Net.Sockets;
using Collab.Contracts.Serialization;
using Collab.Grains;
using Collab.Grains.Clustering;
using Collab.Server.Clustering;
using Collab.Server.Telemetry;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Serialization;

namespace Collab.Server.Hosting;

/// <summary>
/// The silo of a node. Orleans ports trust whoever connects: of a single node the port is on loopback, and there is no gateway, since the web
/// half calls in process; a cluster's are on the private address that is set.
/// </summary>
internal static class Silo
{
    internal const int SiloPort = 11111, GatewayPort = 30000;

    private const string Service = "collab";

    // By a clock that is set back, no grain could be activated any more, and timers, those of the membership too, would wait until it is there again.
    private static readonly string[] OrleansClocks =
    [
        TimeProviderNames.Grains, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.Membership,
        TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory,
    ];

    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5), GatewayListRefresh = TimeSpan.FromSeconds(5), ConnectEvery = TimeSpan.FromSeconds(1);

    /// <param name="builder">The node.</param>
    /// <param name="database">The PostgreSQL database through which the nodes of a cluster find each other; null for a single node.</param>
    public static void Add(WebApplicationBuilder builder, string? database)
    {
        builder.Services.AddCollabGrains();
        foreach (var use in OrleansClocks)
            builder.Services.AddKeyedSingleton<TimeProvider>(use, (services, _) => new SteadyTime(services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSerializer(serializer => serializer.AddCollabSerialization());
        builder.Services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        if (database is null)
        {
            AddSilo(builder, silo => silo.UseLocalhostClustering(FreePorts.Next(IPAddress.Loopback), gatewayPort: 0, serviceId: Service, clusterId: Service));
            return;
        }

        var cluster = builder.Configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();
        builder.Services.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (Service, cluster.Id));
        if (builder.Configuration.GetSection(ServerOptions.Section).GetValue<NodeRole>(nameof(ServerOptions.Role)) == NodeRole.Web)
            builder.UseOrleansClient(client => AddClient(client, database));
        else
            AddSilo(builder, silo => AddMember(silo, cluster, database));
    }

    // With Orleans' defaults a frozen silo was believed alive for 93 s, with these for 5 s (docs/decisions/0150).
    internal static void SetMembership(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(0.7);
        options.MinProbeTimeout = TimeSpan.FromSeconds(0.5);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        // Nodes note by their own clocks when they started: where these differ, who joins would be taken for one that has been trying for hours (docs/decisions/0185).
        options.EvictWhenMaxJoinAttemptTimeExceeded = false;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        // When all nodes died at once, the next ones pass over those that have not said for 6 s that they live.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedTableIAmAliveLimit = 3;
        options.DefunctSiloExpiration = TimeSpan.FromHours(1);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    private static void AddSilo(WebApplicationBuilder builder, Action<ISiloBuilder> configure) => builder.UseOrleans(silo =>
    {
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = ResponseTimeout);
        if (Exporting.IsOn(builder.Configuration))
            silo.AddActivityPropagation();
        if (builder.Configuration.GetSection(ServerOptions.Section).GetValue<bool>(nameof(ServerOptions.Dashboard)))
            silo.AddDashboard();
        configure(silo);
    });

    private static void AddMember(ISiloBuilder silo, ClusterSettings cluster, string database)
    {
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database));
        silo.Services.AddSingleton<ILocalSiloDetails>(services => ActivatorUtilities.CreateInstance<NodeIdentity>(services, database));
        silo.AddGrainService<PeerService>();
        silo.Services.AddSingleton<IClusterProbe, ClusterProbe>().AddSingleton<ClusterContact>().AddHostedService<ClusterWatch>();
        silo.Services.AddKeyedSingleton<IPlacementDirector, SettledPlacement>(typeof(RandomPlacement));
        silo.Configure<ClusterMembershipOptions>(SetMembership);
        silo.Configure<ClusterMembershipOptions>(silo.Configuration.GetSection($"{ClusterSettings.Section}:Membership"));
        silo.Configure<EndpointOptions>(endpoints =>
        {
            var address = Resolve(cluster.Address);
            endpoints.AdvertisedIPAddress = address;
            endpoints.SiloPort = PortOf(cluster.SiloPort, SiloPort, address);
            endpoints.GatewayPort = PortOf(cluster.GatewayPort, GatewayPort, address);
            endpoints.SiloListeningEndpoint = new IPEndPoint(address, endpoints.SiloPort);
            endpoints.GatewayListeningEndpoint = new IPEndPoint(address, endpoints.GatewayPort);
        });
    }

    private static void AddClient(IClientBuilder client, string database)
    {
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database));
        client.Services.AddSingleton<IClusterProbe, SiloProbe>().AddSingleton<ClusterContact>().AddHostedService<ClusterWatch>();
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayListRefresh);
        // A web node that starts before the first silo waits for it.
        client.UseConnectionRetryFilter(async (_, cancellation) =>
        {
            await Task.Delay(ConnectEvery, TimeProvider.System, cancellation);
            return true;
        });
    }

    private static IPAddress Resolve(string address) => IPAddress.TryParse(address, out var parsed)
        ? parsed
        : Dns.GetHostAddresses(address, AddressFamily.InterNetwork).FirstOrDefault()
            ?? throw new IOException($"The cluster's address {address} stands for no IPv4 address. Set Collab:Cluster:Address to one of this machine's.");

    private static int PortOf(int asked, int usual, IPAddress address) => asked != 0 ? asked : IPAddress.IsLoopback(address) ? FreePorts.Next(address) : usual;
}
