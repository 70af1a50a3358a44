using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain.Commands;

namespace Collab.Grains.Tests.Sealed;

/// <summary>A note that is let out in the moment in which its author's words are erased.</summary>
public sealed class ErasedReleaseTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    private ISealedGrain Queue => _cluster.Grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(_cluster.Document));

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (await _cluster.DocumentGrain.ExecuteAsync(new SetApproval { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, On = true })).Demand();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task It_is_in_the_document_before_that_hears_of_the_erasure_which_reaches_it_there()
    {
        var note = (await Queue.ExecuteAsync(_cluster.Note(0, "May I?"))).Demand().Id!;
        var begins = _cluster.Log.HoldNext();
        var approved = Queue.ExecuteAsync(new ApproveNote { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note });
        await begins.Reached;
        var lets = _cluster.Log.HoldNext();
        begins.Release();
        // Its words are on their way.
        await lets.Reached;
        var erased = Queue.EraseAsync(_cluster.Owner, _cluster.Annotator);
        for (var looks = 0; !(await Queue.OpenAsync()).Notes.Find(note)!.IsGone; looks++)
            Assert.True(looks < 100_000, "It is not erased.");
        Assert.False(erased.IsCompleted);
        lets.Release();
        (await erased).Demand();
        await approved;
        (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        Assert.Null(Assert.Single((await _cluster.StateAsync()).Annotations).Body);
    }
}
