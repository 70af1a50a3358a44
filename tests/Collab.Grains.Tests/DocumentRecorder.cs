using System.Collections.Concurrent;
using System.Threading.Channels;
using Collab.Contracts.Documents;
using Collab.Domain.Events;

namespace Collab.Grains.Tests;

/// <summary>An observer that keeps what it is told, and can be awaited.</summary>
public sealed class DocumentRecorder : IDocumentObserver
{
    private readonly ConcurrentDictionary<long, LogEvent> _events = new();
    private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();

    public Task OnEventsAsync(string document, IReadOnlyList<LogEvent> events)
    {
        foreach (var e in events)
            _events[e.Seq] = e;
        _arrived.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    /// <summary>The events from one seq to another, once all have arrived.</summary>
    public async Task<IReadOnlyList<LogEvent>> UntilAsync(long first, long last)
    {
        using var deadline = new CancellationTokenSource(Cluster.Patience);
        while (true)
        {
            if (Enumerable.Range((int)first, (int)(last - first + 1)).All(seq => _events.ContainsKey(seq)))
                return [.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(seq => _events[seq])];
            await _arrived.Reader.ReadAsync(deadline.Token);
        }
    }
}
