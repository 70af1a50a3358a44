using System.Collections.Concurrent;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// Threads that work through one queue, each with a connection of its own. They block in the place of the thread pool: when a statement
/// gets no answer, Npgsql blocks the thread that it is on, its asynchronous calls too.
/// </summary>
/// <typeparam name="TJob">What is queued.</typeparam>
internal sealed class Workers<TJob> : IDisposable
    where TJob : Job
{
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<TJob> _queue = [];
    private readonly List<Thread> _threads = [];
    private readonly string _database;
    private readonly Patience _patience;
    private readonly int _atOnce;
    private readonly Action<NpgsqlConnection, IReadOnlyList<TJob>, bool> _work;

    /// <param name="name">What the threads are called.</param>
    /// <param name="settings">Where to connect to.</param>
    /// <param name="patience">Told that the database answers.</param>
    /// <param name="count">How many threads, and connections, there are.</param>
    /// <param name="atOnce">How many of the waiting jobs one connection takes at once.</param>
    /// <param name="work">Does jobs and answers each; told whether this is a second attempt, after a lost connection.</param>
    public Workers(string name, NpgsqlConnectionStringBuilder settings, Patience patience, int count, int atOnce, Action<NpgsqlConnection, IReadOnlyList<TJob>, bool> work)
    {
        (_database, _patience, _atOnce, _work) = (ConnectionSettings.Name(settings), patience, atOnce, work);
        for (var i = 0; i < count; i++)
        {
            var thread = new Thread(() => Loop(new Link(settings))) { Name = $"Collab {name} {i}", IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }
    }

    /// <exception cref="StorageUnavailableException">The storage is closing.</exception>
    public void Add(TJob job)
    {
        try
        {
            _queue.Add(job);
        }
        catch (InvalidOperationException x)
        {
            throw new StorageUnavailableException("The storage is closing. Try again when the server is back.", x);
        }
    }

    /// <summary>Does what is queued, then closes the connections.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        if (_threads.TrueForAll(thread => thread.Join(Closing)))
            _queue.Dispose();
    }

    private void Loop(Link link)
    {
        using (link)
        {
            foreach (var first in _queue.GetConsumingEnumerable())
            {
                List<TJob> jobs = [first];
                while (jobs.Count < _atOnce && _queue.TryTake(out var next))
                    jobs.Add(next);
                Do(link, jobs);
            }
        }
    }

    private void Do(Link link, List<TJob> jobs)
    {
        for (var again = false; ; again = true)
        {
            // Those that nobody waits for any more are left out, before they are sent and when they would be sent again.
            jobs.RemoveAll(job => job.IsAnswered);
            if (jobs.Count == 0)
                return;
            try
            {
                var connection = link.Open();
                jobs.RemoveAll(job => !job.Send());
                if (jobs.Count > 0)
                    _work(connection, jobs, again);
                _patience.Regained();
                return;
            }
            catch (Exception x)
            {
                if (PostgresErrors.IsOfAPage(x))
                {
                    DoBesideDamage(link, jobs, again);
                    return;
                }

                var lost = PostgresErrors.IsOfTheConnection(x);
                if (lost)
                    link.Close();
                else if (x is not StorageUnavailableException)
                    _patience.Regained();
                if (lost && !again && jobs.TrueForAll(job => job.Effect != Effect.Once))
                    continue;
                foreach (var job in jobs)
                    job.Fail(Meaning(x, job, again));
                return;
            }
        }
    }

    // What one of them met ended the transaction of all.
    private void DoBesideDamage(Link link, List<TJob> jobs, bool again)
    {
        _patience.Regained();
        foreach (var job in jobs.Where(job => !job.IsAnswered))
        {
            try
            {
                Detours.Do(link, connection => _work(connection, [job], again));
            }
            catch (Exception x)
            {
                if (PostgresErrors.IsOfTheConnection(x))
                    link.Close();
                job.Fail(Meaning(x, job, again));
            }
        }
    }

    // That there is no connection now, or that it was refused now, does not say what became of what was sent over the last one.
    private Exception Meaning(Exception error, TJob job, bool again)
    {
        var writes = job.Effect != Effect.None;
        var meaning = PostgresErrors.Translate(error, writes, _database);
        return again && writes && meaning is StorageUnavailableException ? new OutcomeUnknownException(meaning) : meaning;
    }
}
