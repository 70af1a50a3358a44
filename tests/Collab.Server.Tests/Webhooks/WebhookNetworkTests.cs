using System.Net;
using Collab.Server.Webhooks;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Webhooks;

public sealed class WebhookNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    public void M178_what_is_not_public_is_not_told(string address) => Assert.False(Network().MayReach(IPAddress.Parse(address), encrypted: true));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void What_is_public_is_told_by_HTTPS_alone(string address) =>
        Assert.Equal((true, false), (Network().MayReach(IPAddress.Parse(address), encrypted: true), Network().MayReach(IPAddress.Parse(address), encrypted: false)));

    [Fact]
    public void What_the_operator_names_is_told_and_nothing_beside_it()
    {
        var network = Network("10.1.0.0/16", "127.0.0.1", "fd00::/8");
        Assert.All(["10.1.2.3", "127.0.0.1", "fd12::1", "::ffff:10.1.0.1"], address => Assert.True(network.MayReach(IPAddress.Parse(address), encrypted: false), address));
        Assert.All(["10.2.0.1", "127.0.0.2", "fe80::1"], address => Assert.False(network.MayReach(IPAddress.Parse(address), encrypted: true), address));
        Assert.Throws<IOException>(() => Network("example.edu"));
    }

    internal static WebhookNetwork Network(params string[] allowed)
    {
        var options = new WebhookOptions();
        foreach (var address in allowed)
            options.Private.Add(address);
        return new WebhookNetwork(Options.Create(options));
    }
}
