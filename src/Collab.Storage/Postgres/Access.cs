using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>The one way to the database: connections for appends, and connections for everything else.</summary>
internal sealed class Access : IDisposable
{
    private const int OtherConnections = 4;

    private readonly Patience _patience = new();
    private readonly string _database;
    private readonly Workers<AppendJob>[] _appends;
    private readonly Workers<Job> _others;

    /// <param name="settings">Where to connect to.</param>
    /// <param name="appendConnections">How many connections append; a stream keeps to one of them.</param>
    /// <param name="appendsAtOnce">How many waiting appends share a transaction.</param>
    public Access(NpgsqlConnectionStringBuilder settings, int appendConnections = 2, int appendsAtOnce = 64)
    {
        _database = ConnectionSettings.Name(settings);
        // A stream has one of them, so that its appends are in order and no connection waits for another.
        var appender = new Appender();
        _appends = [.. Enumerable.Range(0, appendConnections).Select(i => new Workers<AppendJob>($"append {i}", settings, _patience, 1, appendsAtOnce, appender.Run))];
        _others = new Workers<Job>("database", settings, _patience, OtherConnections, 1, (connection, jobs, _) => jobs[0].Run(connection));
    }

    /// <summary>Runs work on a connection; the answer comes within <see cref="ConnectionSettings.Answer"/>.</summary>
    public Task<T> RunAsync<T>(Effect effect, Func<NpgsqlConnection, T> run)
    {
        var job = new JobOf<T>(effect, run);
        _others.Add(job);
        return job.AnswerAsync(_database, _patience);
    }

    /// <summary>Appends; the answer comes within <see cref="ConnectionSettings.Answer"/>.</summary>
    public Task AppendAsync(AppendJob job)
    {
        _appends[(uint)job.Stream.GetHashCode(StringComparison.Ordinal) % _appends.Length].Add(job);
        return job.AnswerAsync(_database, _patience);
    }

    /// <summary>Does what is queued, then closes the connections.</summary>
    public void Dispose()
    {
        foreach (var appends in _appends)
            appends.Dispose();
        _others.Dispose();
    }
}
