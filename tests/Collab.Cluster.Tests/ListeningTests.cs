using Collab.Cluster.Tests.Running;
using Collab.Server.Hosting;
using Collab.Testing;

namespace Collab.Cluster.Tests;

/// <summary>What the kernel says that a server listens on, silo and gateway too: nothing that others reach but what was asked for.</summary>
public sealed class ListeningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-listening-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task N119_only_the_port_that_is_asked_for_is_open_to_others(bool share, bool insecure)
    {
        var (own, open) = (Ports.Free(), Ports.Free());
        // As without --urls, but on ports that nobody else here has.
        var where = Listening.Where(share, insecure);
        var urls = where.Replace("5080", share && insecure ? $"{open}" : $"{own}", StringComparison.Ordinal).Replace($"{Listening.SharePort}", $"{open}", StringComparison.Ordinal);
        string[] arguments = ["serve", "--data", _folder, .. share ? new[] { "--share" } : [], .. insecure ? new[] { "--insecure-http" } : []];
        await using var server = await ServerProcess.StartAsync(new Uri($"http://127.0.0.1:{(insecure ? open : own)}/"), arguments, urls);

        var ports = ListeningPorts.Of(server.Id);
        Assert.NotEmpty(ports);
        Assert.Equal(share ? [open] : [], ports.Where(port => !port.Loopback).Select(port => port.Port).Distinct());
        Assert.Equal(!insecure, ports.Contains((own, true)));
    }

    [Fact]
    public void Where_nobody_says_otherwise_it_is_this_machine_alone_and_in_the_clear_only_where_that_is_typed_out()
    {
        Assert.All(new[] { false, true }, insecure => Assert.Equal("http://127.0.0.1:5080", Listening.Where(share: false, insecure)));
        Assert.Equal("https://*:5443;http://127.0.0.1:5080", Listening.Where(share: true, insecure: false));
        Assert.Equal("http://*:5080", Listening.Where(share: true, insecure: true));
    }
}
