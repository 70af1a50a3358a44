using Collab.Contracts.Presence;
using Collab.Domain.Commands;
using Collab.Domain.Policy;

namespace Collab.Grains.Tests.Documents;

/// <summary>Who was there stands in the record when the session is closed, and nobody waits to speak who may not.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Attendance_is_who_was_here_since_it_was_opened_and_is_asked_for_once()
    {
        var (early, late) = (await _cluster.JoinAsync("Mei", Role.Annotator), await _cluster.JoinAsync("Ole", Role.Reader));
        await HereAsync(early, left: false);
        await HereAsync(early, left: true);
        _cluster.Time.Advance(TimeSpan.FromMinutes(10));
        await DoAsync(new OpenSession { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Title = "The first hour" });
        _cluster.Time.Advance(TimeSpan.FromMinutes(1));
        await HereAsync(late, left: false);
        await HereAsync("a stranger", left: false);
        await HereAsync(late, left: true);
        _cluster.Time.Advance(TimeSpan.FromMinutes(49));
        await HereAsync(_cluster.Owner, left: false);
        var close = new CloseSession { CommandId = Guid.NewGuid(), Actor = _cluster.Owner };
        var closed = await _cluster.DocumentGrain.ExecuteAsync(close);
        await HereAsync(early, left: false);
        Assert.Equal(closed.Demand().Seq, (await _cluster.DocumentGrain.ExecuteAsync(close)).Demand().Seq);
        Assert.Equal(new[] { late, _cluster.Owner }.Order(StringComparer.Ordinal), Assert.Single((await _cluster.StateAsync()).Header.Proceedings.Sessions).Attended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hand_falls_and_the_floor_is_free_with_the_event_that_mutes_or_removes(bool muted)
    {
        var other = await _cluster.JoinAsync("Mei", Role.Annotator);
        foreach (var member in new[] { _cluster.Annotator, other })
            await DoAsync(new RaiseHand { CommandId = Guid.NewGuid(), Actor = member, Clause = _cluster.Clauses[0] });
        await DoAsync(new GiveFloor { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Member = other });
        foreach (var member in new[] { _cluster.Annotator, other })
            (muted ? await _cluster.SeminarGrain.MuteAsync(_cluster.Owner, member, null, null) : await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member)).Demand();
        var held = (await _cluster.StateAsync()).Header.Proceedings;
        Assert.Equal((0, null), (held.Hands.Length, held.Floor));
        var kinds = (await _cluster.DocumentGrain.ReadAsync(0, 100, 0)).Select(e => e.Kind).ToList();
        var told = muted ? "MemberMuted" : "MemberRemoved";
        Assert.Equal([told, "HandLowered", told, "FloorEnded"], kinds[^4..]);
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        Assert.Empty((await _cluster.StateAsync()).Header.Proceedings.Hands);
    }

    private async Task DoAsync(Command command) => (await _cluster.DocumentGrain.ExecuteAsync(command)).Demand();

    private Task HereAsync(string member, bool left) => _cluster.Grains.GetGrain<IPresenceGrain>(_cluster.Document)
        .ReportAsync([new PresenceOf($"node/{member}", member, null, null, null, null, _cluster.Time.GetUtcNow().AddMilliseconds(left ? 1 : 0), left)]);
}
