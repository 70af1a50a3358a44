using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Collab.Server.Hosting;

/// <summary>How this machine is reached from the networks that it is in.</summary>
public static class LocalAddresses
{
    /// <summary>The addresses of all interfaces that are up, those with a gateway first; no loopback, no link-local ones.</summary>
    public static IReadOnlyList<IPAddress> All()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(network => network.GetIPProperties())
                .OrderByDescending(properties => properties.GatewayAddresses.Count > 0)
                .SelectMany(properties => properties.UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
                .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>The addresses and names as they stand in a URL.</summary>
    public static IEnumerable<string> Names() =>
        All().Select(InUrl).Append(Dns.GetHostName()).Append($"{Dns.GetHostName()}.local");

    public static string InUrl(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
