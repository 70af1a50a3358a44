using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Collab.Server.Webhooks;

/// <summary>
/// Which addresses a webhook may lead to: public ones by HTTPS, and those that the operator names. Else whoever owns a seminar could have this
/// server ask what it alone can reach.
/// </summary>
internal sealed class WebhookNetwork
{
    // Of the registries of special addresses (RFC 6890) those that are not to be reached from everywhere, with what only wraps another address.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private readonly List<IPNetwork> _allowed = [];

    /// <exception cref="IOException">A setting is neither an address nor a network.</exception>
    public WebhookNetwork(IOptions<WebhookOptions> options)
    {
        foreach (var setting in options.Value.Private)
        {
            if (IPAddress.TryParse(setting, out var address))
                _allowed.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else if (IPNetwork.TryParse(setting, out var network))
                _allowed.Add(network);
            else
                throw new IOException($"The private address of webhooks “{setting}” is neither an address nor a network. Write 10.1.2.3, or 10.1.0.0/16.");
        }
    }

    /// <summary>Whether any is allowed that is not public.</summary>
    public bool AllowsPrivate => _allowed.Count > 0;

    /// <summary>Whether a connection may be made.</summary>
    /// <param name="address">Of the machine itself: a name may lead anywhere, and elsewhere a moment later.</param>
    public bool MayReach(IPAddress address, bool encrypted)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowed.Any(network => network.Contains(plain)) || (encrypted && IsPublic(plain));
    }

    internal static bool IsPublic(IPAddress address) =>
        !NotPublic.Any(network => network.Contains(address)) && (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address));
}
