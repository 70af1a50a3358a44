using System.Collections.Frozen;
using System.Net;
using Collab.Domain;
using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>
/// The host names that requests may be for: what is listened on, and what is configured. A page of another site that resolves its own
/// name to this machine (DNS rebinding) is refused by this.
/// </summary>
public sealed class AllowedHosts
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly FrozenSet<string> _names;
    private readonly bool _everywhere;
    private readonly TimeProvider _time;
    private (FrozenSet<string> Names, long Looked)? _local;

    public AllowedHosts(IConfiguration configuration, IOptions<ServerOptions> options, TimeProvider time)
    {
        _time = time;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "[::1]" };
        names.UnionWith(options.Value.Hosts);
        if (options.Value.PublicUrl is { } address)
            names.Add(address.Host);
        foreach (var url in Listening.Urls(configuration))
        {
            _everywhere |= url.IsWildcard;
            names.Add(url.Host);
        }

        _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <exception cref="RefusalException">The request is for another host.</exception>
    public void Demand(HttpRequest request)
    {
        if (!_names.Contains(request.Host.Host) && !(_everywhere && Local().Contains(request.Host.Host)))
            throw new RefusalException("bad-request", "This server does not answer for that host name. Use the address that it printed at its start, or add the name to Collab:Hosts.");
    }

    /// <summary>Demands that a request through the admin socket is for the machine itself, by whatever port.</summary>
    /// <exception cref="RefusalException">It is for another host.</exception>
    public static void DemandLoopback(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
            throw new RefusalException("bad-request", "The admin socket answers for localhost alone. Ask it by an address that begins with http://localhost, with the port that leads to it.");
    }

    /// <summary>This machine's own names: a laptop that joins another network has others.</summary>
    private FrozenSet<string> Local()
    {
        if (_local is not { } known || _time.GetElapsedTime(known.Looked) > LookAgain)
            _local = known = (LocalAddresses.Names().ToFrozenSet(StringComparer.OrdinalIgnoreCase), _time.GetTimestamp());
        return known.Names;
    }
}
