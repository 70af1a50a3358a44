using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>Says what an error of SQLite means to the one who asked, and what to do.</summary>
internal static class StorageErrors
{
    /// <summary>The refusal that the error stands for; the error itself when it is none.</summary>
    public static Exception Translate(Exception error)
    {
        if (error is not SqliteException sqlite)
            return error;
        if (IsFull(sqlite))
            return new StorageFullException(error);
        // Every statement is one that was tested: where SQLite does not understand it, the tables are no longer those that were made.
        if (sqlite.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR or raw.SQLITE_SCHEMA or raw.SQLITE_FORMAT)
            return new StorageDamagedException($"The database is damaged ({sqlite.Message}). Stop the server and restore a backup.", error);
        var message = sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_IOERR => $"The disk that holds the data folder failed ({sqlite.Message}). Look at the disk; writing resumes by itself.",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => "The data folder is read-only. Make it writable for this user; writing resumes by itself.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another program holds the database locked. Close it; writing resumes by itself.",
            raw.SQLITE_CANTOPEN => "The database cannot be opened. See that the data folder is there and belongs to this user.",
            raw.SQLITE_NOMEM => "There is no memory left. Try again shortly.",
            _ => null,
        };
        return message is null ? error : new StorageUnavailableException(message, error);
    }

    /// <summary>Whether the error says that the disk is full; SQLite keeps its shared index in a file too, which then cannot grow.</summary>
    public static bool IsFull(SqliteException error) =>
        error.SqliteErrorCode == raw.SQLITE_FULL || error.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE;

    /// <summary>Whether what was read is not what SQLite wrote.</summary>
    public static bool IsDamage(Exception error) =>
        error is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } or ArgumentException;

    /// <summary>Whether the error concerns one write only, and the transaction around it can go on.</summary>
    public static bool IsLocal(Exception error) =>
        error is not SqliteException sqlite || sqlite.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR;
}
