using Collab.Contracts.Documents;
using Collab.Domain.Events;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>A node's observer as documents reach it: batches get lost and overtake each other.</summary>
internal sealed class DocumentObserver(SimulatedCluster cluster, Node node, IDocumentObserver observer) : IDocumentObserver
{
    public Task OnEventsAsync(string document, IReadOnlyList<LogEvent> events)
    {
        cluster.Network.Send(cluster.World.Current!, node.Machine, () => observer.OnEventsAsync(document, events));
        return Task.CompletedTask;
    }

    // Orleans compares references by what they name. Numbers, so that the order of observers is the seed's.
    public override bool Equals(object? obj) => obj is DocumentObserver other && other.Number == Number;

    public override int GetHashCode() => Number;

    private int Number => node.Machine.Number;
}
