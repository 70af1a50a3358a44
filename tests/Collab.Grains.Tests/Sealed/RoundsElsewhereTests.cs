using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Rounds;

namespace Collab.Grains.Tests.Sealed;

/// <summary>Blind rounds of a document that two silos believe they hold: what one of them reveals is what was written in that round, whatever the other has done.</summary>
public sealed class RoundsElsewhereTests : IAsyncLifetime
{
    private Cluster _first = null!, _second = null!;

    public async Task InitializeAsync()
    {
        _first = await Cluster.StartAsync();
        (await OpenAsync()).Demand();
        await WriteAsync("In the first round.");
        _second = await _first.CutOffAsync();
        await _second.StateAsync();
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_a_silo_that_was_cut_off_reveals_the_round_that_is_open_with_its_notes()
    {
        (await RevealAsync(_first)).Demand();
        (await OpenAsync()).Demand();
        await WriteAsync("In the second round.");

        (await RevealAsync(_second)).Demand();

        Assert.Equal(["In the first round.", "In the second round."], await RevealedAsync());
    }

    [Fact]
    public async Task Where_the_round_ends_and_another_is_opened_meanwhile_the_other_is_not_ended()
    {
        // It has looked which round is open, and ends its log.
        var hold = _second.Log.HoldNext();
        var revealed = RevealAsync(_second);
        await hold.Reached;
        (await RevealAsync(_first)).Demand();
        (await OpenAsync()).Demand();
        await WriteAsync("In the second round.");
        hold.Release();

        Assert.Equal("stale", (await revealed).Code);
        Assert.Equal(["In the first round."], await RevealedAsync());
        (await RevealAsync(_second)).Demand();
        Assert.Equal(["In the first round.", "In the second round."], await RevealedAsync());
    }

    [Fact]
    public async Task What_was_sealed_elsewhere_is_known_where_nothing_was_yet()
    {
        (await RevealAsync(_first)).Demand();
        (await OpenAsync()).Demand();
        var round = SealedKey.RoundOf(_first.Document, Round.OpenAt((await _first.StateAsync()).Header.Rounds, _first.Clauses[0])!.Id);
        var note = _first.Note(0, "Sealed in the meantime.");
        Assert.Null(await _second.Grains.GetGrain<ISealedGrain>(round).FindCommandAsync(note));
        var written = (await _first.Grains.GetGrain<ISealedGrain>(round).ExecuteAsync(note)).Demand();

        Assert.Equal(written, (await _second.Grains.GetGrain<ISealedGrain>(round).FindCommandAsync(note))?.Demand());
        Assert.Equal("command-reused", (await _second.Grains.GetGrain<ISealedGrain>(round).FindCommandAsync(note with { Request = "Another." }))?.Code);
    }

    private Task<Reply> OpenAsync() => _first.DocumentGrain.ExecuteAsync(new OpenRound { CommandId = Guid.NewGuid(), Actor = _first.Owner, Clause = _first.Clauses[0] });

    private async Task WriteAsync(string text)
    {
        var round = Round.OpenAt((await _first.StateAsync()).Header.Rounds, _first.Clauses[0])!;
        (await _first.Grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(_first.Document, round.Id)).ExecuteAsync(_first.Note(0, text))).Demand();
    }

    private static Task<Reply> RevealAsync(Cluster at) => at.DocumentGrain.ExecuteAsync(new RevealRound { CommandId = Guid.NewGuid(), Actor = at.Owner, Clause = at.Clauses[0] });

    private async Task<IEnumerable<string>> RevealedAsync() => (await _first.StateAsync()).Annotations.Select(note => note.Body!.Text).Order(StringComparer.Ordinal);
}
