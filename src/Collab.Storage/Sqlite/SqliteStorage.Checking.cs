using Collab.Storage.Accounts;
using Microsoft.Data.Sqlite;

namespace Collab.Storage.Sqlite;

/// <summary>This part looks for damage that the logs do not show.</summary>
public sealed partial class SqliteStorage
{
    private const int MostSentences = 20;

    public Task<IReadOnlyList<string>> CheckAsync() => OnOwnThread<IReadOnlyList<string>>(() =>
    {
        using var database = Database.OpenReader(_folder.Database);
        return [.. Contradictions(database), .. LostStreams(database), .. StreamsOfNoKind(database), .. DamagedRows(database), .. Snapshots.Check(database)];
    });

    public Task<IReadOnlyDictionary<string, long>> CountAsync() => OnOwnThread<IReadOnlyDictionary<string, long>>(() =>
    {
        using var database = Database.OpenReader(_folder.Database);
        return Table.Lasting.ToDictionary(table => table, table =>
        {
            using var row = database.Prepare($"SELECT count(*) FROM {table}");
            return row.Step() ? row.Number(0) : 0;
        });
    });

    private static List<string> Contradictions(Database database)
    {
        List<string> found = [];
        try
        {
            using var row = database.Prepare($"PRAGMA integrity_check({MostSentences})");
            while (row.Step())
                found.Add(row.Text(0));
        }
        catch (SqliteException damage) when (StorageErrors.IsDamage(damage))
        {
            found.Add($"Tables and indexes cannot be checked to the end ({damage.Message}). Restore a backup.");
        }

        return found is ["ok"] ? [] : found;
    }

    private static List<string> StreamsOfNoKind(Database database)
    {
        List<string> found = [];
        using var row = database.Prepare($"SELECT id FROM streams WHERE kind NOT IN ({StreamKind.InSql})");
        while (row.Step())
            found.Add(StreamKind.Lost(row.Text(0)));
        return found;
    }

    private static IReadOnlyList<string> DamagedRows(Database database)
    {
        var check = new AccountCheck();
        // At one moment: people come in meanwhile. It ends with the connection: a COMMIT fails where damage was met.
        database.Execute("BEGIN");
        foreach (var table in AccountCheck.Tables)
        {
            try
            {
                using var row = database.Prepare($"SELECT {table.Names} FROM {table.Name} ORDER BY {table.Order}");
                while (row.Step())
                    check.Read(table, column => Value(row, column, table.Columns[column].Kind));
            }
            catch (SqliteException damage) when (StorageErrors.IsDamage(damage))
            {
                check.CannotRead(table, damage.Message);
            }
        }

        return check.Found;
    }

    private static object? Value(Statement row, int column, ColumnKind kind) => row.IsNull(column)
        ? null
        : kind is ColumnKind.Number or ColumnKind.SmallNumber or ColumnKind.Flag ? row.Number(column) : row.Bytes(column);

    // What is gone from the table of streams has no head that could be missed.
    private IEnumerable<string> LostStreams(Database database)
    {
        HashSet<long> known = [];
        using var row = database.Prepare("SELECT key FROM streams");
        while (row.Step())
            known.Add(row.Number(0));
        return _anchors.Keys().Except(known).Select(StreamKind.Gone);
    }
}
