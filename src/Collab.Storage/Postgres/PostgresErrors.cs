using System.Net.Sockets;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>Says what an error of PostgreSQL means to the one who asked, and what to do.</summary>
internal static class PostgresErrors
{
    /// <summary>The refusal of an error that came before anything was sent.</summary>
    public static StorageUnavailableException Connecting(Exception error, string database) => new(
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"The database {database} refused the user or the password. Correct the connection.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"There is no database {database}. Create it, or correct the connection.",
            PostgresException postgres => Says(postgres, database),
            { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } or SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"Nothing listens at {database}. Start the database, or correct the connection; writing resumes by itself.",
            { InnerException: SocketException socket } => $"The database {database} cannot be reached ({socket.Message}). Writing resumes by itself when it can.",
            { InnerException: TimeoutException } or TimeoutException => NoAnswer(database),
            _ => $"The database {database} cannot be reached ({error.Message}). Writing resumes by itself when it can.",
        },
        error);

    public static string NoAnswer(string database) => $"The database {database} does not answer. Look at it; writing resumes by itself.";

    /// <summary>What an error that came after something was sent means; the error itself when it says nothing of the storage.</summary>
    /// <param name="error">The error.</param>
    /// <param name="writes">Whether something was to be written.</param>
    /// <param name="database">The database's name.</param>
    public static Exception Translate(Exception error, bool writes, string database)
    {
        if (!IsOfTheConnection(error))
            return error is PostgresException refused ? Refused(refused, database) : error;
        if (writes)
            return new OutcomeUnknownException(error);
        return error is PostgresException postgres
            ? new StorageUnavailableException(Says(postgres, database), error)
            : new StorageUnavailableException($"The connection to the database {database} was lost. Try again; reading resumes by itself.", error);
    }

    /// <summary>Whether the connection is gone with the error, and with it the certainty of what was written.</summary>
    public static bool IsOfTheConnection(Exception error) => error switch
    {
        PostgresException postgres => postgres.InvariantSeverity is "FATAL" or "PANIC",
        _ => error is NpgsqlException,
    };

    /// <summary>Whether the server found a page of its own damaged, or a row is.</summary>
    public static bool IsDamage(Exception error) => IsOfAPage(error) || IsOfARow(error);

    /// <summary>Whether the server found a page of its own damaged.</summary>
    public static bool IsOfAPage(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    /// <summary>Whether what the server answered cannot be what was written.</summary>
    public static bool IsOfARow(Exception error) => error is ArgumentException or InvalidCastException;

    // An ERROR ended its transaction: nothing of it was written.
    private static Exception Refused(PostgresException error, string database) => error.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new StorageFullException(error),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            new StorageDamagedException($"The database {database} is damaged ({error.SqlState}: {error.MessageText}). See its log, and docs/postgresql.md for what to do; or restore a backup.", error),
        [var one, var two, ..] when (one, two) is ('5', '3') or ('5', '5') or ('5', '7') or ('5', '8') or ('4', '0') or ('X', 'X') =>
            new StorageUnavailableException(Says(error, database), error),
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable =>
            new StorageUnavailableException(Says(error, database), error),
        _ => error,
    };

    private static string Says(PostgresException error, string database) => error.SqlState switch
    {
        PostgresErrorCodes.TooManyConnections => $"The database {database} has no connection left. Raise max_connections, or close other programs'; writing resumes by itself.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The database {database} is read-only. Connect to the primary, or make it writable; writing resumes by itself.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"The database {database} is stopping or starting. Writing resumes by itself.",
        PostgresErrorCodes.QueryCanceled => $"The database {database} took too long. Look at its load and its disk; writing resumes by itself.",
        _ => $"The database {database} refused ({error.SqlState}: {error.MessageText}). See its log; writing resumes by itself.",
    };
}
