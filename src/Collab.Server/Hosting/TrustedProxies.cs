using System.Net;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>The proxies that the operator names: what they say of the sender's address is believed, and many people stand behind each.</summary>
internal sealed class TrustedProxies
{
    /// <exception cref="IOException">A setting is neither an address nor a network.</exception>
    public TrustedProxies(IOptions<ServerOptions> options)
    {
        foreach (var proxy in options.Value.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                Addresses.Add(address);
            else if (IPNetwork.TryParse(proxy, out var network))
                Networks.Add(network);
            else
                throw new IOException($"The trusted proxy “{proxy}” is neither an address nor a network. Write 10.1.2.3, or 10.1.0.0/16.");
        }
    }

    public List<IPAddress> Addresses { get; } = [];

    public List<IPNetwork> Networks { get; } = [];

    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Addresses.Contains(plain) || Networks.Any(network => network.Contains(plain));
    }
}
