using System.Net;
using System.Net.Sockets;

namespace Collab.Cluster.Tests.Running;

internal static class Network
{
    // Below those that the system gives to connections: while a server is started again, one of its clients could be given its port.
    private const int First = 20_000, Ports = 12_000;

    private static int _next = Environment.ProcessId;

    /// <summary>A port of loopback that nobody listens on now, and nobody else here is given.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one.
            }
        }
    }
}
