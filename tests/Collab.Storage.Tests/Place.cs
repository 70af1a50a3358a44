using Collab.Storage.Sqlite;

namespace Collab.Storage.Tests;

/// <summary>A fresh place for the data of one kind of storage, and what only the operator of it can do there. It goes with the test.</summary>
public abstract class Place : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The newest schema that the program knows.</summary>
    public abstract int Newest { get; }

    /// <summary>The schema of the SQLite file that a backup of data of one of its schemas is.</summary>
    public abstract int SchemaOfBackup(int version);

    /// <summary>The table in which the schema's version stands.</summary>
    public abstract string VersionTable { get; }

    /// <summary>What the backup before an upgrade is called.</summary>
    public abstract string NameOfBackup(int version);

    /// <summary>Opens the data.</summary>
    /// <param name="backups">Where the backup before an upgrade goes; null for none.</param>
    /// <param name="steps">The steps of a newer program.</param>
    public abstract IStorage Open(string? backups = null, params string[] steps);

    /// <summary>Puts a backup there.</summary>
    public abstract RestoredLogs Restore(string backup);

    /// <summary>Puts the data there that a released version wrote.</summary>
    public abstract void Load(int version);

    /// <summary>Changes the data behind the program's back; answers the first value that it gives.</summary>
    public abstract string Change(string sql);

    /// <summary>Bytes in a statement.</summary>
    public abstract string Literal(byte[] bytes);

    /// <summary>A file beside the data.</summary>
    public string File(string name) => _folder.File(name);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The steps as those that follow the released ones.</summary>
    private protected static IReadOnlyList<Migration> Numbered(IReadOnlyList<Migration> released, string[] steps) =>
        [.. released, .. steps.Select((sql, i) => new Migration(released[^1].Version + 1 + i, sql))];
}
