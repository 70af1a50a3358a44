using System.Net.Sockets;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task An_address_has_so_many_connections_and_one_that_closes_makes_room()
    {
        await using var server = await StartAsync(("Limits:AddressConnections", "3"));
        var open = new List<RawConnection>();
        for (var i = 0; i < 3; i++)
            open.Add(await AnsweredAsync(server) ?? throw new IOException("It was closed."));
        Assert.Null(await AnsweredAsync(server));
        await open[0].DisposeAsync();
        // The server learns of it in its own time.
        while (await AnsweredAsync(server) is var next)
        {
            if (next is null)
                continue;
            await next.DisposeAsync();
            break;
        }

        await CloseAsync(open);
    }

    [Fact]
    public async Task A_trusted_proxy_has_as_many_as_there_are_in_all()
    {
        await using var server = await StartAsync(("Limits:AddressConnections", "1"), ("Limits:AllConnections", "4"), ("TrustedProxies:0", "127.0.0.0/8"));
        var open = new List<RawConnection>();
        for (var i = 0; i < 4; i++)
            open.Add(await AnsweredAsync(server) ?? throw new IOException("It was closed."));
        Assert.Null(await AnsweredAsync(server));
        await CloseAsync(open);
    }

    /// <summary>A connection on which the server has answered; null where it closed it.</summary>
    private static async Task<RawConnection?> AnsweredAsync(CollabServer server)
    {
        RawConnection? connection = null;
        try
        {
            connection = await RawConnection.OpenAsync(server);
            await connection.SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            if (await connection.ReadAsync() is { } answer)
            {
                Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
                return connection;
            }
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // Before we had sent, or while we did.
        }

        if (connection is not null)
            await connection.DisposeAsync();
        return null;
    }

    private static async Task CloseAsync(IEnumerable<RawConnection> connections)
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private static Task<CollabServer> StartAsync(params (string Name, string Value)[] settings) =>
        CollabServer.StartAsync(settings: settings.ToDictionary(setting => $"Collab:{setting.Name}", setting => (string?)setting.Value));
}
