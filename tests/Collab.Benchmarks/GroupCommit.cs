using System.Collections.Concurrent;
using Collab.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Collab.Benchmarks;

/// <summary>The least that SQLite can do: the rows of annotations in the program's own table, everything that waits in one transaction, WAL and synchronous=FULL.</summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly BlockingCollection<TaskCompletionSource> _queue = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-baseline-").FullName;
    private readonly Thread _writer;
    private readonly (int Data, int Payload) _sizes;

    /// <param name="sizes">Bytes of a row, besides its ids and hashes: see <see cref="SizesIn"/>.</param>
    public GroupCommit((int Data, int Payload) sizes)
    {
        _sizes = sizes;
        // The table and its indexes; nothing else of the program.
        SqliteStorage.Open(_folder).Dispose();
        _writer = new Thread(Write);
        _writer.Start();
    }

    /// <summary>How large the rows of annotations are, on average, that a server has written into its data folder.</summary>
    public static (int Data, int Payload) SizesIn(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "collab.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(avg(length(data)) AS INTEGER), CAST(avg(length(payload)) AS INTEGER) FROM events WHERE kind = 'AnnotationAdded'";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt32(0), row.GetInt32(1));
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
        Directory.Delete(_folder, recursive: true);
    }

    private void Write()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "collab.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; INSERT INTO streams(key, id, kind, epoch) VALUES (1, 'baseline', 'document', x'00')");
        using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO events(stream, seq, clause, actor, command, ordinal, kind, at, data, payload, salt, digest, hash)
            VALUES (1, $seq, $clause, $actor, $command, 0, 'AnnotationAdded', $at, $data, $payload, $salt, $hash, $hash)
            """;
        var seq = insert.Parameters.AddWithValue("$seq", 0L);
        var command = insert.Parameters.AddWithValue("$command", Guid.NewGuid().ToByteArray());
        insert.Parameters.AddWithValue("$clause", new string('c', 26));
        insert.Parameters.AddWithValue("$actor", new string('a', 26));
        insert.Parameters.AddWithValue("$at", DateTime.UtcNow.Ticks);
        insert.Parameters.AddWithValue("$data", new byte[_sizes.Data]);
        insert.Parameters.AddWithValue("$payload", new byte[_sizes.Payload]);
        insert.Parameters.AddWithValue("$salt", new byte[16]);
        insert.Parameters.AddWithValue("$hash", new byte[32]);
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
                {
                    seq.Value = (long)seq.Value! + 1;
                    command.Value = Guid.NewGuid().ToByteArray();
                    insert.ExecuteNonQuery();
                }

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
