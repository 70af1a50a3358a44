using System.Collections.Concurrent;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Storage;

namespace Collab.Server.Feeds;

/// <summary>
/// A document on this node: the replica of its state, its newest events, and word of every new one. One for all who read it here.
/// </summary>
public sealed partial class DocumentFeed
{
    /// <summary>How long a gap may last before what is missing is asked for: nearly all gaps are batches that overtook each other.</summary>
    public static readonly TimeSpan GapPatience = TimeSpan.FromMilliseconds(50);

    /// <summary>How long rights that were read here may be relied on without asking the document again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    /// <summary>For how long nothing has happened where what is made of the head is of use for a moment.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>How long a reader waits for what it knows to exist.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly IDocumentGrain _grain;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TaskScheduler _background;
    private readonly FeedSizes _sizes;
    private readonly EventRing _ring;
    private readonly ReorderBuffer _arrivals;
    private readonly List<LogEvent> _early = [];
    private readonly SeqWaits _waits;
    private readonly ConcurrentDictionary<string, IClauseGrain> _clauses = [];
    private FeedView? _view;
    private long _moved;
    private bool _everMoved;

    internal DocumentFeed(string document, IDocumentGrain grain, TimeProvider time, ILogger logger, TaskScheduler? background = null, FeedSizes? sizes = null)
    {
        (Document, _grain, _time, _logger, _lastUsed) = (document, grain, time, logger, time.GetTimestamp());
        (_background, _sizes) = (background ?? TaskScheduler.Default, sizes ?? new FeedSizes());
        (_ring, _arrivals) = (new EventRing(_sizes.Ring), new ReorderBuffer(_sizes.Ring));
        Changed = new Signal(_background);
        _waits = new SeqWaits(time, () => CatchUpAsync().Ignore());
    }

    /// <summary>The document's id.</summary>
    public string Document { get; }

    /// <summary>The grain of a clause of this document. Orleans looks its type up by reflection whenever a grain is asked for: that was 2.3 % of what a write took.</summary>
    internal IClauseGrain GrainOf(string clause, IGrainFactory grains) => _clauses.TryGetValue(clause, out var known)
        ? known
        : _clauses[clause] = grains.GetGrain<IClauseGrain>(ClauseKey.Of(Document, clause));

    public FeedView View => Volatile.Read(ref _view) ?? throw new InvalidOperationException("The feed has not begun.");

    public DocumentState State => View.State;

    /// <summary>The same; null before it has begun.</summary>
    public DocumentState? Known => Volatile.Read(ref _view)?.State;

    /// <summary>Whether nothing has come for as long as <see cref="Quiet"/> says.</summary>
    internal bool IsQuiet => !Volatile.Read(ref _everMoved) || _time.GetElapsedTime(Volatile.Read(ref _moved)) >= Quiet;

    /// <summary>Fires when the state has moved on.</summary>
    public Signal Changed { get; }

    /// <summary>Fires when a member came, went, or changed name or role, and when the rules changed.</summary>
    public Signal MembersChanged { get; } = new();

    /// <summary>Fires when a blind round began or ended.</summary>
    public Signal RoundsChanged { get; } = new();

    /// <summary>Waits until the replica has the event.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>: it did not come within <see cref="Patience"/>.</exception>
    public async Task WaitForAsync(long seq, CancellationToken cancellation = default)
    {
        if (View.Head >= seq || Planted.Is(Defect.ReadsBeforeItIsThere))
            return;
        var reached = _waits.WaitAsync(seq);
        // It may have come in between.
        _waits.Reached(View.Head);
        await reached.WaitAsync(cancellation);
    }

    /// <summary>Makes sure that nothing older than <see cref="Lease"/> is relied on, and that a member who has just joined is known here.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>: the document does not answer, and so nothing is shown.</exception>
    /// <exception cref="DamagedStreamException">Nothing of it can be read any more.</exception>
    public async Task EnsureFreshAsync(string person, CancellationToken cancellation = default)
    {
        if (IsFresh && State.Header.MemberOf(person) is not null)
            return;
        try
        {
            await CatchUpAsync().WaitAsync(Patience, _time, cancellation);
        }
        catch (Exception e) when (e is not DamagedStreamException && !cancellation.IsCancellationRequested)
        {
            LogUnconfirmed(_logger, e, Document);
            throw Unavailable;
        }
    }

    /// <summary>Events of the document in any order, in any number, again or not.</summary>
    internal void Receive(IReadOnlyList<LogEvent> events)
    {
        bool members, rounds, gap;
        IReadOnlyList<LogEvent> next;
        lock (_gate)
        {
            if (_view is null)
            {
                _early.AddRange(events);
                return;
            }

            next = _arrivals.Take(_view.Head, events);
            (members, rounds) = Apply(next);
            gap = _arrivals.HasGap;
        }

        if (next.Count > (Planted.Is(Defect.WakeUpForgotten) ? 1 : 0))
            HeadMoved();
        if (members)
            MembersMoved();
        if (rounds)
            RoundsChanged.Fire();
        if (gap)
            RepairSoon();
    }

    /// <summary>Begins with a state and the events that led to it; whatever arrived meanwhile follows.</summary>
    internal void Begin(DocumentState state, IReadOnlyList<LogEvent> recent)
    {
        lock (_gate)
        {
            _ring.Reset(recent.Count > 0 ? recent[0].Seq - 1 : state.Header.Seq);
            foreach (var e in recent)
                _ring.Add(e);
            if (_ring.Head != state.Header.Seq)
                _ring.Reset(state.Header.Seq);
            _arrivals.Clear();
            _batches.Clear();
            Volatile.Write(ref _view, FeedView.Of(state));
        }

        List<LogEvent> early = [.. _early];
        _early.Clear();
        Receive(early);
        HeadMoved();
        MembersMoved();
        RoundsChanged.Fire();
    }

    private void HeadMoved()
    {
        _waits.Reached(View.Head);
        Changed.Fire();
    }

    private (bool Members, bool Rounds) Apply(IReadOnlyList<LogEvent> events)
    {
        if (events.Count == 0)
            return default;
        Volatile.Write(ref _moved, _time.GetTimestamp());
        Volatile.Write(ref _everMoved, true);
        var (view, members, rounds) = (_view!, false, false);
        foreach (var e in events)
        {
            view = view.Apply(e);
            _ring.Add(e);
            DropEncodings(e);
            members |= e.Data is ToldEventData;
            rounds |= e.Data is RoundOpened or RoundRevealed or RoundCancelled;
        }

        Volatile.Write(ref _view, view);
        return (members, rounds);
    }

    /// <summary>What may be read of earlier events is decided by the policy of now: their bytes are made anew.</summary>
    private void DropEncodings(LogEvent e)
    {
        switch (e.Data)
        {
            case AnnotationHidden or AnnotationShown or AnnotationDeleted when !Planted.Is(Defect.HiddenWordsKeptInRing):
                var annotation = ((AnnotationEventData)e.Data).Annotation;
                // What is between two notes is told where both may be read, also by what shows one of them again.
                _ring.Drop(earlier => earlier.Data is AnnotationShown || (earlier.Data is AnnotationEventData about && about.Annotation == annotation)
                    || (earlier.Data is RelationEventData between && (between.From == annotation || between.To == annotation)));
                _batches.Clear();
                break;
            case StanceReasonEventData reason:
                _ring.Drop(earlier => earlier.Data is StanceTaken taken && taken.Stance == reason.Stance);
                _batches.Clear();
                break;
            case ContentErased erased:
                _ring.Replace(erased.Erase);
                _batches.Clear();
                break;
            case MemberRenamed or MemberJoined or MemberNotesHidden or MemberNotesShown:
                _ring.Drop(_ => true);
                _batches.Clear();
                break;
        }
    }

    private static RefusalException Unavailable => new("unavailable", "The document does not answer just now. Try again in a moment.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {Document} could not be confirmed: nothing of it is shown until it is")]
    private static partial void LogUnconfirmed(ILogger logger, Exception failure, string document);
}
