using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Sealed;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>A sealed log's grain as a node reaches it.</summary>
internal sealed class RemoteSealed(SimulatedCluster cluster, Node from, string key) : ISealedGrain
{
    public Task<Reply> ExecuteAsync(Command command) => CallAsync(grain => grain.ExecuteAsync(command));

    public Task<Reply?> FindCommandAsync(Command command) => CallAsync(grain => grain.FindCommandAsync(command));

    public Task<SealedState> OpenAsync() => CallAsync(grain => grain.OpenAsync());

    public Task<SealedState> ObserveAsync(IDocumentObserver observer) => CallAsync(grain => grain.ObserveAsync(observer));

    public Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes) => CallAsync(grain => grain.ReadAsync(after, max, maxBytes));

    public Task<Reply> EraseAsync(string actor, string member) => CallAsync(grain => grain.EraseAsync(actor, member));

    private Task<T> CallAsync<T>(Func<ISealedGrain, Task<T>> call) => cluster.CallAsync(from, key, call);
}
