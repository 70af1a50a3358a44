using System.Buffers;
using System.Runtime.CompilerServices;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Planting;
using Collab.Domain.Policy;
using Collab.Domain.Views;

namespace Collab.Server.Feeds;

/// <summary>
/// Snapshots of open documents: everyone of a view class who joins at the same head gets the same bytes. Those with hidden
/// notes of their own get theirs.
/// </summary>
/// <param name="background">Where they are made; null for the thread pool.</param>
public sealed class SnapshotCache(TaskScheduler? background = null)
{
    /// <summary>Raised when the same state gives other bytes.</summary>
    private const int FormatVersion = 5;

    private const int MaxSnapshots = 6;
    private const int MaxMoments = 4;
    private const int PageSize = 1000, PageBytes = 1024 * 1024;

    // Goes with its feed.
    private readonly ConditionalWeakTable<DocumentFeed, Kept> _kept = [];

    /// <param name="person">Whose rights decide, as they are now.</param>
    /// <param name="at">A seq in the past; null for now.</param>
    /// <exception cref="RefusalException"><c>not-found</c>: no member; <c>bad-request</c>: there is no such seq; <c>unavailable</c>.</exception>
    public async Task<Snapshot> GetAsync(DocumentFeed feed, string person, long? at = null, CancellationToken cancellation = default)
    {
        await feed.EnsureFreshAsync(person, cancellation);
        feed.View.AudienceOf(person);
        var moment = at is null ? null : await MomentAsync(feed, at.Value, cancellation);
        // One view for rights, policy and text: what happens meanwhile is in the next.
        var view = feed.View;
        return await GetAsync(feed, view, moment ?? view.State, view.AudienceOf(person), cancellation);
    }

    /// <summary>
    /// Begins to make, and to compress, what a page asks for at once: it is there, or nearly, when the page does. Not while others write, when the
    /// page would ask for another by then, and not while one is being made.
    /// </summary>
    /// <param name="person">Whose page it is.</param>
    /// <param name="coding">As the browser will take it: <c>br</c>, <c>gzip</c> or <c>identity</c>.</param>
    public async Task PrepareAsync(DocumentFeed feed, string person, string coding)
    {
        if (!feed.IsQuiet || _kept.GetOrCreateValue(feed).IsMaking)
            return;
        var snapshot = await GetAsync(feed, person);
        await snapshot.EncodedAsync(coding);
    }

    /// <summary>Whether the one of now, as a person may see it, is kept or being made.</summary>
    internal bool Keeps(DocumentFeed feed, string person)
    {
        var view = feed.View;
        return _kept.GetOrCreateValue(feed).Snapshots.Find(KeyOf(view, view.State, view.AudienceOf(person))) is not null;
    }

    /// <summary>The document at a moment as an audience may see it.</summary>
    internal async Task<Snapshot> GetAsync(DocumentFeed feed, FeedView view, DocumentState moment, Audience audience, CancellationToken cancellation = default)
    {
        var key = KeyOf(view, moment, audience);
        var made = _kept.GetOrCreateValue(feed).Snapshots.GetOrAdd(key, () => new(() =>
            Task.Factory.StartNew(() => Make(key, moment, view.State), CancellationToken.None, TaskCreationOptions.DenyChildAttach, background ?? TaskScheduler.Default)));
        try
        {
            return await made.Value.WaitAsync(cancellation);
        }
        catch when (made.Value.IsFaulted)
        {
            _kept.GetOrCreateValue(feed).Snapshots.Remove(key);
            throw;
        }
    }

    /// <summary>The document at a seq of its past: still to be shown by the policy of now.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such seq; <c>unavailable</c>.</exception>
    public async Task<DocumentState> MomentAsync(DocumentFeed feed, long at, CancellationToken cancellation = default)
    {
        var head = feed.State;
        if (at == head.Header.Seq)
            return head;
        if (at < 1 || at > head.Header.Seq)
            throw new RefusalException("bad-request", $"at is a seq from 1 to {head.Header.Seq}.");
        var moments = _kept.GetOrCreateValue(feed).MomentsSince(head.Header.Erased);
        var key = (head.Header.Epoch, at);
        if (moments.Find(key) is { } known)
            return known;
        var state = moments.Values.Where(s => s.Header.Epoch == key.Epoch && s.Header.Seq < at).MaxBy(s => s.Header.Seq)
            ?? DocumentState.New(feed.Document, key.Epoch);
        while (state.Header.Seq < at)
        {
            var page = await feed.PageAsync(state.Header.Seq, (int)Math.Min(PageSize, at - state.Header.Seq), PageBytes, cancellation);
            if (page.Count == 0)
                throw new RefusalException("unavailable", "The document does not answer just now. Try again in a moment.");
            state = state.Apply(page);
        }

        return moments.GetOrAdd(key, () => state);
    }

    private static Key KeyOf(FeedView view, DocumentState moment, Audience audience) =>
        new(view.State.Header.Epoch, moment.Header.Seq, view.Head, view.State.Header.IsAhead ? view.State.Header.SeminarSeq : 0, audience.Class, view.IsPersonal(audience) ? audience.Member : null);

    private static Snapshot Make(Key key, DocumentState moment, DocumentState head)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        SnapshotWriter.Write(output, moment, head, new Audience(key.Class, key.Member));
        return new Snapshot(output.WrittenSpan.ToArray(), key.ETag, moment.Header.Seq);
    }

    /// <param name="Ahead">How far members are ahead of a log that could not be told; 0 where it has been.</param>
    private sealed record Key(string Epoch, long At, long Head, long Ahead, ViewClass Class, string? Member)
    {
        // A proxy must not learn from it who else reads: the member's id says nothing to others.
        public string ETag => $"\"{Epoch}-{At}-{Head}-{(Ahead > 0 ? $"{Ahead}~" : "")}{(Planted.Is(Defect.TagWithoutRole) ? null : Class)}{(Member is null ? "" : "-" + Member)}-{FormatVersion}\"";
    }

    private sealed class Kept
    {
        public Recent<Key, Lazy<Task<Snapshot>>> Snapshots { get; } = new(MaxSnapshots);

        public bool IsMaking => Snapshots.Values.Any(made => !made.IsValueCreated || !made.Value.IsCompleted);

        private readonly Lock _gate = new();
        private Recent<(string Epoch, long At), DocumentState> _moments = new(MaxMoments);
        private long _erased;

        /// <summary>Moments that were folded before an erasure hold its words: they are forgotten.</summary>
        public Recent<(string Epoch, long At), DocumentState> MomentsSince(long erased)
        {
            lock (_gate)
            {
                if (_erased != erased)
                    (_moments, _erased) = (new(MaxMoments), erased);
                return _moments;
            }
        }
    }
}
