using System.Diagnostics;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// Hosts of our own on this machine: network namespaces on one bridge, which see each other and this machine. Made by root alone, and taken
/// down with this object.
/// </summary>
internal sealed class Hosts : IDisposable
{
    /// <summary>This machine's addresses there: of the clients, and of the database.</summary>
    public const string Clients = "10.77.0.1", Database = "10.77.0.2";

    private readonly string _name = $"collab{Environment.ProcessId % 10_000}";
    private readonly int _count;

    public Hosts(int count)
    {
        _count = count;
        try
        {
            Ip("link", "add", _name, "type", "bridge");
            Ip("addr", "add", $"{Clients}/24", "dev", _name);
            Ip("addr", "add", $"{Database}/24", "dev", _name);
            Ip("link", "set", _name, "up");
            for (var host = 0; host < count; host++)
                Add(host);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => Environment.UserName != "root"
        ? "network namespaces need root"
        : !File.Exists("/sbin/ip") && !File.Exists("/usr/sbin/ip") && !File.Exists("/bin/ip")
            ? "network namespaces need the program ip (Debian: apt-get install iproute2)"
            : null;

    public string this[int host] => $"{_name}-{host}";

    public static string AddressOf(int host) => $"10.77.0.{11 + host}";

    /// <summary>From now on nothing goes from the host to an address, and so no connection between them is of use.</summary>
    public void Cut(int host, string address) => Ip("-netns", this[host], "route", "add", "blackhole", $"{address}/32");

    public void Heal(int host, string address) => Ip("-netns", this[host], "route", "del", "blackhole", $"{address}/32");

    /// <summary>Cuts the host off from the others, from the database and from the clients.</summary>
    public void Isolate(int host) => Ip("link", "set", Port(host), "down");

    public void Rejoin(int host) => Ip("link", "set", Port(host), "up");

    public void Dispose()
    {
        for (var host = 0; host < _count; host++)
            Ip(mayFail: true, "netns", "del", this[host]);
        Ip(mayFail: true, "link", "del", _name);
    }

    private void Add(int host)
    {
        Ip("netns", "add", this[host]);
        Ip("link", "add", Port(host), "type", "veth", "peer", "name", "eth0", "netns", this[host]);
        Ip("link", "set", Port(host), "master", _name, "up");
        Ip("-netns", this[host], "addr", "add", $"{AddressOf(host)}/24", "dev", "eth0");
        Ip("-netns", this[host], "link", "set", "eth0", "up");
        Ip("-netns", this[host], "link", "set", "lo", "up");
    }

    private string Port(int host) => $"{_name}p{host}";

    private static string Ip(params string[] arguments) => Ip(mayFail: false, arguments);

    private static string Ip(bool mayFail, params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = ip.StandardError.ReadToEndAsync();
        var output = ip.StandardOutput.ReadToEnd();
        ip.WaitForExit();
        return ip.ExitCode == 0 || mayFail ? output : throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {errors.Result}");
    }
}
