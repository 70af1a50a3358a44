using System.Diagnostics.Metrics;
using Collab.Server.Feeds;
using Collab.Server.Hubs;

namespace Collab.Server.Telemetry;

/// <summary>What a node holds open.</summary>
internal sealed class NodeMetrics(IMeterFactory meters, Connections connections, DocumentFeeds feeds) : IHostedService
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Collab.Server";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(Meter);
        meter.CreateObservableUpDownCounter("collab.connections", () => connections.Count, "{connection}", "Live connections: hubs and event streams.");
        meter.CreateObservableUpDownCounter("collab.documents.open", () => feeds.Count, "{document}", "Documents that are followed on this node.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
