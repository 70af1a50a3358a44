using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Collab.Testing;

/// <summary>Ports of loopback for what the tests start.</summary>
public static class Ports
{
    // Below those that the system gives to connections and to whoever asks for any: while a server starts, or starts again, another could be given its port.
    private const int First = 20_000, Many = 12_000;

    private static readonly ConcurrentBag<Socket> Marks = [];
    private static int _next = Environment.ProcessId * 97;

    /// <summary>A port that nobody listens on now, and that no other test on this machine is given while this process runs.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Many);
            // A name of Linux that is gone with the process.
            var mark = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                mark.Bind(new UnixDomainSocketEndPoint($"\0collab-test-port-{port}"));
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                Marks.Add(mark);
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                mark.Dispose();
            }
        }
    }
}
