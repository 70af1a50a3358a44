using System.Collections.Concurrent;

namespace Collab.Storage.Sqlite;

/// <summary>Threads that read, each with a connection of its own: SQLite blocks, and neither a grain nor the thread pool may wait for it.</summary>
internal sealed class ReaderThreads : IDisposable
{
    private readonly BlockingCollection<Action<Database>> _queue = [];
    private readonly List<Thread> _threads = [];

    public ReaderThreads(string file, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var database = Database.OpenReader(file);
            var thread = new Thread(() => Loop(database)) { Name = $"Collab reader {i}", IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }
    }

    public Task<T> RunAsync<T>(Func<Database, T> read)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _queue.Add(database =>
            {
                try { answer.SetResult(read(database)); }
                catch (Exception x) { answer.SetException(StorageErrors.Translate(x)); }
            });
        }
        catch (InvalidOperationException x)
        {
            throw new StorageUnavailableException("The storage is closing. Try again when the server is back.", x);
        }

        return answer.Task;
    }

    /// <summary>Answers what is queued, then closes the connections.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _threads.ForEach(thread => thread.Join());
        _queue.Dispose();
    }

    private void Loop(Database database)
    {
        using (database)
            foreach (var read in _queue.GetConsumingEnumerable())
                read(database);
    }
}
