using Collab.Storage;
using Collab.Storage.Postgres;
using Collab.Storage.Sqlite;

namespace Collab.Server.Hosting;

/// <summary>Which storage is configured.</summary>
/// <param name="Folder">The data folder; beside PostgreSQL it holds the admin socket and the certificate.</param>
/// <param name="Connection">The PostgreSQL database; null for SQLite in the data folder. It may hold a password: it is never printed.</param>
/// <param name="UpgradeBackup">The folder for the backup before an upgrade, or <see cref="NoBackup"/>; null for the data folder.</param>
public sealed record StorageSettings(string Folder, string? Connection, string? UpgradeBackup = null)
{
    private const string NoBackup = "none";

    /// <summary>Reads <c>Collab:Data</c>, <c>Collab:Storage</c>, <c>Collab:Connection</c> and <c>Collab:UpgradeBackup</c>.</summary>
    /// <exception cref="IOException">They do not fit together; the message says what to do.</exception>
    public static StorageSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(ServerOptions.Section);
        var (storage, connection) = (section[nameof(ServerOptions.Storage)], section[nameof(ServerOptions.Connection)]);
        var hasConnection = !string.IsNullOrWhiteSpace(connection);
        if (!Enum.TryParse<StorageKind>(storage ?? (hasConnection ? nameof(StorageKind.Postgres) : nameof(StorageKind.Sqlite)), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            throw new IOException($"There is no storage “{storage}”. Use --storage sqlite or --storage postgres.");
        return (kind, hasConnection) switch
        {
            (StorageKind.Postgres, false) => throw new IOException("Say which database: --connection \"Host=…;Username=…;Password=…;Database=…\", or the environment variable Collab__Connection."),
            (StorageKind.Sqlite, true) => throw new IOException("A connection was given, but the storage is SQLite. Use --storage postgres, or leave the connection out."),
            _ => new StorageSettings(DataLocation.Folder(section[nameof(ServerOptions.Data)]), hasConnection ? connection : null, section[nameof(ServerOptions.UpgradeBackup)]),
        };
    }

    /// <summary>Without the connection: a password may be in it.</summary>
    public override string ToString() => $"{(Connection is null ? StorageKind.Sqlite : StorageKind.Postgres)}, {Folder}";

    private string? Backups => UpgradeBackup switch
    {
        NoBackup => null,
        { Length: > 0 } folder => Path.GetFullPath(folder),
        _ => Folder,
    };

    /// <summary>Opens the data folder and the storage, for this process alone where it is SQLite. What was opened is closed with the services.</summary>
    /// <exception cref="DataFolderInUseException">Another process has the data folder open.</exception>
    /// <exception cref="NewerSchemaException">A newer program wrote the data.</exception>
    /// <exception cref="StorageUnavailableException">The disk or the database refuses.</exception>
    public void AddTo(IServiceCollection services)
    {
        if (Connection is null)
        {
            var sqlite = SqliteStorage.Open(Folder, Backups);
            services.AddSingleton<IStorage>(_ => sqlite);
            return;
        }

        // Its socket and its pid are one node's, whatever the database is.
        var folder = DataFolder.Open(Folder);
        try
        {
            var postgres = PostgresStorage.Open(Connection, Backups);
            services.AddSingleton(_ => folder);
            services.AddSingleton<IStorage>(provider =>
            {
                provider.GetRequiredService<DataFolder>();
                return postgres;
            });
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
