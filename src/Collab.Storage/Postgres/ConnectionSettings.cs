using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// How this program speaks to PostgreSQL: every wait is bounded, so that every answer comes within three seconds. What the operator's own
/// connection string says of it wins.
/// </summary>
internal static class ConnectionSettings
{
    /// <summary>How long a caller waits for an answer, whatever the connection does.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(2);

    /// <summary>The same while the database is known to be silent.</summary>
    public static readonly TimeSpan SilentAnswer = TimeSpan.FromSeconds(0.5);

    // The server gives up before the caller: its error says for certain that nothing was written. Then the caller, then the connection.
    private const int StatementMilliseconds = 1500, ConnectSeconds = 2, PatientConnectSeconds = 4, CommandSeconds = 3, ClusteringConnections = 4;

    /// <exception cref="StorageUnavailableException">It is no connection string; what it says is not repeated, a password may be in it.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder asked;
        try
        {
            asked = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception x) when (x is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw Unusable();
        }

        if (string.IsNullOrEmpty(asked.Host))
            throw Unusable();

        // Each thread keeps its own connection, so there is no pool: its errors would come between.
        asked.Pooling = false;
        asked.ApplicationName ??= "Collab";
        asked.IncludeErrorDetail = false;
        asked.PersistSecurityInfo = false;
        Default("Timeout", ConnectSeconds);
        Default("Command Timeout", CommandSeconds);
        Default("Cancellation Timeout", 500);
        Default("Tcp Keepalive", true);
        Default("Max Auto Prepare", 40);
        Default("GSS Encryption Mode", GssEncryptionMode.Disable);
        asked.Options = $"-c statement_timeout={StatementMilliseconds} -c synchronous_commit=on {asked.Options}".TrimEnd();
        return asked;

        void Default(string key, object value)
        {
            if (!asked.ShouldSerialize(key))
                asked[key] = value;
        }
    }

    /// <summary>For the start, and for work that takes as long as it takes: once connected there is no limit of time.</summary>
    public static NpgsqlConnectionStringBuilder ForLongWork(NpgsqlConnectionStringBuilder settings) => new(settings.ConnectionString)
    {
        Timeout = Math.Max(settings.Timeout, PatientConnectSeconds),
        CommandTimeout = 0,
        Options = $"{settings.Options} -c statement_timeout=0",
    };

    /// <summary>For a library that opens and closes a connection for each statement.</summary>
    public static NpgsqlConnectionStringBuilder ForClustering(NpgsqlConnectionStringBuilder settings) => new(settings.ConnectionString)
    {
        Pooling = true,
        MaxPoolSize = ClusteringConnections,
        MaxAutoPrepare = 0,
        ApplicationName = $"{settings.ApplicationName} cluster",
    };

    /// <summary>The database as it may be told to anybody who runs the server: without user and password.</summary>
    public static string Name(NpgsqlConnectionStringBuilder settings) => $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";

    private static StorageUnavailableException Unusable() =>
        new("The connection is not understood. Write it as: Host=db.example.edu;Username=collab;Password=…;Database=collab");
}
