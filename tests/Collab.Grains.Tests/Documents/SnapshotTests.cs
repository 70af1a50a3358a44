using System.Text;
using Collab.Domain.Events;

namespace Collab.Grains.Tests.Documents;

public sealed class SnapshotTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_document_that_wakes_from_a_snapshot_is_the_fold_of_its_log()
    {
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(i => _cluster.ClauseGrain(i % 3).ExecuteAsync(_cluster.Note(i % 3, $"Note {i}."))));
        while (await _cluster.Log.ReadSnapshotAsync(_cluster.Document) is null)
            (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        var before = Encoding.UTF8.GetString(EventCodec.WriteSnapshot((await _cluster.StateAsync()).ToSnapshot()));

        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        Assert.Equal(before, Encoding.UTF8.GetString(EventCodec.WriteSnapshot((await _cluster.StateAsync()).ToSnapshot())));
    }
}
