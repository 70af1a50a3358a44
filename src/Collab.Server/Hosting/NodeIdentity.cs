using System.Net;
using Collab.Storage.Postgres;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Collab.Server.Hosting;

/// <summary>
/// This node as the others know it. Of two processes at one address Orleans takes that of the higher generation for the newer, and the older
/// ends itself. Generations are seconds of the clock: one that was set back would make a node that starts again give way to its own past.
/// So its generation is above every one that the table of nodes has for its address (docs/decisions/0284).
/// </summary>
internal sealed class NodeIdentity : ILocalSiloDetails
{
    private readonly Lazy<SiloAddress> _address;
    private readonly int _gatewayPort;

    public NodeIdentity(IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints, string database)
    {
        (Name, ClusterId, _gatewayPort) = (silo.Value.SiloName, cluster.Value.ClusterId, endpoints.Value.GatewayPort);
        var self = new IPEndPoint(endpoints.Value.AdvertisedIPAddress!, endpoints.Value.SiloPort);
        _address = new(() => SiloAddress.New(self, Math.Max(SiloAddress.AllocateNewGeneration(), PostgresStorage.NewestGeneration(database, ClusterId, self) + 1)));
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName { get; } = Dns.GetHostName();

    public SiloAddress SiloAddress => _address.Value;

    public SiloAddress GatewayAddress => SiloAddress.New(SiloAddress.Endpoint.Address, _gatewayPort, 0);
}
