using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Collab.Storage.Sqlite;

/// <summary>
/// The table of snapshots. It is a cache: damage in it costs time, and nothing is lost. SQLite can neither empty nor drop a table of which a
/// page is gone, but it can rename it.
/// </summary>
internal static class Snapshots
{
    private const string Lost = "snapshots_lost_";

    /// <summary>Says in the header of the file that rows stand in pages which belong to no table.</summary>
    private const long Unclean = 1;

    public static Snapshot? Read(Database database, string stream) => OrNull(StreamRow.Get(database, stream).Key, key =>
    {
        using var row = database.Prepare("""
            SELECT s.seq, s.hash, s.format, s.bytes, s.digest FROM snapshots s
            JOIN events e ON e.stream = s.stream AND e.seq = s.seq AND e.hash = s.hash
            WHERE s.stream = ?1
            """).Bind(1, key);
        return row.Step() && row.Span(4).SequenceEqual(SHA256.HashData(row.Span(3)))
            ? new Snapshot(row.Number(0), row.Bytes(1), (int)row.Number(2), row.Bytes(3))
            : null;
    });

    public static SnapshotInfo? Find(Database database, string stream) => OrNull(StreamRow.Get(database, stream).Key, key =>
    {
        using var row = database.Prepare("SELECT seq, format FROM snapshots WHERE stream = ?1").Bind(1, key);
        return row.Step() ? new SnapshotInfo(row.Number(0), (int)row.Number(1)) : null;
    });

    public static void Save(Database database, string stream, Snapshot snapshot) => database
        .Prepare("INSERT OR REPLACE INTO snapshots (stream, seq, hash, format, bytes, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .Bind(1, StreamRow.Get(database, stream).Key).Bind(2, snapshot.Seq).Bind(3, snapshot.Hash.Span).Bind(4, snapshot.Format)
        .Bind(5, snapshot.Bytes.Span).Bind(6, SHA256.HashData(snapshot.Bytes.Span))
        .Run();

    /// <summary>What is wrong with the table: a sentence for each, or none.</summary>
    public static IReadOnlyList<string> Check(Database database)
    {
        var check = new SnapshotCheck("To be rid of it make a new backup, and restore that one.");
        try
        {
            using var row = database.Prepare("SELECT bytes, digest FROM snapshots");
            while (row.Step())
                check.Read(row.Span(0), row.Span(1));
        }
        catch (SqliteException damage) when (StorageErrors.IsDamage(damage))
        {
            check.CannotRead(damage.Message);
        }

        if (CountLost(database) > 0)
            check.WasSetAside();
        return check.Found;
    }

    /// <summary>Puts an empty table in the place of one that is damaged. Within a transaction in which no damage was met: SQLite commits none after it.</summary>
    public static void SetAside(Database database)
    {
        string definition;
        using (var row = database.Prepare("SELECT sql FROM sqlite_schema WHERE name = 'snapshots'"))
            definition = row.Step() ? row.Text(0) : "";
        database.Execute($"ALTER TABLE snapshots RENAME TO {Lost}{CountLost(database) + 1}; {definition}");
    }

    /// <summary>The same, only where it is damaged, and of what was set aside nothing is a table any more: the next VACUUM writes without it.</summary>
    public static void Abandon(Database database)
    {
        try
        {
            Rewriting.Anew(database, "snapshots");
        }
        catch (SqliteException x) when (StorageErrors.IsDamage(x))
        {
            database.Transact(() => SetAside(database));
        }

        if (CountLost(database) == 0)
            return;
        database.Execute("PRAGMA writable_schema = ON");
        try
        {
            database.Transact(() => database.Execute($"DELETE FROM sqlite_schema WHERE type = 'table' AND name GLOB '{Lost}*'; PRAGMA user_version = {Unclean}"));
        }
        finally
        {
            database.Execute("PRAGMA writable_schema = RESET");
        }
    }

    /// <summary>Writes the table anew; where it was damaged, the whole file, without the pages that it had.</summary>
    public static void Rewrite(Database database)
    {
        Abandon(database);
        if (IsUnclean(database))
            database.Execute("VACUUM; PRAGMA user_version = 0");
    }

    /// <summary>The same, where one was set aside: words may stand in it.</summary>
    /// <returns>Whether there was something.</returns>
    public static bool CleanAside(Database database)
    {
        if (CountLost(database) == 0 && !IsUnclean(database))
            return false;
        Rewrite(database);
        return true;
    }

    private static bool IsUnclean(Database database)
    {
        using var row = database.Prepare("PRAGMA user_version");
        return row.Step() && row.Number(0) == Unclean;
    }

    private static long CountLost(Database database)
    {
        using var row = database.Prepare($"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name GLOB '{Lost}*'");
        return row.Step() ? row.Number(0) : 0;
    }

    private static T? OrNull<T>(long key, Func<long, T?> read)
        where T : class
    {
        try
        {
            return read(key);
        }
        catch (Exception x) when (StorageErrors.IsDamage(x) || x is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_ERROR })
        {
            // The name of the table may be what is damaged.
            return null;
        }
    }
}
