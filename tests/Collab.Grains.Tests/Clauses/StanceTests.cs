using Collab.Domain.Commands;

namespace Collab.Grains.Tests.Clauses;

/// <summary>A point knows by which rule stances are taken before it decides about one.</summary>
public sealed class StanceTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task One_that_was_decided_while_names_showed_is_not_written_when_they_do_not_and_the_other_way_round()
    {
        foreach (var anonymous in new[] { true, false })
        {
            var decided = await _cluster.CommitOfAsync(0, Take());
            (await SetAsync(anonymous)).Demand();
            Assert.True((await _cluster.DocumentGrain.CommitAsync(decided)).Stale);
        }
    }

    [Fact]
    public async Task A_point_that_is_awake_takes_it_by_the_rule_of_now()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(Take())).Demand();
        (await SetAsync(anonymous: true)).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(Take() with { Anonymous = true })).Demand();
        var held = Assert.Single((await _cluster.StateAsync()).Stances);
        Assert.True(held.Anonymous);
        Assert.Empty(held.History);
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        Assert.Equal(held.Id, Assert.Single((await _cluster.StateAsync()).Stances).Id);
    }

    private Task<Contracts.Reply> SetAsync(bool anonymous) =>
        _cluster.DocumentGrain.ExecuteAsync(new SetStances { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Scale = ["agree", "disagree"], Anonymous = anonymous });

    private TakeStance Take() => new() { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Clause = _cluster.Clauses[0], Choice = "agree" };
}
