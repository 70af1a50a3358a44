using System.Net.Http.Json;
using System.Net.Sockets;
using Collab.Server.Hosting;
using Collab.Testing;

namespace Collab.Server.Tests.Hosting;

/// <summary>The admin socket as an operator has it who led it to a port of their own machine: every page in their browser can send to that port.</summary>
public sealed class AdminSocketTests : IAsyncLifetime, IDisposable
{
    private const string Led = "localhost:8081", Public = "https://collab.example", Dashboard = "/admin/dashboard/";

    private CollabServer _server = null!;
    private HttpClient _socket = null!;

    public async Task InitializeAsync()
    {
        _server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Dashboard"] = "true", ["Collab:PublicUrl"] = Public });
        _socket = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(DataLocation.Socket(_server.Data)), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://localhost") };
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _socket.Dispose();

    [Theory]
    [InlineData("evil.example:8081", "http://evil.example:8081")]
    [InlineData("evil.example:8081", null)]
    [InlineData("collab.example", Public)]
    [InlineData("localhost.evil.example:8081", null)]
    public async Task M215_a_name_that_another_site_has_resolved_to_this_machine_leads_to_nothing(string host, string? origin)
    {
        Assert.Equal("400 bad-request", await LinkAsync(host, origin));
        Assert.Equal("400 bad-request", await GetAsync("/admin/info", host));
        Assert.Equal("400 bad-request", await GetAsync(Dashboard, host));
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("http://localhost:3000", null)]
    [InlineData("http://localhost:8081", "cross-site")]
    [InlineData("http://127.0.0.1:8081", "same-site")]
    [InlineData("null", null)]
    [InlineData(Public, null)]
    public async Task M215_a_page_of_another_site_can_have_nothing_done(string origin, string? site) => Assert.Equal("403 bad-origin", await LinkAsync(Led, origin, site));

    [Theory]
    [InlineData("localhost", null)]
    [InlineData(Led, null)]
    [InlineData(Led, "http://localhost:8081")]
    [InlineData("127.0.0.1:8081", "http://127.0.0.1:8081")]
    [InlineData("[::1]:8081", null)]
    public async Task Programs_and_the_dashboards_own_page_are_served_by_whatever_port(string host, string? origin)
    {
        Assert.Equal("200", await LinkAsync(host, origin));
        Assert.Equal("200", await GetAsync("/admin/info", host));
        Assert.Equal("200", await GetAsync(Dashboard, host));
    }

    private Task<string> LinkAsync(string host, string? origin, string? site = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/admin/link") { Content = JsonContent.Create(new { remote = true }) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        return SendAsync(request, host);
    }

    private Task<string> GetAsync(string path, string host) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), host);

    private async Task<string> SendAsync(HttpRequestMessage request, string host)
    {
        using (request)
        {
            request.Headers.Host = host;
            return await _socket.SendAsync(request).OutcomeAsync();
        }
    }
}
