using Collab.Contracts.Presence;

namespace Collab.Server.Presence;

/// <summary>Presence at one document as this node knows it, and this node's own part in it.</summary>
internal sealed class DocumentPresence(string document, IPresenceGrain grain, Func<string, ValueTask<bool>> hides, TimeProvider time, Action<Exception> failed)
{
    /// <summary>Moves are gathered for so long before they are told.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    /// <summary>A connection without a stream is gone when it has said nothing for so long; one that types has stopped.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OwnConnection> _own = [];
    private int _readers;
    private bool _telling;
    private bool _observed;
    private Task _beating = Task.CompletedTask;
    private DateTimeOffset _now;

    public string Document => document;

    public PresenceBoard Board { get; } = new();

    /// <summary>Whether the board is kept up to date.</summary>
    public bool IsObserved => Volatile.Read(ref _observed);

    /// <summary>A stream begins; its connection is here until the last of its streams ends.</summary>
    public void Enter(string? connection, string member, string person)
    {
        lock (_gate)
        {
            _readers++;
            if (connection is null)
                return;
            if (!_own.TryGetValue(connection, out var own))
                _own[connection] = own = New(connection, member, person);
            own.Streams++;
        }

        TellSoon();
    }

    public void Leave(string? connection)
    {
        List<PresenceOf> left;
        lock (_gate)
        {
            _readers--;
            if (connection is null || !_own.TryGetValue(connection, out var own) || --own.Streams > 0)
                return;
            left = Remove(which => which == own);
        }

        Try(() => grain.ReportAsync(left));
    }

    /// <param name="ended">Cancelled before the connection is dropped: a call that is late must not bring it back.</param>
    public void Move(string connection, string member, string person, Func<PresenceOf, PresenceOf> move, CancellationToken ended = default)
    {
        lock (_gate)
        {
            if (ended.IsCancellationRequested)
                return;
            if (!_own.TryGetValue(connection, out var own))
                _own[connection] = own = New(connection, member, person);
            own.Place = move(own.Place) with { At = Now() };
            own.Moved = time.GetTimestamp();
            own.Unsaid = true;
        }

        TellSoon();
    }

    /// <summary>The person's devices here are at no place any more.</summary>
    public void Hide(string person)
    {
        lock (_gate)
        {
            foreach (var own in _own.Values.Where(own => own.Person == person))
                Hide(own);
        }

        TellSoon();
    }

    private void Hide(OwnConnection own)
    {
        own.Place = own.Place with { Clause = null, SelectionClause = null, Selection = null, Typing = null, At = Now() };
        own.Unsaid = true;
    }

    public void DropWhere(Predicate<string> which)
    {
        List<PresenceOf> left;
        lock (_gate)
            left = Remove(own => which(own.Place.Connection));
        if (left.Count > 0)
            Try(() => grain.ReportAsync(left));
    }

    /// <summary>
    /// Tells that all are still here, and hears who else is. Called every 10 s, and by the first reader. Whoever comes while one is under
    /// way waits for that: lists are taken in the order in which they were asked for.
    /// </summary>
    public Task BeatAsync(IPresenceObserver observer)
    {
        lock (_gate)
        {
            if (!_beating.IsCompleted)
                return _beating;
            if (_readers == 0 && _own.Count == 0)
            {
                _observed = false;
                return Task.CompletedTask;
            }

            return _beating = Task.Run(() => BeatOnceAsync(observer));
        }
    }

    private async Task BeatOnceAsync(IPresenceObserver observer)
    {
        // Whoever chose it on another node is at a place here still.
        List<string> people;
        lock (_gate)
            people = [.. _own.Values.Where(own => own.Place is not { Clause: null, Selection: null, Typing: null }).Select(own => own.Person).Distinct()];
        HashSet<string> hiding = [];
        foreach (var person in people)
        {
            if (await hides(person))
                hiding.Add(person);
        }

        List<PresenceOf> reports;
        lock (_gate)
        {
            foreach (var own in _own.Values.Where(own => hiding.Contains(own.Person)))
                Hide(own);
            reports = Remove(own => own.Streams == 0 && IsSilent(own));
            foreach (var own in _own.Values.Where(own => own.Place.Typing is not null && IsSilent(own)))
                own.Place = own.Place with { Typing = null, At = own.Place.At.AddTicks(1) }; // Later, but no move that makes the device the last.
            reports.AddRange(_own.Values.Select(own => own.Place));
        }

        if (reports.Count > 0)
            await grain.ReportAsync(reports);
        var asked = Board.Moment;
        Board.Replace([.. await grain.ObserveAsync(observer)], asked);
        Volatile.Write(ref _observed, true);
    }

    private List<PresenceOf> Remove(Predicate<OwnConnection> which)
    {
        List<PresenceOf> left = [.. _own.Values.Where(own => which(own)).Select(own => own.Place with { Left = true, At = Now() })];
        left.ForEach(report => _own.Remove(report.Connection));
        return left;
    }

    private OwnConnection New(string connection, string member, string person) => new(new PresenceOf(connection, member, null, null, null, null, Now()), person, time.GetTimestamp());

    private bool IsSilent(OwnConnection connection) => time.GetElapsedTime(connection.Moved) > Silence;

    /// <summary>The time, but always after the last: of two reports the later one counts, also when the clock was set back.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return _now = now > _now ? now : _now.AddTicks(1);
    }

    private void TellSoon()
    {
        lock (_gate)
        {
            if (_telling)
                return;
            _telling = true;
        }

        var gathered = Task.Delay(Gather, time);
        Try(async () =>
        {
            await gathered;
            List<PresenceOf> moved;
            lock (_gate)
            {
                _telling = false;
                moved = [.. _own.Values.Where(c => c.Unsaid).Select(c => c.Place)];
                foreach (var own in _own.Values)
                    own.Unsaid = false;
            }

            if (moved.Count > 0)
                await grain.ReportAsync(moved);
        });
    }

    // Presence is told again every 10 s: a word that was lost is no failure.
    private void Try(Func<Task> call) => Task.Run(async () =>
    {
        try
        {
            await call();
        }
        catch (Exception e)
        {
            failed(e);
        }
    }).Ignore();
}
