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
    /// <summary>How soon a notebook that could not be read is read again.</summary>
    internal static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchedNotebook> _watched = [];
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

    /// <summary>
    /// The person's private notes on the document after the cursor, and every later one: see <see cref="DocumentFeed.WatchAsync"/>. While the
    /// notebook cannot be read it waits: whoever reads has it in a stream beside others, and would not be told that this one is over.
    /// </summary>
    /// <exception cref="RefusalException"><c>not-found</c> when the person is no member, or no longer.</exception>
    public async IAsyncEnumerable<Batch> WatchAsync(DocumentFeed feed, string person, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var hold = feed.Hold();
        var key = Key(feed, person);
        var watched = Enter(key);
        try
        {
            await ObserveAsync(key, watched);
            while (true)
            {
                var (written, members) = (watched.Written.Next, feed.MembersChanged.Next);
                Batch? batch;
                try
                {
                    (batch, _) = await ReadAsync(feed, person, cursor, Batch.MaxEvents, cancellation);
                    watched.IsLost = false;
                }
                catch (Exception e) when (e is not RefusalException { Code: not "unavailable" } && !cancellation.IsCancellationRequested)
                {
                    Lost(e, key, watched);
                    await Task.Delay(ReadAgain, _time, cancellation);
                    continue;
                }

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
        // First what it has: a grain that is behind its log finds that out when it is opened, and what is read then is all that was acknowledged.
        var notebook = await OpenAsync(feed, person, cancellation);
        if (cursor.Seq > notebook.Seq || (!string.IsNullOrEmpty(cursor.Epoch) && cursor.Epoch != notebook.Epoch))
            return (Batch.Resync, notebook.Epoch);
        var page = await AskAsync(feed, person, grain => grain.ReadAsync(cursor.Seq, maxEvents, Batch.MaxBytes), cancellation);
        var head = feed.State;
        var audience = Audience.Of(member, head.Header.Settings);
        var batch = BatchEncoding.Pack(notebook.Epoch, cursor.Seq, notebook.Seq, Batch.MaxBytes, page.TakeWhile(e => e.Seq <= notebook.Seq).Select(e =>
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

    private static string Key(DocumentFeed feed, string person)
    {
        var member = feed.View.Demand(person);
        PermissionTable.Demand("read-private-note", member.Role);
        return $"{feed.Document}/{member.Id}";
    }
}
