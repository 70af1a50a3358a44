using Collab.Storage.Accounts;
using Npgsql;
using Migration = Collab.Storage.Sqlite.Migration;

namespace Collab.Storage.Postgres;

/// <summary>
/// Everything durable of all nodes, in one PostgreSQL database: the log, and people, sessions and tokens beside it. Each node has a few
/// connections of its own; the keys of the tables are what keeps nodes from writing over each other.
/// </summary>
public sealed partial class PostgresStorage : IStorage
{
    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly Access _access;
    private int _disposed;

    private PostgresStorage(NpgsqlConnectionStringBuilder settings)
    {
        _settings = settings;
        _access = new Access(settings);
        Log = new PostgresEventLog(_access);
        Accounts = new PostgresAccountStore(_access);
        Index = new PostgresNoteIndex(_access);
    }

    public string Place => $"PostgreSQL {ConnectionSettings.Name(_settings)}";

    public IEventLog Log { get; }

    public IAccountStore Accounts { get; }

    public INoteIndex Index { get; }

    /// <summary>Connects to the database, making what is missing and upgrading what is older. It blocks while it does.</summary>
    /// <param name="connectionString">Such as <c>Host=db.example.edu;Username=collab;Password=…;Database=collab</c>.</param>
    /// <param name="backups">The folder for the backup that is made before an upgrade; null for none.</param>
    /// <exception cref="NewerSchemaException">A newer program wrote it.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be reached, refuses, or is read-only, or the backup cannot be written; the message says what to do.</exception>
    public static PostgresStorage Open(string connectionString, string? backups = null) => Open(connectionString, backups, Migrations.All);

    /// <summary>The same as it is: nothing is made or upgraded.</summary>
    /// <exception cref="NewerSchemaException">A newer program wrote it.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be reached, refuses, or is empty or older; the message says what to do.</exception>
    public static PostgresStorage OpenExisting(string connectionString)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        using (var link = new Link(settings))
            Demand(settings, () => Schema.DemandNewest(link.Open(), ConnectionSettings.Name(settings), Migrations.All));
        return new PostgresStorage(settings);
    }

    /// <summary>The connection string for Orleans' clustering, which pools its own connections: with the same bounds of time, and few connections.</summary>
    public static string ForClustering(string connectionString) => ConnectionSettings.ForClustering(ConnectionSettings.Parse(connectionString)).ConnectionString;

    /// <summary>The highest generation that the table of nodes knows of an address, dead ones included; 0 where it knows none.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, or refuses; the message says what to do.</exception>
    public static int NewestGeneration(string connectionString, string cluster, System.Net.IPEndPoint address)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        var newest = 0;
        // As patient as the rest of a start.
        using (var link = new Link(ConnectionSettings.ForLongWork(settings)))
            Demand(settings, () => newest = ClusterMembership.NewestGeneration(link.Open(), cluster, address));
        return newest;
    }

    /// <summary>Does what is queued, then closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _access.Dispose();
    }

    internal static PostgresStorage Open(string connectionString, string? backups, IReadOnlyList<Migration> migrations)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        using (var link = new Link(ConnectionSettings.ForLongWork(settings)))
            Demand(settings, () => Schema.Upgrade(link.Open(), ConnectionSettings.Name(settings), migrations, backups));
        return new PostgresStorage(settings);
    }

    /// <summary>Says what a failure of long work means.</summary>
    private static void Demand(NpgsqlConnectionStringBuilder settings, Action work)
    {
        try
        {
            work();
        }
        catch (Exception x) when (PostgresErrors.Translate(x, writes: false, ConnectionSettings.Name(settings)) is var refusal && refusal != x)
        {
            throw refusal;
        }
    }
}
