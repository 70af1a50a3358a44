using Microsoft.Data.Sqlite;

namespace Collab.Server.Tests.Hosting;

/// <summary>A database file in which bytes change behind the server's back.</summary>
internal static class DamagedFile
{
    /// <summary>Changes one byte of the words of the note “Hurt.”, and answers its seq.</summary>
    public static long Hurt(string data, string document)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "collab.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE events SET payload = CAST(replace(CAST(payload AS TEXT), 'Hurt', 'Hirt') AS BLOB)
            WHERE stream = (SELECT key FROM streams WHERE id = $document) AND CAST(payload AS TEXT) LIKE '%Hurt.%'
            RETURNING seq
            """;
        command.Parameters.AddWithValue("$document", document);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Changes the hash of the first event of a log.</summary>
    public static void HurtBeginning(string data, string stream)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "collab.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE events SET hash = zeroblob(32) WHERE seq = 1 AND stream = (SELECT key FROM streams WHERE id = $stream) RETURNING seq";
        command.Parameters.AddWithValue("$stream", stream);
        Assert.Equal(1L, command.ExecuteScalar());
    }

    /// <summary>Loses the page on which some words of a text stand, of a server that is stopped.</summary>
    public static void ZeroPageWith(string data, string words)
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "collab.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        var file = Path.Combine(data, "collab.db");
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(words));
        Assert.True(at >= 0);
        Array.Clear(bytes, at / 4096 * 4096, 4096);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Loses the first page of a table, of a server that is stopped.</summary>
    public static void ZeroRootOf(string data, string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "collab.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rootpage FROM sqlite_schema WHERE name = $table";
        command.Parameters.AddWithValue("$table", table);
        var page = (long)command.ExecuteScalar()!;
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        connection.Close();
        using var file = File.OpenWrite(Path.Combine(data, "collab.db"));
        file.Position = (page - 1) * 4096;
        file.Write(new byte[4096]);
    }
}
