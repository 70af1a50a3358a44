using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Server.Privacy;
using Collab.Server.Tests.Security;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Privacy;

/// <summary>What let somebody in is forgotten when it has ended, by no clock that was set wrong; what is promised to stay does.</summary>
public sealed class EndedAccessTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly SetClock _clock;
    private CollabServer _server = null!;
    private EndedAccess _ended = null!;

    public EndedAccessTests() => _clock = new SetClock(_time);

    public async Task InitializeAsync()
    {
        _server = await CollabServer.StartAsync();
        _ended = Started();
    }

    public async Task DisposeAsync()
    {
        _ended.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_session_goes_thirty_days_after_nobody_could_use_it_any_more_and_who_came_by_which_link_stays()
    {
        var (seminar, owner, _) = await _server.NewSeminarAsync();
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "annotator" });
        var url = (string)(await made.JsonAsync())["url"]!;
        using var entered = await _server.Stranger().PostAsync("/api/join", new { secret = url.Split('#')[1], displayName = "Ida Lund", commandId = Guid.NewGuid() });
        var ida = (await _server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(seminar).OpenAsync())!.Members[(string)(await entered.JsonAsync())["member"]!].Person;
        await PassAsync(119);
        Assert.Single(await _server.Accounts.ListSessionsAsync(ida));
        await PassAsync(2);
        Assert.Empty(await _server.Accounts.ListSessionsAsync(ida));
        var invites = await (await _server.JoinAsync(Role.Owner, seminar: seminar)).ReadAsync($"/api/seminars/{seminar}/invites");
        Assert.Contains("Ida Lund", invites.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_set_a_year_ahead_takes_nobodys_session_whether_the_server_runs_or_starts_with_it()
    {
        var reader = await _server.JoinAsync(Role.Reader);
        await PassAsync(1);
        for (var start = 0; start < 5; start++)
        {
            _clock.Ahead += TimeSpan.FromDays(365);
            await PassAsync(1);
            _ended.Dispose();
            _ended = Started();
            _clock.Ahead += TimeSpan.FromDays(365);
            await PassAsync(1);
        }

        Assert.Single(await _server.Accounts.ListSessionsAsync(reader.Person));
    }

    [Fact]
    public void A_clock_that_was_behind_for_a_while_has_it_wait_no_longer()
    {
        var begun = DateTimeOffset.UnixEpoch.AddYears(50);
        var lived = LivedTime.Next(null, begun, null);
        lived = LivedTime.Next(lived, DateTimeOffset.UnixEpoch, null);
        Assert.Equal(DateTimeOffset.UnixEpoch, lived.Until);
        lived = LivedTime.Next(lived, begun.AddDays(1), null);
        Assert.InRange(lived.Until, begun, begun.AddDays(1));
        Assert.Equal(lived.Until.AddHours(1), LivedTime.Next(lived, begun.AddDays(300), TimeSpan.FromHours(1)).Until);
    }

    private EndedAccess Started() => new(
        _server.Accounts,
        _server.Services.GetRequiredService<OneNode>(),
        _server.Services.GetRequiredService<IOptions<ServerOptions>>(),
        _clock,
        NullLogger<EndedAccess>.Instance);

    private async Task PassAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await _ended.RunAsync(_clock.GetUtcNow());
        }
    }
}
