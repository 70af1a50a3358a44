using System.Runtime.CompilerServices;
using Collab.Storage.Postgres;

namespace Collab.Storage.Tests.Postgres;

/// <summary>What the page about PostgreSQL has operators do by hand is what the program would do.</summary>
public sealed class PostgresPageTests
{
    [Fact]
    public void It_names_every_table_that_compacting_writes_anew()
    {
        var row = File.ReadLines(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/postgresql.md")).Single(line => line.StartsWith("| `base/` |", StringComparison.Ordinal));
        Assert.All(PostgresStorage.TablesWithWords, table => Assert.Contains($"`{table}`", row, StringComparison.Ordinal));
        Assert.Contains("every `note_words_…`", row, StringComparison.Ordinal);
        Assert.StartsWith("note_words_", IndexTables.Words, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
