using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Grains.Tests.Clauses;

/// <summary>A note that is away from its clause is decided about by the document, whichever grain is asked.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private string _note = "";

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        _note = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand().Id!;
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Its_own_clause_hands_the_move_over_and_answers_a_retry_alike()
    {
        var move = Move(1, to: 2);
        var first = (await _cluster.ClauseGrain(0).ExecuteAsync(move)).Demand();
        await _cluster.ForgetAsync(_cluster.ClauseGrain(0));

        Assert.Equal(first, (await _cluster.ClauseGrain(0).ExecuteAsync(move)).Demand());
        Assert.Equal(_cluster.Clauses[2], Assert.Single((await FindAsync()).Targets).Clause);
        Assert.Equal(2, (await FindAsync()).Version);
    }

    [Fact]
    public async Task What_its_clause_decides_next_knows_that_it_is_away()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(Move(1, to: 2))).Demand();
        (await _cluster.ClauseGrain(2).ExecuteAsync(new LockClause { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[2] })).Demand();

        var reply = await _cluster.ClauseGrain(0).ExecuteAsync(Reply());
        var stale = await _cluster.ClauseGrain(0).ExecuteAsync(Move(1, to: 0));
        var beside = await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0));

        Assert.Equal(("locked", "locked", null), (reply.Code, stale.Code, beside.Code));
    }

    [Fact]
    public async Task When_it_has_come_back_its_clause_decides_again()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(Move(1, to: 2))).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(Move(2, to: 0))).Demand();
        (await _cluster.ClauseGrain(2).ExecuteAsync(new LockClause { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[2] })).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(new PlacePin { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = _note, Clause = _cluster.Clauses[0] })).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(Reply())).Demand();

        Assert.Single((await _cluster.StateAsync()).At(_cluster.Clauses[0]).Pins);
    }

    [Fact]
    public async Task Its_pin_follows_the_order_of_the_clause_where_it_is()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(Move(1, to: 2))).Demand();
        var other = (await _cluster.ClauseGrain(2).ExecuteAsync(_cluster.Note(2, by: _cluster.Owner) with { Pin = true })).Demand().Id!;
        (await _cluster.ClauseGrain(0).ExecuteAsync(new PlacePin { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = _note, Clause = _cluster.Clauses[2], Order = 0 })).Demand();
        var third = (await _cluster.ClauseGrain(2).ExecuteAsync(_cluster.Note(2, by: _cluster.Owner) with { Pin = true })).Demand().Id!;

        Assert.Equal([_note, other, third], (await _cluster.StateAsync()).At(_cluster.Clauses[2]).Pins.Select(p => p.Annotation));
    }

    [Fact]
    public async Task While_replies_stream_in_it_goes_and_comes_and_nothing_is_lost()
    {
        var replies = Enumerable.Range(0, 40).Select(_ => _cluster.ClauseGrain(0).ExecuteAsync(Reply())).ToList();
        for (var version = 1; version < 9; version++)
        {
            (await _cluster.ClauseGrain(0).ExecuteAsync(Move(version, to: version % 2 == 1 ? 2 : 0))).Demand();
            replies.AddRange(Enumerable.Range(0, 5).Select(_ => _cluster.ClauseGrain(0).ExecuteAsync(Reply())));
        }

        var seqs = (await Task.WhenAll(replies)).Select(r => r.Demand().Seq).ToList();

        Assert.Equal(80, seqs.Distinct().Count());
        Assert.Equal(80, (await _cluster.StateAsync()).Annotations.Count(a => a.Thread == _note));
        Assert.Equal(9, (await FindAsync()).Version);
    }

    private EditAnnotation Move(int version, int to) => new() { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Request = $"move {to}", Annotation = _note, Version = version, Targets = [new(_cluster.Clauses[to])] };

    private AddReply Reply() => new() { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Request = "reply", Annotation = _note, Text = "Yes." };

    private async Task<Annotation> FindAsync() => (await _cluster.StateAsync()).Find(_note)!;
}
