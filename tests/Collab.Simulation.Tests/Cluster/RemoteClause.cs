using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Domain.Commands;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>A clause's grain as a node reaches it.</summary>
internal sealed class RemoteClause(SimulatedCluster cluster, Node from, string key) : IClauseGrain
{
    public Task<Reply> ExecuteAsync(Command command) => cluster.CallAsync<IClauseGrain, Reply>(from, key, grain => grain.ExecuteAsync(command));
}
