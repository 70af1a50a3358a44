using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Collab.Contracts.Presence;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;

namespace Collab.Server.Presence;

/// <summary>Who is here and where: what this node's connections say, and what they are shown. Nothing of it is stored.</summary>
public sealed partial class PresenceService : IPresenceObserver, IHostedService, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DocumentPresence> _documents = [];
    // Times of two nodes cannot be compared: a device that goes from one to another is a new one there.
    private readonly string _node = Identifier.New();
    private readonly IGrainFactory _grains;
    private readonly HiddenPlaces _hidden;
    private readonly TimeProvider _time;
    private readonly ILogger<PresenceService> _logger;
    // Orleans holds observers weakly: this object is the one strong reference.
    private readonly Lazy<IPresenceObserver> _reference;
    private ITimer? _timer;

    public PresenceService(IGrainFactory grains, HiddenPlaces hidden, TimeProvider time, ILogger<PresenceService> logger)
    {
        (_grains, _hidden, _time, _logger) = (grains, hidden, time, logger);
        _reference = new(() => grains.CreateObjectReference<IPresenceObserver>(this));
    }

    /// <summary>
    /// Who is here, and every change of it. Names and roles are those of now. While it runs, the connection is here itself.
    /// </summary>
    /// <param name="connection">What names the device among the person's own; null to look only.</param>
    /// <exception cref="RefusalException"><c>not-found</c>: no member, or no longer.</exception>
    public async IAsyncEnumerable<PresenceItem> WatchAsync(DocumentFeed feed, string person, string? connection, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var hold = feed.Hold();
        var member = Demand(feed.View, person);
        var presence = Of(feed.Document);
        var key = connection is null ? null : Key(member.Id, connection);
        presence.Enter(key, member.Id, person);
        try
        {
            if (!presence.IsObserved)
                await BeatAsync(presence);
            PresenceSeen? seen = null;
            while (true)
            {
                var (moved, members, rounds) = (presence.Board.Changed.Next, feed.MembersChanged.Next, feed.RoundsChanged.Next);
                var view = feed.View;
                Demand(view, person);
                if (Changes(presence.Board, view.State.Header, view.AudienceOf(person), ref seen) is { } item)
                    yield return item;
                else
                    await Task.WhenAny(moved, members, rounds).WaitAsync(cancellation);
            }
        }
        finally
        {
            presence.Leave(key);
        }
    }

    /// <summary>The person reads a point, and may have selected something of it.</summary>
    /// <param name="ended">Cancelled before <see cref="Drop"/>: whoever has left moves no more.</param>
    /// <exception cref="RefusalException"><c>not-found</c>, <c>bad-request</c>.</exception>
    public async Task AtAsync(DocumentFeed feed, string person, string connection, string? clause, SelectionHere? selection, CancellationToken ended = default)
    {
        var member = Demand(feed.View, person);
        DemandClause(feed, clause);
        DemandClause(feed, selection?.Clause);
        if (selection is not null && (selection.Start < 0 || selection.End <= selection.Start))
            throw new RefusalException("bad-request", "A selection has a start of at least 0 and an end behind it.");
        if (await _hidden.HidesAsync(person))
            (clause, selection) = (null, null);
        else if (IsBlind(feed.State.Header.Rounds, selection?.Clause))
            selection = null;
        var span = selection is null ? null : new TextPositionSelector(selection.Start, selection.End);
        Of(feed.Document).Move(Key(member.Id, connection), member.Id, person, place => place with { Clause = clause, SelectionClause = selection?.Clause, Selection = span }, ended);
    }

    /// <summary>The person writes at a point, or has stopped.</summary>
    /// <param name="ended">As of <see cref="At"/>.</param>
    /// <exception cref="RefusalException"><c>not-found</c>.</exception>
    public async Task TypingAsync(DocumentFeed feed, string person, string connection, string? clause, bool on, CancellationToken ended = default)
    {
        var member = Demand(feed.View, person);
        DemandClause(feed, clause);
        var told = on && !IsBlind(feed.State.Header.Rounds, clause) && !await _hidden.HidesAsync(person);
        Of(feed.Document).Move(Key(member.Id, connection), member.Id, person, place => place with { Typing = told ? clause : null }, ended);
    }

    /// <summary>The person's places are told to nobody from now on, or are again. Durable on return.</summary>
    public async Task HideAsync(string person, bool hides)
    {
        await _hidden.ChooseAsync(person, hides);
        if (!hides)
            return;
        foreach (var presence in _documents.Values)
            presence.Hide(person);
    }

    /// <summary>The connection is closed, wherever it was.</summary>
    public void Drop(string connection)
    {
        foreach (var presence in _documents.Values)
            presence.DropWhere(key => key.EndsWith('/' + connection));
    }

    public Task OnPresenceAsync(string document, IReadOnlyList<PresenceOf> connections)
    {
        if (_documents.TryGetValue(document, out var presence))
            presence.Board.Apply(connections);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => BeatAll(), null, Beat, Beat);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>What a reader has not been told yet; null for nothing.</summary>
    /// <param name="seen">What the reader has been told; null for nothing. Whoever comes to see names, or no longer does, is told everything again.</param>
    internal static PresenceItem? Changes(PresenceBoard board, DocumentHeader header, Audience audience, ref PresenceSeen? seen)
    {
        var (members, rounds, full) = (header.Members, header.Rounds, seen is null || seen.Class != audience.Class);
        var others = !full && (!ReferenceEquals(seen!.Members, members) || seen.Rounds != rounds);
        var (moved, left, now) = board.Since(full ? 0 : seen!.Version);
        IEnumerable<PresenceOf> here = moved;
        if (others)
        {
            // Whose name, role or membership changed is told again, moved or not; so is who writes, or has selected words, where a blind round began or ended.
            var before = seen!;
            here = board.Since(0).Here.Where(p => moved.Contains(p) || before.Members.GetValueOrDefault(p.Member) != members.GetValueOrDefault(p.Member) || Blind(before.Rounds, p) != Blind(rounds, p));
        }

        var known = here.Select(p => (Place: p, Member: members.GetValueOrDefault(p.Member))).ToList();
        seen = new PresenceSeen(members, rounds, audience.Class, now);
        PersonHere[] people = [.. known.Where(k => k.Member is { Removed: false }).Select(k => Show(rounds, k.Place, k.Member!, audience.NameOf(k.Member!, header.Seminar)))];
        string[] gone = [.. left, .. known.Where(k => k.Member is { Removed: true }).Select(k => k.Place.Member)];
        return full || people.Length + gone.Length > 0
            ? new PresenceItem { Full = full ? true : null, People = people, Gone = gone.Length > 0 && !full ? gone : null }
            : null;
    }

    private static PersonHere Show(ImmutableArray<Round> rounds, PresenceOf place, Member member, string name) => new(
        member.Id,
        name,
        member.Role.ToString().ToLowerInvariant(),
        place.Clause,
        place.Selection is { } selection && place.SelectionClause is { } clause && !IsBlind(rounds, clause) ? new(clause, selection.Start, selection.End) : null,
        IsBlind(rounds, place.Typing) ? null : place.Typing);

    private static Member Demand(FeedView view, string person)
    {
        var member = view.Demand(person);
        PermissionTable.Demand("see-presence", member.Role);
        return member;
    }

    /// <summary>Where a blind round is open nobody is told who writes, nor about which passage.</summary>
    private static bool IsBlind(ImmutableArray<Round> rounds, string? clause) => clause is not null && Round.OpenAt(rounds, clause) is not null;

    /// <summary>What of it is told to nobody.</summary>
    private static (bool Selection, bool Typing) Blind(ImmutableArray<Round> rounds, PresenceOf place) => (IsBlind(rounds, place.SelectionClause), IsBlind(rounds, place.Typing));

    private static void DemandClause(DocumentFeed feed, string? clause)
    {
        if (clause is not null && !feed.State.Header.ClausesById.ContainsKey(clause))
            throw new RefusalException("not-found", "There is no such point in this document.");
    }

    // A client names its own devices only: nobody can move or remove another member's.
    private string Key(string member, string connection) => connection.Length is > 0 and <= 64
        ? $"{_node}/{member}/{connection}"
        : throw new RefusalException("bad-request", "connection is an id of 1 to 64 characters that names this device.");

    private DocumentPresence Of(string document) => _documents.GetOrAdd(document, id =>
        new(id, _grains.GetGrain<IPresenceGrain>(id), _hidden.HidesAsync, _time, e => LogLost(e, id)));

    private void BeatAll()
    {
        foreach (var presence in _documents.Values)
            BeatAsync(presence).Ignore();
    }

    private async Task BeatAsync(DocumentPresence presence)
    {
        try
        {
            await presence.BeatAsync(_reference.Value);
        }
        catch (Exception e)
        {
            LogLost(e, presence.Document);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Presence at {Document} was not told; it is told again in 10 s")]
    private partial void LogLost(Exception failure, string document);
}
