using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Clustering;
using Collab.Server.Hosting;
using Collab.Server.Tests.Clustering;
using Collab.Server.Tests.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task It_lives_has_started_and_serves_while_the_database_is_away_whatever_comes_with_the_probe()
    {
        var time = new FakeTimeProvider();
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services
            .AddSingleton(services => AccountsThatAreAway.Of(services.GetRequiredService<IStorage>().Accounts))
            .AddSingleton(services => new StorageContact(services.GetRequiredService<IAccountStore>(), time)));
        var browser = await server.JoinAsync(Role.Reader);
        var program = await browser.WithTokenAsync("read");
        ((AccountsThatAreAway)(object)server.Accounts).Away = true;
        foreach (var probe in new[] { server.Stranger(), browser, program, new Participant(server, "Eve", null) { Token = "collab_pat_x_y" } })
        {
            Assert.Equal("live", await probe.Http.GetStringAsync("/health/live"));
            Assert.Equal("started", await probe.Http.GetStringAsync("/health/startup"));
            Assert.Equal("serving", await probe.Http.GetStringAsync("/health/serving"));
            using var ready = await probe.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        ((AccountsThatAreAway)(object)server.Accounts).Away = false;
        using (var soon = await browser.GetAsync("/health/ready"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, soon.StatusCode);
        time.Advance(StorageContact.Good);
        Assert.Equal("ready", await browser.Http.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task Nobody_is_sent_to_a_node_that_has_lost_its_cluster_or_is_stopping()
    {
        using var contact = new ClusterContact(new Probe(), new StorageContact(AskedAccounts.New().Accounts, TimeProvider.System), TimeProvider.System);
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services.AddSingleton(contact));
        await SayAsync(server, HttpStatusCode.OK, "serving", "ready");
        await contact.AskAsync();
        await SayAsync(server, HttpStatusCode.ServiceUnavailable, "cut off", "cut off");
        await server.Services.GetRequiredService<Draining>().DrainAsync();
        await SayAsync(server, HttpStatusCode.ServiceUnavailable, "stopping", "stopping");
    }

    private static async Task SayAsync(CollabServer server, HttpStatusCode status, string serving, string ready)
    {
        foreach (var (path, word) in new[] { ("/health/serving", serving), ("/health/ready", ready) })
        {
            using var answer = await server.Stranger().GetAsync(path);
            Assert.Equal((status, word), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
    }

    private sealed class Probe : IClusterProbe
    {
        public Task<ClusterAnswer> AskAsync() => Task.FromResult(ClusterAnswer.GivenUp);

        public Task<TimeSpan?> AskOfStorageAsync() => Task.FromResult<TimeSpan?>(null);
    }
}
