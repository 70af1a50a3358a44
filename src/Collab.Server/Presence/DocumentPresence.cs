using Collab.Contracts.Presence;

namespace Collab.Server.Presence;

/// <summary>Presence at one document as this node knows it, and this node's own part in it.</summary>
internal sealed class DocumentPresence(string document, IPresenceGrain grain, TimeProvider time, Action<Exception> failed)
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
    private DateTimeOffset _now;

    public string Document => document;

    public PresenceBoard Board { get; } = new();

    /// <summary>Whether the board is kept up to date.</summary>
    public bool IsObserved => Volatile.Read(ref _observed);

    private bool IsUnused
    {
        get
        {
            lock (_gate)
                return _readers == 0 && _own.Count == 0;
        }
    }

    /// <summary>A stream begins; its connection is here until the last of its streams ends.</summary>
    public void Enter(string? connection, string member)
    {
        lock (_gate)
        {
            _readers++;
            if (connection is null)
                return;
            if (!_own.TryGetValue(connection, out var own))
                _own[connection] = own = new(new PresenceOf(connection, member, null, null, null, null, Now()));
            own.Streams++;
        }

        TellSoon();
    }

    public void Leave(string? connection)
    {
        lock (_gate)
        {
            _readers--;
            if (connection is null || !_own.TryGetValue(connection, out var own) || --own.Streams > 0)
                return;
        }

        Drop(connection);
    }

    public void Move(string connection, string member, Func<PresenceOf, PresenceOf> move)
    {
        lock (_gate)
        {
            if (!_own.TryGetValue(connection, out var own))
                _own[connection] = own = new(new PresenceOf(connection, member, null, null, null, null, Now()));
            own.Place = move(own.Place) with { At = Now() };
            own.Unsaid = true;
        }

        TellSoon();
    }

    public void Drop(string connection) => DropWhere(key => key == connection);

    public void DropWhere(Predicate<string> which)
    {
        List<string> gone;
        lock (_gate)
        {
            gone = [.. _own.Keys.Where(key => which(key))];
            gone.ForEach(key => _own.Remove(key));
        }

        if (gone.Count > 0)
            Try(() => grain.GoneAsync(gone));
    }

    /// <summary>Tells that all are still here, and hears who else is. Called every 10 s.</summary>
    public async Task BeatAsync(IPresenceObserver observer)
    {
        if (IsUnused)
        {
            Volatile.Write(ref _observed, false);
            return;
        }

        List<PresenceOf> here;
        List<string> silent;
        lock (_gate)
        {
            var now = Now();
            silent = [.. _own.Where(c => c.Value.Streams == 0 && now - c.Value.Place.At > Silence).Select(c => c.Key)];
            silent.ForEach(connection => _own.Remove(connection));
            foreach (var own in _own.Values.Where(c => c.Place.Typing is not null && now - c.Place.At > Silence))
                own.Place = own.Place with { Typing = null };
            here = [.. _own.Values.Select(c => c.Place with { At = now })];
        }

        if (silent.Count > 0)
            await grain.GoneAsync(silent);
        if (here.Count > 0)
            await grain.HereAsync(here);
        Board.Replace([.. await grain.ObserveAsync(observer)]);
        Volatile.Write(ref _observed, true);
    }

    /// <summary>The time, but never before the last: of two reports the later one counts, also when the clock was set back.</summary>
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

        Try(async () =>
        {
            await Task.Delay(Gather, time);
            List<PresenceOf> moved;
            lock (_gate)
            {
                _telling = false;
                moved = [.. _own.Values.Where(c => c.Unsaid).Select(c => c.Place)];
                foreach (var own in _own.Values)
                    own.Unsaid = false;
            }

            if (moved.Count > 0)
                await grain.HereAsync(moved);
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
