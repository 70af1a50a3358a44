using System.Runtime.CompilerServices;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Server.Problems;

namespace Collab.Server.Feeds;

/// <summary>
/// Private notes live: each member's own, for their own devices. They are few and read by one person, so every batch is read
/// from the notebook's grain; its word only wakes the reader.
/// </summary>
public sealed partial class NotebookFeeds : IDocumentObserver, IHostedService, IDisposable
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Signal Written, int Readers)> _watched = [];
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger<NotebookFeeds> _logger;
    // Orleans holds observers weakly: this object is the one strong reference.
    private readonly Lazy<IDocumentObserver> _reference;
    private ITimer? _timer;

    public NotebookFeeds(IGrainFactory grains, TimeProvider time, ILogger<NotebookFeeds> logger)
    {
        (_grains, _time, _logger) = (grains, time, logger);
        _reference = new(() => grains.CreateObjectReference<IDocumentObserver>(this));
    }

    /// <summary>The person's private notes on the document after the cursor, and every later one: see <see cref="DocumentFeed.WatchAsync"/>.</summary>
    /// <exception cref="RefusalException"><c>not-found</c> when the person is no member, or no longer; <c>unavailable</c>.</exception>
    public async IAsyncEnumerable<Batch> WatchAsync(DocumentFeed feed, string person, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var hold = feed.Hold();
        var key = Key(feed, person);
        var signal = Enter(key);
        try
        {
            await ObserveAsync(key);
            while (true)
            {
                var (written, members) = (signal.Next, feed.MembersChanged.Next);
                var (batch, _) = await ReadAsync(feed, person, cursor, Batch.MaxEvents, cancellation);
                if (batch is null)
                {
                    await Task.WhenAny(written, members).WaitAsync(cancellation);
                    continue;
                }

                yield return batch;
                if (batch.IsResync)
                    yield break;
                cursor = new Cursor(batch.Last, batch.Epoch);
            }
        }
        finally
        {
            Leave(key);
        }
    }

    /// <summary>The person's notebook now.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>, <c>unavailable</c>.</exception>
    public Task<NotebookState> OpenAsync(DocumentFeed feed, string person, CancellationToken cancellation = default) =>
        AskAsync(feed, person, grain => grain.OpenAsync(), cancellation);

    /// <summary>The person's private notes after the cursor; an empty batch at the head.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>, <c>unavailable</c>.</exception>
    public async Task<Batch> PageAsync(DocumentFeed feed, string person, Cursor cursor, int maxEvents, CancellationToken cancellation = default)
    {
        var (batch, epoch) = await ReadAsync(feed, person, cursor, maxEvents, cancellation);
        return batch ?? BatchEncoding.Join(epoch, cursor.Seq + 1, cursor.Seq, cursor.Seq, []);
    }

    /// <summary>The notes after the cursor, null at the head; and the notebook's epoch.</summary>
    private async Task<(Batch? Batch, string Epoch)> ReadAsync(DocumentFeed feed, string person, Cursor cursor, int maxEvents, CancellationToken cancellation)
    {
        var member = feed.View.Demand(person);
        var page = await AskAsync(feed, person, grain => grain.ReadAsync(cursor.Seq, maxEvents, Batch.MaxBytes), cancellation);
        var notebook = await OpenAsync(feed, person, cancellation);
        if (cursor.Seq > notebook.Seq || (!string.IsNullOrEmpty(cursor.Epoch) && cursor.Epoch != notebook.Epoch))
            return (Batch.Resync, notebook.Epoch);
        var head = feed.State;
        var audience = Audience.Of(member, head.Header.Settings);
        var batch = BatchEncoding.Pack(notebook.Epoch, cursor.Seq, notebook.Seq, Batch.MaxBytes, page.Select(e =>
            BatchEncoding.Event(e, head, e.Data is AnnotationEventData about ? notebook.Notes.Find(about.Annotation) : null, audience)));
        return (batch, notebook.Epoch);
    }

    private async Task<T> AskAsync<T>(DocumentFeed feed, string person, Func<INotebookGrain, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(_grains.GetGrain<INotebookGrain>(Key(feed, person))).WaitAsync(cancellation);
        }
        catch (Exception e) when (LostCall.Is(e) && !cancellation.IsCancellationRequested)
        {
            throw new RefusalException("unavailable", "Your notebook does not answer just now. Try again in a moment.");
        }
    }

    public Task OnEventsAsync(string document, IReadOnlyList<LogEvent> events)
    {
        Find(document)?.Fire();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => RenewAll(), null, RenewEvery, RenewEvery);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private static string Key(DocumentFeed feed, string person)
    {
        var member = feed.View.Demand(person);
        PermissionTable.Demand("read-private-note", member.Role);
        return $"{feed.Document}/{member.Id}";
    }

    private Signal Enter(string key)
    {
        lock (_gate)
        {
            var (written, readers) = _watched.TryGetValue(key, out var known) ? known : (new Signal(), 0);
            _watched[key] = (written, readers + 1);
            return written;
        }
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            var (written, readers) = _watched[key];
            if (readers > 1)
            {
                _watched[key] = (written, readers - 1);
                return;
            }

            // The notebook forgets the observer when it is not renewed. To take it back now could undo a new observation.
            _watched.Remove(key);
        }
    }

    private Signal? Find(string key)
    {
        lock (_gate)
            return _watched.TryGetValue(key, out var known) ? known.Written : null;
    }

    private void RenewAll()
    {
        List<string> keys;
        lock (_gate)
            keys = [.. _watched.Keys];
        foreach (var key in keys)
            ObserveAsync(key).Ignore();
    }

    private async Task ObserveAsync(string key)
    {
        try
        {
            await _grains.GetGrain<INotebookGrain>(key).ObserveAsync(_reference.Value);
            Find(key)?.Fire();
        }
        catch (Exception e)
        {
            LogLost(e, key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notebook {Notebook} did not answer; it is asked again in 10 s")]
    private partial void LogLost(Exception failure, string notebook);
}
