using System.Collections.Concurrent;
using Collab.Domain;
using Collab.Server.Limits;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>Every live connection of this node: counted by person, and closed when the session, the token or the membership behind it ends.</summary>
public sealed partial class Connections : IHostedService, IDisposable
{
    /// <summary>How often it is asked whether they still hold: another node may have ended them. With the answer, less than a second.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMilliseconds(500);

    // So that no single question is too large for storage to answer in time.
    private const int AtOnce = 1_000;

    private readonly ConcurrentDictionary<Connection, bool> _open = [];
    private readonly Dictionary<string, int> _byPerson = [];
    private readonly IOptions<LimitsOptions> _limits;
    private readonly ISignOuts _signOuts;
    private readonly ICallerCheck _check;
    private readonly TimeProvider _time;
    private readonly ILogger<Connections> _logger;
    private ITimer? _timer;
    private int _checking;
    private bool _stopped, _isUnchecked;

    public Connections(IOptions<LimitsOptions> limits, ISignOuts signOuts, ICallerCheck check, TimeProvider time, ILogger<Connections> logger)
    {
        (_limits, _signOuts, _check, _time, _logger) = (limits, signOuts, check, time, logger);
        _signOuts.Ended += Close;
    }

    /// <summary>Counts a connection until it is disposed.</summary>
    /// <param name="close">Closes it; called at most once.</param>
    /// <exception cref="RefusalException"><c>too-many-connections</c>.</exception>
    public Connection Open(Caller caller, Action close)
    {
        lock (_byPerson)
        {
            var count = _byPerson.GetValueOrDefault(caller.Person);
            if (count >= _limits.Value.Connections)
                throw new RefusalException("too-many-connections", $"You have {count} connections open, as many as there may be. Close other tabs or programs.");
            _byPerson[caller.Person] = count + 1;
        }

        var connection = new Connection(caller, close, Forget);
        _open[connection] = true;
        return connection;
    }

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Whether none is open.</summary>
    public bool IsEmpty => _open.IsEmpty;

    /// <summary>Closes every connection: the server stops, or cannot tell who may read what.</summary>
    public void CloseAll()
    {
        foreach (var connection in _open.Keys)
            connection.Close();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => CheckAsync().Ignore(), null, CheckEvery, CheckEvery);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _stopped, true);
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _signOuts.Ended -= Close;
        _timer?.Dispose();
    }

    private void Close(string sessionOrToken)
    {
        foreach (var connection in _open.Keys.Where(c => c.Caller.Session == sessionOrToken || c.Caller.Token == sessionOrToken))
            connection.End();
    }

    private async Task CheckAsync()
    {
        if (Interlocked.Exchange(ref _checking, 1) == 1)
            return;
        try
        {
            foreach (var some in _open.Keys.GroupBy(c => (c.Caller.Session, c.Caller.Token)).Chunk(AtOnce))
            {
                var valid = await _check.AreStillValidAsync([.. some.Select(same => same.First().Caller)]);
                foreach (var connection in some.Where((_, i) => !valid[i]).SelectMany(same => same))
                    connection.End();
            }

            _isUnchecked = false;
        }
        catch (Exception) when (Volatile.Read(ref _stopped))
        {
            // The server stops, and its storage closes: there is nobody left to check.
        }
        catch (Exception e)
        {
            // Storage is away. Whoever signs out needs it too; to throw everyone out would help nobody. It is said once, not twice a second.
            if (!_isUnchecked)
                LogUnchecked(e);
            _isUnchecked = true;
        }
        finally
        {
            Volatile.Write(ref _checking, 0);
        }
    }

    private void Forget(Connection connection)
    {
        if (!_open.TryRemove(connection, out _))
            return;
        lock (_byPerson)
        {
            if (--_byPerson[connection.Caller.Person] == 0)
                _byPerson.Remove(connection.Caller.Person);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open connections cannot be checked; it is tried again twice a second, and not said again until it succeeds")]
    private partial void LogUnchecked(Exception failure);
}
