using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>A document's grain as a node reaches it.</summary>
internal sealed class RemoteDocument(SimulatedCluster cluster, Node from, string key) : IDocumentGrain
{
    public Task<Reply> ImportAsync(ImportDocument import) => CallAsync(grain => grain.ImportAsync(import));

    public Task<Reply> ExecuteAsync(Command command) => CallAsync(grain => grain.ExecuteAsync(command));

    public Task<CommitReply> CommitAsync(ClauseCommit commit) => CallAsync(grain => grain.CommitAsync(commit));

    public Task<ClauseOpening?> OpenClauseAsync(string clause) => CallAsync(grain => grain.OpenClauseAsync(clause));

    public Task<ClauseContext?> OpenContextAsync() => CallAsync(grain => grain.OpenContextAsync());

    public Task<Reply?> FindCommandAsync(Command command) => CallAsync(grain => grain.FindCommandAsync(command));

    public Task<DocumentState?> ObserveAsync(IDocumentObserver observer) => CallAsync(grain => grain.ObserveAsync(observer));

    public Task<bool> RenewAsync(IDocumentObserver observer, string epoch, long seq, long seminarSeq) => CallAsync(grain => grain.RenewAsync(observer, epoch, seq, seminarSeq));

    public Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes) => CallAsync(grain => grain.ReadAsync(after, max, maxBytes));

    public Task<long> ApplyMembershipAsync(IReadOnlyList<LogEvent> events) => CallAsync(grain => grain.ApplyMembershipAsync(events));

    public Task<Reply> EraseAsync() => CallAsync(grain => grain.EraseAsync());

    private Task<T> CallAsync<T>(Func<IDocumentGrain, Task<T>> call) => cluster.CallAsync(from, key, call);
}
