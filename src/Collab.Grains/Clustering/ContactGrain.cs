using Collab.Contracts.Clustering;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Collab.Grains.Clustering;

/// <summary>One on each silo that was asked: nothing is looked up to find it, in the database or at another silo.</summary>
[StatelessWorker(1), Reentrant, Immovable]
public sealed class ContactGrain(IStorageSight storage) : Grain, IContactGrain
{
    public Task AnswerAsync() => Task.CompletedTask;

    public Task<TimeSpan?> SilenceOfStorageAsync() => Task.FromResult(storage.Silence);
}
