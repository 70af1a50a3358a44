using System.Text;
using Collab.Storage.Accounts;
using Collab.Storage.Postgres;
using Collab.Storage.Sqlite;
using SQLitePCL;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

/// <summary>Erasing in a data folder whose database came from PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class MovedErasureTests(PostgresFixture fixture) : IDisposable
{
    private const int Count = 300;
    private const string Word = "unspeakable", Name = "Ida Vanishing";

    private readonly TemporaryFolder _folder = new();

    private string Backup => _folder.File("postgres.backup");

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_split_and_unused_pages_of_a_backup_hold_is_not_restored()
    {
        await WriteBackupAsync();
        using (var backup = Database.Open(Backup, raw.SQLITE_OPEN_READWRITE))
            backup.Execute("CREATE TABLE moved AS SELECT payload FROM events UNION ALL SELECT display_name FROM people; DROP TABLE moved");
        SqliteStorage.Restore(Backup, Data);
        Assert.Equal(["collab.db"], Traces(Data));

        using var storage = SqliteStorage.Open(Data);
        for (var i = 0; i < Count; i++)
            await storage.Accounts.ErasePersonAsync($"p{i}", "Name erased", DateTimeOffset.UnixEpoch);
        await storage.Log.EraseAsync("d", [.. Enumerable.Range(1, Count).Select(seq => (long)seq)]);
        Assert.Empty(Traces(Data));
        await storage.BackupAsync(Path.Combine(Data, "later.backup"));
        Assert.Empty(Traces(Data));
        Assert.Equal(Count, (await storage.Log.ReadAllAsync("d")).Count(e => e.IsErased));
        Assert.Empty(await storage.CheckAsync());
    }

    /// <summary>So much that pages are split.</summary>
    private async Task WriteBackupAsync()
    {
        using var storage = PostgresStorage.Open(fixture.Server.NewDatabase());
        await storage.Log.CreateAsync("d", StreamKind.Document);
        await storage.Log.AppendNextAsync("d", [.. Enumerable.Range(0, Count).Select(i => Draft(payload: $"{Word} {i}"))]);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => storage.Accounts.SavePersonAsync(new Person($"p{i}", $"{Name} {i}", DateTimeOffset.UnixEpoch))));
        await storage.BackupAsync(Backup);
    }

    /// <summary>The files in which words or names stand. The lock alone cannot be read.</summary>
    private static List<string?> Traces(string folder) => [.. Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) != ".lock").Where(Holds).Select(Path.GetFileName)];

    private static bool Holds(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        ReadOnlySpan<byte> bytes = copy.ToArray();
        return bytes.IndexOf(Encoding.UTF8.GetBytes(Word)) >= 0 || bytes.IndexOf(Encoding.UTF8.GetBytes(Name)) >= 0;
    }
}
