using Microsoft.Data.Sqlite;

namespace Collab.Storage.Sqlite;

/// <summary>
/// The only writer of the database. Whatever is queued while one transaction is on its way to the disk goes into the next, each write
/// in a savepoint of its own, so that one that is refused fails nobody else. One that is alone needs none: its transaction is undone.
/// </summary>
internal sealed class WriterThread : IDisposable
{
    private readonly object _gate = new();
    private readonly Database _database;
    private readonly Thread _thread;
    private List<Write> _queue = [];
    private bool _stopping;

    public WriterThread(Database database)
    {
        _database = database;
        _thread = new Thread(Loop) { Name = "Collab writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Told on the writer thread when a transaction is durable, before anybody is answered.</summary>
    public Action? Committed { get; set; }

    /// <summary>Told on the writer thread when a transaction was undone: what was remembered from it is not so.</summary>
    public Action? RolledBack { get; set; }

    /// <summary>A write that was alone in its transaction was refused, and undone with it.</summary>
    public Action? Undone { get; set; }

    /// <summary>Told on the writer thread that the disk failed, before anything else is written.</summary>
    public Action? DiskFailed { get; set; }

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Queues a write; the answer comes when it is durable and <paramref name="afterCommit"/> has run.</summary>
    public Task<T> RunAsync<T>(Func<Database, T> run, Action<Database>? afterCommit = null)
    {
        var write = new WriteOf<T>(run, afterCommit);
        lock (_gate)
        {
            if (_stopping)
                throw new StorageUnavailableException("The storage is closing. Try again when the server is back.");
            _queue.Add(write);
            Monitor.Pulse(_gate);
        }

        return write.Answer;
    }

    /// <summary>Writes what is queued, then closes the database.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _database.Dispose();
    }

    private void Loop()
    {
        List<Write> group = [];
        while (true)
        {
            lock (_gate)
            {
                while (_queue.Count == 0 && !_stopping)
                    Monitor.Wait(_gate);
                if (_queue.Count == 0)
                    return;
                (group, _queue) = (_queue, group);
            }

            var failure = Commit(group);
            foreach (var write in group)
                Complete(write, failure);
            group.Clear();
        }
    }

    private Exception? Commit(List<Write> group)
    {
        var committing = false;
        try
        {
            _database.Prepare("BEGIN IMMEDIATE").Run();
            if (group is [var alone])
            {
                if (!RunAlone(alone))
                    return null;
            }
            else
            {
                // After damage was met SQLite commits nothing of the transaction, not even what stands on whole pages: the others begin anew.
                while (!group.Where(write => write.Failure is null).All(RunInSavepoint))
                {
                    _database.Prepare("ROLLBACK").Run();
                    RolledBack?.Invoke();
                    _database.Prepare("BEGIN IMMEDIATE").Run();
                }
            }

            committing = true;
            _database.Prepare("COMMIT").Run();
            Commits++;
            Committed?.Invoke();
            return null;
        }
        catch (Exception x)
        {
            RollBack();
            SayWhenDiskFailed(x);
            // A commit that found no space never wrote its last frame; after any other error it may come back when the log is recovered.
            return committing && x is not SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL }
                ? new OutcomeUnknownException(x)
                : StorageErrors.Translate(x);
        }
    }

    private void SayWhenDiskFailed(Exception failure)
    {
        if (failure is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR })
            DiskFailed?.Invoke();
    }

    /// <summary>For a savepoint SQLite copies every page that is changed, and from 64 KiB on into a file that it makes and deletes: 10 to 20 % of this thread's time.</summary>
    /// <returns>False where it was refused and undone.</returns>
    private bool RunAlone(Write write)
    {
        try
        {
            write.Run(_database);
            return true;
        }
        catch (Exception x) when (StorageErrors.IsLocal(x) && _database.InTransaction)
        {
            _database.Prepare("ROLLBACK").Run();
            Undone?.Invoke();
            write.Failure = StorageErrors.Translate(x);
            return false;
        }
    }

    /// <returns>False where it met damage, and the transaction is lost.</returns>
    private bool RunInSavepoint(Write write)
    {
        _database.Prepare("SAVEPOINT one").Run();
        try
        {
            write.Run(_database);
        }
        catch (Exception x) when (StorageErrors.IsLocal(x) && _database.InTransaction)
        {
            write.Failure = StorageErrors.Translate(x);
            if (x is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT })
                return false;
            _database.Prepare("ROLLBACK TO one").Run();
        }

        _database.Prepare("RELEASE one").Run();
        return true;
    }

    private void RollBack()
    {
        try
        {
            if (_database.InTransaction)
                _database.Prepare("ROLLBACK").Run();
        }
        catch (SqliteException)
        {
            // The next BEGIN says so to whoever writes then.
        }

        RolledBack?.Invoke();
    }

    private void Complete(Write write, Exception? failure)
    {
        if ((failure ?? write.Failure) is { } refusal)
        {
            write.Fail(refusal);
            return;
        }

        try
        {
            write.AfterCommit(_database);
            write.Succeed();
        }
        catch (Exception x)
        {
            SayWhenDiskFailed(x);
            write.Fail(StorageErrors.Translate(x));
        }
    }
}
