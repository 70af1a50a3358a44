using Collab.Domain.Planting;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>
/// One SQLite connection and its prepared statements, used by one thread at a time. It stands on SQLitePCL because binding named
/// parameters anew for every row costs more than the insert itself.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => Handle = handle;

    public sqlite3 Handle { get; }

    /// <summary>All of it or nothing.</summary>
    public void Transact(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            if (InTransaction)
                Execute("ROLLBACK");
            throw;
        }
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Rows that the last insert, update or delete changed.</summary>
    public int Changes => raw.sqlite3_changes(Handle);

    public static Database OpenWriter(string file)
    {
        var database = Open(file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

        // A cache that is full after some ten minutes of a busy seminar; one of 32 MiB grew for half an hour and made writing no faster (docs/decisions/0282).
        // A checkpoint every 16 MiB instead of every 4 rewrites the pages of the indexes less often: inserts take 0.75 of the time.
        database.Execute($"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {(Planted.Is(Defect.CommittedWithoutSync) ? "OFF" : "FULL")};
            PRAGMA secure_delete = {(Planted.Is(Defect.ErasedInFreePages) ? "OFF" : "ON")};
            PRAGMA foreign_keys = ON;
            PRAGMA cell_size_check = ON;
            PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """);
        return database;
    }

    public static Database OpenReader(string file)
    {
        var database = Open(file, raw.SQLITE_OPEN_READWRITE);
        database.Execute("""
            PRAGMA query_only = ON;
            PRAGMA cell_size_check = ON;
            PRAGMA cache_size = -8192;
            """);
        return database;
    }

    /// <summary>Opens a file as it is, with SQLite's defaults.</summary>
    public static Database Open(string file, int flags)
    {
        var result = raw.sqlite3_open_v2(file, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle);
        try
        {
            database.Check(result);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, 2000);
            database.Execute("PRAGMA trusted_schema = OFF");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of this text, ready to bind; dispose it to hand it back.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        return _statements[sql] = new Statement(this, prepared);
    }

    /// <summary>Runs statements that need neither parameters nor results.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>Empties the write-ahead log, where what was erased still stands.</summary>
    /// <exception cref="StorageUnavailableException">A reader, such as a backup, holds on to it.</exception>
    public void EmptyWal()
    {
        using var row = Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        row.Step();
        if (row.Number(0) != 0)
            throw new StorageUnavailableException("It is erased, but a reader kept the write-ahead log from being emptied. Erase it again.");
    }

    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteException(raw.sqlite3_errmsg(Handle).utf8_to_string(), result & 0xff, result);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Close();
        _statements.Clear();
        Handle.Dispose();
    }
}
