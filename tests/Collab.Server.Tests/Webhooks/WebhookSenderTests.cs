using System.Net;
using System.Net.Sockets;
using Collab.Server.Webhooks;

namespace Collab.Server.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    public async Task M178_what_leads_to_this_machine_is_never_connected_to(string url)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var webhook = new Webhook("w", "d", "s", string.Format(url, ((IPEndPoint)listener.LocalEndpoint).Port), new byte[32], "p", DateTimeOffset.UnixEpoch, "e", 0) { Until = 1 };
        using var sender = new WebhookSender(WebhookNetworkTests.Network(), TimeProvider.System);
        Assert.Equal("It cannot be reached, or is an address that this server does not tell.", await sender.SendAsync(webhook, WebhookMessage.Of(webhook, DateTimeOffset.UnixEpoch), CancellationToken.None));
        Assert.False(listener.Pending());
    }
}
