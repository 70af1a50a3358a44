using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Collab.Cluster.Tests.Running;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>The hosts of a run are its own, whatever another run left behind or has at the same time.</summary>
[Collection(nameof(HostsCollection))]
public sealed class HostsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_a_run_that_was_killed_left_standing_and_the_network_of_another_hurt_nobody()
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        LeaveStanding();
        using Hosts first = new(1), second = new(1);
        Assert.NotEqual(first.Database, second.Database);
        await ReachAsync(first);
        await ReachAsync(second);
    }

    [Fact]
    public void The_network_of_somebody_else_is_left_alone()
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        string address;
        using (var number = NetworkNumber.Take())
            address = number.AddressOf(77);
        var name = $"other{Environment.ProcessId % 1_000_000}";
        Hosts.Ip("link", "add", name, "type", "bridge");
        try
        {
            Hosts.Ip("addr", "add", $"{address}/24", "dev", name);
            using var another = NetworkNumber.Take();
            Assert.NotEqual(address, another.AddressOf(77));
        }
        finally
        {
            Hosts.Ip("link", "del", name);
        }
    }

    /// <summary>What a run leaves that is killed: its name, an address and one host, and nobody who holds its number.</summary>
    private static void LeaveStanding()
    {
        using var number = NetworkNumber.Take();
        Hosts.Ip("link", "add", number.Name, "type", "bridge");
        Hosts.Ip("addr", "add", $"{number.AddressOf(2)}/24", "dev", number.Name);
        Hosts.Ip("link", "set", number.Name, "up");
        Hosts.Ip("netns", "add", $"{number.Name}-0");
        Hosts.Ip("link", "add", $"{number.Name}p0", "type", "veth", "peer", "name", "eth0", "netns", $"{number.Name}-0");
    }

    /// <summary>From the first host the database's address answers.</summary>
    private static async Task ReachAsync(Hosts hosts)
    {
        using var database = new TcpListener(IPAddress.Parse(hosts.Database), 0);
        database.Start();
        var port = ((IPEndPoint)database.LocalEndpoint).Port;
        using var host = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", hosts[0], "bash", "-c", $"exec 3<>/dev/tcp/{hosts.Database}/{port}"]))!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var accepted = await database.AcceptTcpClientAsync(patience.Token);
        await host.WaitForExitAsync(patience.Token);
        Assert.Equal(0, host.ExitCode);
    }
}
