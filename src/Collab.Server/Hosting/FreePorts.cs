using System.Net;
using System.Net.Sockets;

namespace Collab.Server.Hosting;

/// <summary>
/// Ports for what must say its port before it listens there. They are below those that systems give to connections and to whoever asks for
/// any: between the look and the listening such a one could be given to another program, and the node would not start.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000, Many = 8_000;

    private static int _last = Random.Shared.Next(Many);

    /// <summary>One that nobody listens on now; another each time.</summary>
    /// <exception cref="SocketException">All are taken, or the address is not one of this machine.</exception>
    public static int Next(IPAddress address)
    {
        for (var tries = 1; ; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Many);
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (tries < Many && taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // The next one.
            }
        }
    }
}
