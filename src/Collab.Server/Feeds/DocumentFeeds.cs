using System.Collections.Concurrent;
using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Grains.Documents;
using Collab.Server.Problems;
using Collab.Storage;

namespace Collab.Server.Feeds;

/// <summary>The documents that are open on this node. Opened on demand, closed when nobody has used them for a while.</summary>
public sealed class DocumentFeeds : IHostedService, IDocumentObserver, IReplicas, IDisposable
{
    /// <summary>How long a feed stays open that nobody uses.</summary>
    public static readonly TimeSpan KeepUnused = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<Task<DocumentFeed?>>> _feeds = [];
    private readonly ConcurrentDictionary<string, DocumentFeed> _receivers = [];
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger<DocumentFeed> _logger;
    private readonly TaskScheduler? _background;
    // Orleans holds observers weakly: this object is the one strong reference.
    private readonly Lazy<IDocumentObserver> _reference;
    private ITimer? _timer;

    /// <param name="background">Where questions to documents are asked; the thread pool where none is given.</param>
    public DocumentFeeds(IGrainFactory grains, TimeProvider time, ILogger<DocumentFeed> logger, TaskScheduler? background = null)
    {
        (_grains, _time, _logger, _background) = (grains, time, logger, background);
        _reference = new(() => grains.CreateObjectReference<IDocumentObserver>(this));
    }

    /// <summary>How many documents are open.</summary>
    public int Count => _receivers.Count;

    internal FeedSizes Sizes { get; init; } = new();

    /// <summary>The document's feed; null where there is no such document.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>.</exception>
    /// <exception cref="DamagedStreamException">Nothing of it can be read.</exception>
    public Task<DocumentFeed?> OpenAsync(string document, CancellationToken cancellation = default)
    {
        if (!Identifier.IsWellFormed(document))
            return Task.FromResult<DocumentFeed?>(null);
        // Nearly always it is open: then the answer is the one that was given when it opened.
        return _feeds.TryGetValue(document, out var opened) && opened is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { } feed } open } && feed.TryUse()
            ? open
            : OpenAnewAsync(document, cancellation);
    }

    /// <summary>The feeds of documents, in order; null for one that is damaged so that it cannot be opened, which hides none of the others.</summary>
    public async Task<IReadOnlyList<(string Document, DocumentFeed? Feed)>> OpenAllAsync(IEnumerable<string> documents, CancellationToken cancellation = default)
    {
        return [.. (await Task.WhenAll(documents.Select(TryAsync))).Where(each => each.IsThere).Select(each => (each.Document, each.Feed))];

        async Task<(string Document, DocumentFeed? Feed, bool IsThere)> TryAsync(string document)
        {
            try
            {
                var feed = await OpenAsync(document, cancellation);
                return (document, feed, feed is not null);
            }
            catch (Exception damage) when (damage is StorageDamagedException or DamagedStreamException)
            {
                return (document, null, true);
            }
        }
    }

    /// <summary>Those of them that can be opened.</summary>
    public async Task<IReadOnlyList<DocumentFeed>> OpenReadableAsync(IEnumerable<string> documents, CancellationToken cancellation = default) =>
        [.. (await OpenAllAsync(documents, cancellation)).Select(each => each.Feed).OfType<DocumentFeed>()];

    private async Task<DocumentFeed?> OpenAnewAsync(string document, CancellationToken cancellation)
    {
        var opening = _feeds.GetOrAdd(document, id => new(() => StartAsync(id)));
        try
        {
            var feed = await opening.Value.WaitAsync(cancellation);
            if (feed?.TryUse() == true)
                return feed;
            _feeds.TryRemove(new(document, opening));
            return feed is null ? null : await OpenAsync(document, cancellation);
        }
        catch (Exception e) when (LostCall.Is(e) && !cancellation.IsCancellationRequested)
        {
            _feeds.TryRemove(new(document, opening));
            throw new RefusalException("unavailable", "The document does not answer just now. Try again in a moment.");
        }
        catch (Exception) when (opening.Value is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            _feeds.TryRemove(new(document, opening));
            throw;
        }
    }

    /// <summary>The document's feed.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>, <c>unavailable</c>.</exception>
    public Task<DocumentFeed> DemandAsync(string document, CancellationToken cancellation = default)
    {
        var opening = OpenAsync(document, cancellation);
        return opening is { IsCompletedSuccessfully: true, Result: not null } ? opening! : FoundAsync(opening);
    }

    private static async Task<DocumentFeed> FoundAsync(Task<DocumentFeed?> opening) => await opening ?? throw FeedView.Missing;

    public DocumentState? Find(string document) => _receivers.TryGetValue(document, out var feed) ? feed.Known : null;

    public Task OnEventsAsync(string document, IReadOnlyList<LogEvent> events)
    {
        if (_receivers.TryGetValue(document, out var feed))
            feed.Receive(events);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => Tend(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private async Task<DocumentFeed?> StartAsync(string document)
    {
        var feed = new DocumentFeed(document, _grains.GetGrain<IDocumentGrain>(document), _time, _logger, _background, Sizes);
        // Events may come before the state does.
        _receivers[document] = feed;
        var found = false;
        try
        {
            found = await feed.StartAsync(_reference.Value);
        }
        finally
        {
            if (!found)
                _receivers.TryRemove(new(document, feed));
        }

        return found ? feed : null;
    }

    private void Tend()
    {
        foreach (var (document, feed) in _receivers)
        {
            if (Planted.Is(Defect.FeedsNeverClosed) || !feed.TryClose(KeepUnused))
            {
                feed.Tend();
                continue;
            }

            // The document forgets the observer when it is not renewed. To take it back now could undo a new observation.
            _receivers.TryRemove(new(document, feed));
            if (_feeds.TryGetValue(document, out var opened) && opened is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var same } } && same == feed)
                _feeds.TryRemove(new(document, opened));
        }
    }
}
