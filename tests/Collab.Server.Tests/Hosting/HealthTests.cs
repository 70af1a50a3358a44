using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Tests.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task It_lives_and_has_started_while_the_database_is_away_whatever_comes_with_the_probe()
    {
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services.AddSingleton(services => AccountsThatAreAway.Of(services.GetRequiredService<IStorage>().Accounts)));
        var browser = await server.JoinAsync(Role.Reader);
        var program = await browser.WithTokenAsync("read");
        ((AccountsThatAreAway)(object)server.Accounts).Away = true;
        foreach (var probe in new[] { server.Stranger(), browser, program, new Participant(server, "Eve", null) { Token = "collab_pat_x_y" } })
        {
            Assert.Equal("live", await probe.Http.GetStringAsync("/health/live"));
            Assert.Equal("started", await probe.Http.GetStringAsync("/health/startup"));
            using var ready = await probe.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        ((AccountsThatAreAway)(object)server.Accounts).Away = false;
        Assert.Equal("ready", await browser.Http.GetStringAsync("/health/ready"));
    }
}
