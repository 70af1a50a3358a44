using System.Net;
using System.Net.Sockets;

namespace Collab.Cluster.Tests.Running;

internal static class Network
{
    /// <summary>A port of loopback that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
