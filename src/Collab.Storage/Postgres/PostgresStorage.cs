using Collab.Storage.Accounts;
using Npgsql;
using Migration = Collab.Storage.Sqlite.Migration;

namespace Collab.Storage.Postgres;

/// <summary>
/// Everything durable of all nodes, in one PostgreSQL database: the log, and people, sessions and tokens beside it. Each node has a few
/// connections of its own; the keys of the tables are what keeps nodes from writing over each other.
/// </summary>
public sealed class PostgresStorage : IDisposable
{
    private const int UpgradeSeconds = 60;
    private readonly Access _access;
    private int _disposed;

    private PostgresStorage(NpgsqlConnectionStringBuilder settings)
    {
        _access = new Access(settings);
        Log = new PostgresEventLog(_access);
        Accounts = new PostgresAccountStore(_access);
    }

    public IEventLog Log { get; }

    public IAccountStore Accounts { get; }

    /// <summary>Connects to the database, making what is missing and upgrading what is older. It blocks while it does.</summary>
    /// <param name="connectionString">Such as <c>Host=db.example.edu;Username=collab;Password=…;Database=collab</c>.</param>
    /// <exception cref="NewerSchemaException">A newer program wrote it.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be reached, refuses, or is read-only; the message says what to do.</exception>
    public static PostgresStorage Open(string connectionString) => Open(connectionString, Migrations.All);

    /// <summary>Does what is queued, then closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _access.Dispose();
    }

    internal static PostgresStorage Open(string connectionString, IReadOnlyList<Migration> migrations)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        Upgrade(settings, migrations);
        return new PostgresStorage(settings);
    }

    private static void Upgrade(NpgsqlConnectionStringBuilder settings, IReadOnlyList<Migration> migrations)
    {
        using var link = new Link(new(settings.ConnectionString) { CommandTimeout = UpgradeSeconds, Options = $"{settings.Options} -c statement_timeout={UpgradeSeconds}s" });
        var connection = link.Open();
        try
        {
            Schema.Upgrade(connection, migrations);
        }
        catch (Exception x) when (PostgresErrors.Translate(x, writes: false, ConnectionSettings.Name(settings)) is var refusal && refusal != x)
        {
            throw refusal;
        }
    }
}
