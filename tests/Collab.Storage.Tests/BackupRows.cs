using Collab.Storage.Sqlite;

namespace Collab.Storage.Tests;

/// <summary>What is in a backup.</summary>
internal static class BackupRows
{
    /// <summary>Every row of every table, but for the epochs, which change with each restore, the schema's version, and the heads, which are the backup's own.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="like">An older backup, whose tables and columns alone are read; null for all.</param>
    public static SortedDictionary<string, List<string>> Read(string file, string? like = null)
    {
        var columns = Columns(like ?? file);
        using var database = Database.Open(file, SQLitePCL.raw.SQLITE_OPEN_READONLY);
        SortedDictionary<string, List<string>> tables = [];
        foreach (var (table, names) in columns)
        {
            tables[table] = [];
            using var row = database.Prepare($"SELECT {string.Join(" || ' ' || ", names.Select(name => $"quote({name})"))} FROM {table} ORDER BY 1");
            while (row.Step())
                tables[table].Add(row.Text(0));
        }

        return tables;
    }

    /// <summary>The schema's version.</summary>
    public static int SchemaOf(string file)
    {
        using var database = Database.Open(file, SQLitePCL.raw.SQLITE_OPEN_READONLY);
        return Schema.Version(database);
    }

    private static SortedDictionary<string, List<string>> Columns(string file)
    {
        using var database = Database.Open(file, SQLitePCL.raw.SQLITE_OPEN_READONLY);
        SortedDictionary<string, List<string>> columns = [];
        using var row = database.Prepare("""
            SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT IN ('schema', 'backup_heads') AND c.name <> 'epoch'
            """);
        while (row.Step())
        {
            if (!columns.TryGetValue(row.Text(0), out var names))
                columns[row.Text(0)] = names = [];
            names.Add(row.Text(1));
        }

        return columns;
    }
}
