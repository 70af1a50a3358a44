using System.Net;
using System.Net.Sockets;
using Collab.Server.Hosting;

namespace Collab.Server.Tests.Hosting;

public sealed class FreePortsTests
{
    // Of loopback, and nobody else's: what is taken here is taken from no server.
    private readonly IPAddress _here = IPAddress.Parse("127.0.0.9");

    [Fact]
    public void Each_is_another_and_below_those_that_systems_give_and_one_that_is_taken_is_passed_over()
    {
        var first = FreePorts.Next(_here);
        // Some that follow are taken now.
        var taken = Enumerable.Range(first + 1, 20).Select(Listen).OfType<TcpListener>().ToList();
        try
        {
            var ports = Enumerable.Range(0, 20).Select(_ => FreePorts.Next(_here)).ToList();
            Assert.Equal(20, ports.Distinct().Count());
            Assert.All(ports, port => Assert.InRange(port, 12_000, 19_999));
            Assert.Empty(ports.Intersect(taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)));
        }
        finally
        {
            taken.ForEach(listener => listener.Stop());
        }
    }

    private TcpListener? Listen(int port)
    {
        var listener = new TcpListener(_here, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            // By somebody else, who keeps it as well.
            listener.Dispose();
            return null;
        }
    }
}
