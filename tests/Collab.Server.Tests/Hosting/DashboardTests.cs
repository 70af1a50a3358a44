using System.Net;
using System.Net.Sockets;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Hosting;

public sealed class DashboardTests
{
    private const string Path = "admin/dashboard/";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task The_dashboard_is_shown_on_the_admin_socket_and_to_no_one_else()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Dashboard"] = "true" });
        await using var owner = await server.JoinAsync(Role.Owner);
        using var admin = Admin(server);

        Assert.Contains("Orleans Dashboard", await admin.GetStringAsync(Path), StringComparison.Ordinal);
        // It gathers its counters once in a while.
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await admin.GetStringAsync(Path + "DashboardCounters", enough.Token)).Contains("Collab.Grains.Documents.DocumentGrain", StringComparison.Ordinal))
            await Task.Delay(Look, enough.Token);
        using var refused = await owner.GetAsync(Path);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task It_is_off_unless_it_is_asked_for()
    {
        await using var server = await CollabServer.StartAsync();
        using var admin = Admin(server);
        using var answer = await admin.GetAsync(Path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static HttpClient Admin(CollabServer server) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(System.IO.Path.Combine(server.Data, "collab.sock")), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost/") };
}
