using System.Diagnostics;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// Hosts of our own on this machine: network namespaces on one bridge, which see each other and this machine. Made by root alone, and taken
/// down with this object. What a run that was killed left standing is taken down by the next of its number.
/// </summary>
internal sealed class Hosts : IDisposable
{
    private readonly NetworkNumber _number = NetworkNumber.Take();
    private readonly int _count;

    public Hosts(int count)
    {
        _count = count;
        try
        {
            TakeDown();
            Ip("link", "add", Name, "type", "bridge");
            Ip("addr", "add", $"{Clients}/24", "dev", Name);
            Ip("addr", "add", $"{Database}/24", "dev", Name);
            Ip("link", "set", Name, "up");
            for (var host = 0; host < count; host++)
                Add(host);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>This machine's address there, which the clients have.</summary>
    public string Clients => _number.AddressOf(1);

    /// <summary>This machine's other address there, which the database has.</summary>
    public string Database => _number.AddressOf(2);

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => Environment.UserName != "root"
        ? "network namespaces need root"
        : !File.Exists("/sbin/ip") && !File.Exists("/usr/sbin/ip") && !File.Exists("/bin/ip")
            ? "network namespaces need the program ip (Debian: apt-get install iproute2)"
            : null;

    public string this[int host] => $"{Name}-{host}";

    public string AddressOf(int host) => _number.AddressOf(11 + host);

    /// <summary>From now on nothing goes from the host to an address, and so no connection between them is of use.</summary>
    public void Cut(int host, string address) => Ip("-netns", this[host], "route", "add", "blackhole", $"{address}/32");

    public void Heal(int host, string address) => Ip("-netns", this[host], "route", "del", "blackhole", $"{address}/32");

    /// <summary>Cuts the host off from the others, from the database and from the clients.</summary>
    public void Isolate(int host) => Ip("link", "set", Port(host), "down");

    public void Rejoin(int host) => Ip("link", "set", Port(host), "up");

    /// <summary>Runs <c>ip</c>.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static void Ip(params string[] arguments) => Ip(mayFail: false, arguments);

    public void Dispose()
    {
        TakeDown();
        _number.Dispose();
    }

    private void TakeDown()
    {
        for (var host = 0; host < _count; host++)
        {
            // The kernel lets go of what is in a namespace some time after its end.
            Ip(mayFail: true, "link", "del", Port(host));
            Ip(mayFail: true, "netns", "del", this[host]);
        }

        Ip(mayFail: true, "link", "del", Name);
    }

    private void Add(int host)
    {
        Ip("netns", "add", this[host]);
        Ip("link", "add", Port(host), "type", "veth", "peer", "name", "eth0", "netns", this[host]);
        Ip("link", "set", Port(host), "master", Name, "up");
        Ip("-netns", this[host], "addr", "add", $"{AddressOf(host)}/24", "dev", "eth0");
        Ip("-netns", this[host], "link", "set", "eth0", "up");
        Ip("-netns", this[host], "link", "set", "lo", "up");
    }

    private string Name => _number.Name;

    private string Port(int host) => $"{Name}p{host}";

    private static void Ip(bool mayFail, params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var errors = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0 && !mayFail)
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {errors}");
    }
}
