using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// The number of one network 10.77.number.0/24 of this machine, which nobody else has while this object, or its process, lives.
/// </summary>
/// <remarks>
/// It is held by a socket of an abstract name: the kernel lets go of it however the process ends, and such names are seen exactly where the
/// interfaces are, whatever files and processes a run sees. So whoever gets a number knows that what stands under its name is nobody's.
/// </remarks>
internal sealed class NetworkNumber : IDisposable
{
    private readonly Socket _held;
    private readonly int _number;

    private NetworkNumber(Socket held, int number) => (_held, _number) = (held, number);

    /// <summary>Of interfaces and hosts: a name of an interface has at most 15 bytes.</summary>
    public string Name => $"collab{_number}";

    public string AddressOf(int host) => $"10.77.{_number}.{host}";

    /// <summary>The first that is free.</summary>
    /// <exception cref="InvalidOperationException">All 256 are taken.</exception>
    public static NetworkNumber Take()
    {
        for (var number = 0; number < 256; number++)
        {
            if (Hold(number) is { } held)
                return held;
        }

        throw new InvalidOperationException("Each network 10.77.0.0/24 to 10.77.255.0/24 is another's. End a run, or take down its interfaces (ip link).");
    }

    public void Dispose() => _held.Dispose();

    private static NetworkNumber? Hold(int number)
    {
        var held = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            held.Bind(new UnixDomainSocketEndPoint($"\0collab-network-{number}"));
            var taken = new NetworkNumber(held, number);
            if (!taken.IsAnothers())
                return taken;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // Another run's, which lives.
        }

        held.Dispose();
        return null;
    }

    private bool IsAnothers() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.Name != Name)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Any(address => Contains(address.Address));

    private bool Contains(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.ToString().StartsWith(AddressOf(0)[..^1], StringComparison.Ordinal);
}
