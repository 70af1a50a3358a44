using System.Net;
using System.Net.Sockets;
using Collab.Contracts.Serialization;
using Collab.Grains;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Collab.Server.Hosting;

/// <summary>The silo of a single node. Orleans ports trust whoever connects, so its port is on loopback, and there is no gateway: the web half calls in process.</summary>
internal static class Silo
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddCollabGrains();
        builder.Services.AddSerializer(serializer => serializer.AddCollabSerialization());
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "collab", clusterId: "collab");
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
