using Collab.Domain.Events;
using Orleans.Concurrency;

namespace Collab.Contracts.Documents;

/// <summary>A node that has the document open.</summary>
[Alias("Collab.IDocumentObserver")]
public interface IDocumentObserver : IGrainObserver
{
    /// <summary>Durable events in order. Batches may arrive out of order; the receiver orders them by seq and asks for what is missing.</summary>
    [Alias("OnEvents"), OneWay]
    Task OnEventsAsync(string document, [Immutable] IReadOnlyList<LogEvent> events);
}
