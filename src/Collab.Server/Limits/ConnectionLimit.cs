using System.Net;
using Collab.Server.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>
/// How many network connections are open at once, from one address and in all. One too many is closed without a word: nothing was asked yet
/// that could be answered. The admin socket is not counted.
/// </summary>
internal sealed class ConnectionLimit(IOptions<LimitsOptions> limits, TrustedProxies proxies)
{
    private readonly Dictionary<IPAddress, int> _byNetwork = [];
    private int _all;

    /// <summary>What is done with each connection, around what Kestrel does.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            await next(connection);
            return;
        }

        var network = proxies.Contains(address) ? null : RateLimits.Network(address);
        if (!TryEnter(network))
        {
            connection.Abort(new ConnectionAbortedException("Too many connections are open."));
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(network);
        }
    };

    private bool TryEnter(IPAddress? network)
    {
        lock (_byNetwork)
        {
            var open = network is null ? 0 : _byNetwork.GetValueOrDefault(network);
            if (_all >= limits.Value.AllConnections || open >= limits.Value.AddressConnections)
                return false;
            _all++;
            if (network is not null)
                _byNetwork[network] = open + 1;
            return true;
        }
    }

    private void Leave(IPAddress? network)
    {
        lock (_byNetwork)
        {
            _all--;
            if (network is not null && --_byNetwork[network] == 0)
                _byNetwork.Remove(network);
        }
    }
}
