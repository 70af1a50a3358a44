using Collab.Storage.Accounts;

namespace Collab.Storage.Sqlite;

/// <summary>
/// Everything durable of one process, in one SQLite file of its data folder: the log, and people, sessions and tokens beside it. One
/// writer thread serves all streams with group commit; reading has threads of its own.
/// </summary>
public sealed partial class SqliteStorage : IStorage
{
    private const string IndexFile = "collab.search";

    private readonly DataFolder _folder;
    private readonly WriterThread _writer;
    private readonly ReaderThreads _readers;
    private readonly HeadAnchors _anchors;
    private readonly SqliteNoteIndex _index;
    private readonly string? _backups;

    /// <summary>Tables that are too damaged to be written anew: tried once, for nobody writes meanwhile.</summary>
    private readonly HashSet<string> _unclean = [];
    private int _disposed;

    private SqliteStorage(DataFolder folder, WriterThread writer, ReaderThreads readers, HeadAnchors anchors, string? backups)
    {
        (_folder, _writer, _readers, _anchors, _backups) = (folder, writer, readers, anchors, backups);
        writer.DiskFailed = () => Array.ForEach([folder.Database, folder.Database + "-wal"], PageCache.Forget);
        _index = new SqliteNoteIndex(folder.File(IndexFile));
        Log = new SqliteEventLog(writer, readers, anchors, DeleteCopies, _index);
        Accounts = new SqliteAccountStore(writer, readers);
    }

    public string Place => $"SQLite {_folder.Database}";

    public IEventLog Log { get; }

    public IAccountStore Accounts { get; }

    public INoteIndex Index => _index;

    /// <summary>For tests that must get between two writes.</summary>
    internal WriterThread Writer => _writer;

    /// <summary>Transactions committed since the storage was opened: many appends share one.</summary>
    public long Commits => _writer.Commits;

    /// <summary>Opens the data folder, making what is missing and upgrading what is older. It blocks while it does.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it open.</exception>
    /// <exception cref="NewerSchemaException">A newer program wrote it.</exception>
    /// <exception cref="StorageUnavailableException">The disk is full, read-only or failing; the message says what to do.</exception>
    public static SqliteStorage Open(string dataFolder) => Open(dataFolder, dataFolder);

    /// <summary>The same, with the copy that is made before an upgrade somewhere else.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="backups">The folder for the copy; null for none.</param>
    /// <inheritdoc cref="Open(string)" path="/exception"/>
    public static SqliteStorage Open(string dataFolder, string? backups) => Open(dataFolder, backups, Migration.All);

    public Task CleanAsync() => _writer.RunAsync(
        _ => true,
        database =>
        {
            _unclean.UnionWith(Rewriting.Run(database, _unclean));
            database.EmptyWal();
            if (_unclean.Count > 0)
                throw new StorageDamagedException($"It is erased, but of {string.Join(", ", _unclean)} the file cannot be cleaned, for it is damaged there. It is tried again at each start; restore a backup to be rid of it.");
        });

    /// <summary>Writes and answers what is queued, then gives the folder free.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _writer.Dispose();
        _readers.Dispose();
        ((SqliteEventLog)Log).Dispose();
        _index.Dispose();
        _anchors.Dispose();
        _folder.Dispose();
    }

    internal static SqliteStorage Open(string dataFolder, string? backups, IReadOnlyList<Migration> migrations)
    {
        var folder = DataFolder.Open(dataFolder);
        Database? database = null;
        HeadAnchors? anchors = null;
        try
        {
            DataFolder.Create(folder.Database, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
            database = Database.OpenWriter(folder.Database);
            Schema.Upgrade(database, folder.Database, migrations, backups);
            anchors = new HeadAnchors(HeadAnchors.Of(folder.Database));
            anchors.CatchUp(database);
            var readers = new ReaderThreads(folder.Database, Math.Clamp(Environment.ProcessorCount, 2, 8));
            return new SqliteStorage(folder, new WriterThread(database), readers, anchors, backups);
        }
        catch (Exception x)
        {
            anchors?.Dispose();
            database?.Dispose();
            folder.Dispose();
            if (StorageErrors.Translate(x) is var refusal && refusal != x)
                throw refusal;
            throw;
        }
    }
}
