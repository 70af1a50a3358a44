using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Collab.Benchmarks;

/// <summary>The least that SQLite can do: rows of the size of an annotation's, everything that waits in one transaction, WAL and synchronous=FULL.</summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly BlockingCollection<TaskCompletionSource> _queue = [];
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("collab-baseline-").FullName, "rows.db");
    private readonly Thread _writer;

    public GroupCommit()
    {
        _writer = new Thread(Write);
        _writer.Start();
    }

    public Task AppendAsync()
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(durable);
        return durable.Task;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.Join();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    private void Write()
    {
        using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows(seq INTEGER PRIMARY KEY, data BLOB, payload BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows(data, payload) VALUES ($data, $payload)";
        insert.Parameters.AddWithValue("$data", new byte[250]);
        insert.Parameters.AddWithValue("$payload", new byte[450]);
        var batch = new List<TaskCompletionSource>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (_queue.TryTake(out var next))
                batch.Add(next);
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                foreach (var _ in batch)
                    insert.ExecuteNonQuery();
                transaction.Commit();
            }

            batch.ForEach(durable => durable.SetResult());
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
