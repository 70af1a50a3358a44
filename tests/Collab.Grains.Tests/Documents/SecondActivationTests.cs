using Collab.Contracts.Documents;
using Collab.Domain.Policy;

namespace Collab.Grains.Tests.Documents;

/// <summary>Two silos that each believe they hold the document: for a while that is so after one was frozen or cut off.</summary>
public sealed class SecondActivationTests : IAsyncLifetime
{
    private Cluster _first = null!, _second = null!;

    public async Task InitializeAsync()
    {
        _first = await Cluster.StartAsync();
        (await _first.ClauseGrain(0).ExecuteAsync(_first.Note(0, "Before."))).Demand();
        _second = await _first.CutOffAsync();
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task A_renewal_brings_what_the_other_wrote()
    {
        var recorder = new DocumentRecorder();
        var observer = _first.Grains.CreateObjectReference<IDocumentObserver>(recorder);
        var head = (await _first.DocumentGrain.ObserveAsync(observer))!.Header.Seq;

        var elsewhere = (await _second.ClauseGrain(1).ExecuteAsync(_second.Note(1, "Elsewhere."))).Demand();
        Assert.True(await _first.DocumentGrain.RenewAsync(observer));

        var told = await recorder.UntilAsync(head + 1, elsewhere.Seq);
        Assert.Equal("Elsewhere.", told[^1].Words!.Body);
    }

    [Fact]
    public async Task Writes_through_both_in_turn_make_one_log()
    {
        List<long> acknowledged = [];
        for (var i = 0; i < 10; i++)
        {
            acknowledged.Add((await _first.ClauseGrain(0).ExecuteAsync(_first.Note(0, $"First {i}"))).Demand().Seq);
            acknowledged.Add((await _second.ClauseGrain(0).ExecuteAsync(_second.Note(0, $"Second {i}"))).Demand().Seq);
        }

        Assert.Equal(acknowledged.Order().Distinct(), acknowledged);
        var (one, other) = (await _first.StateAsync(), await _second.StateAsync());
        Assert.Equal(one.Header.Hash, other.Header.Hash);
        Assert.Equal(21, one.Annotations.Count());
        Assert.Equal(Enumerable.Range(1, 21), one.Annotations.Select(a => (int)a.Number).Order());
    }

    [Fact]
    public async Task Who_was_removed_through_one_is_removed_for_whoever_asks_the_other()
    {
        var lena = await _first.JoinAsync("Lena", Role.Annotator);
        Assert.NotNull((await _second.SeminarGrain.OpenAsync())!.Members.GetValueOrDefault(lena));

        (await _first.SeminarGrain.RemoveMemberAsync(_first.Owner, lena)).Demand();

        Assert.True((await _second.SeminarGrain.OpenAsync())!.Members[lena].Removed);
        Assert.True((await _second.StateAsync()).Header.Members[lena].Removed);
    }

    [Fact]
    public async Task While_storage_is_away_readers_are_answered_by_what_is_known()
    {
        var before = await _first.StateAsync();
        _first.Log.Down = new Storage.StorageUnavailableException("on purpose");

        Assert.Equal(before.Header.Seq, (await _first.StateAsync()).Header.Seq);
    }
}
