using System.Diagnostics.Metrics;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Scrubbing;

namespace Collab.Server.Telemetry;

/// <summary>What a node holds open, and what it has found.</summary>
internal sealed class NodeMetrics(IMeterFactory meters, Connections connections, DocumentFeeds feeds, Scrub scrub) : IHostedService
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Collab.Server";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(Meter);
        meter.CreateObservableUpDownCounter("collab.connections", () => connections.Count, "{connection}", "Live connections: hubs and event streams.");
        meter.CreateObservableUpDownCounter("collab.documents.open", () => feeds.Count, "{document}", "Documents that are followed on this node.");
        meter.CreateObservableUpDownCounter("collab.scrub.damaged", () => scrub.Last?.Damaged.Count ?? 0, "{log}", "Logs that the last round of the scrub found damaged.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
