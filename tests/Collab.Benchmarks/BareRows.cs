using Collab.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Collab.Benchmarks;

/// <summary>The rows of annotations in the program's own table of a SQLite file, WAL and synchronous=FULL, with nothing of the program around it. For one thread.</summary>
internal sealed class BareRows : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-baseline-").FullName;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _seq, _command;

    /// <param name="sizes">Bytes of a row, besides its ids and hashes: see <see cref="SizesIn"/>.</param>
    public BareRows((int Data, int Payload) sizes)
    {
        // The table and its indexes; nothing else of the program.
        SqliteStorage.Open(_folder).Dispose();
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "collab.db")};Pooling=False");
        _connection.Open();
        using (var prepare = _connection.CreateCommand())
        {
            prepare.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; INSERT INTO streams(key, id, kind, epoch) VALUES (1, 'baseline', 'document', x'00')";
            prepare.ExecuteNonQuery();
        }

        _insert = _connection.CreateCommand();
        _insert.CommandText = """
            INSERT INTO events(stream, seq, clause, actor, command, ordinal, kind, at, data, payload, salt, digest, hash)
            VALUES (1, $seq, $clause, $actor, $command, 0, 'AnnotationAdded', $at, $data, $payload, $salt, $hash, $hash)
            """;
        _seq = _insert.Parameters.AddWithValue("$seq", 0L);
        _command = _insert.Parameters.AddWithValue("$command", Guid.NewGuid().ToByteArray());
        _insert.Parameters.AddWithValue("$clause", new string('c', 26));
        _insert.Parameters.AddWithValue("$actor", new string('a', 26));
        _insert.Parameters.AddWithValue("$at", DateTime.UtcNow.Ticks);
        _insert.Parameters.AddWithValue("$data", new byte[sizes.Data]);
        _insert.Parameters.AddWithValue("$payload", new byte[sizes.Payload]);
        _insert.Parameters.AddWithValue("$salt", new byte[16]);
        _insert.Parameters.AddWithValue("$hash", new byte[32]);
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

    /// <summary>So many rows in one transaction, which is on the disk when this returns.</summary>
    public void Commit(int rows)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (var i = 0; i < rows; i++)
        {
            _seq.Value = (long)_seq.Value! + 1;
            _command.Value = Guid.NewGuid().ToByteArray();
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
