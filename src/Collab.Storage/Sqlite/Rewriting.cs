using Collab.Domain.Planting;

namespace Collab.Storage.Sqlite;

/// <summary>
/// Writes tables anew whose rows come in any order. Where SQLite makes room between them it moves rows from page to page, and what was moved
/// may stay behind in the unused part of a page, with <c>secure_delete</c> too; a page that is given free is overwritten whole.
/// </summary>
internal static class Rewriting
{
    /// <summary>Those of them with words of people. Events are added at the end of their table and only ever become shorter: none of them was found twice.</summary>
    private static readonly string[] Tables = ["people", "sessions", "tokens", "passkeys", "ceremonies", "identities", "contacts", "snapshots"];

    /// <summary>All of them or none. Not within a transaction.</summary>
    public static void Run(Database database)
    {
        if (Planted.Is(Defect.ErasedInSplitPages))
            return;

        // A table that others refer to is emptied row by row, and its pages are not given free; within a transaction that cannot be switched off.
        database.Execute("PRAGMA foreign_keys = OFF");
        try
        {
            database.Transact(() =>
            {
                foreach (var table in Tables)
                    database.Execute($"CREATE TABLE kept AS SELECT * FROM {table}; DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept");
            });
        }
        finally
        {
            database.Execute("PRAGMA foreign_keys = ON");
        }
    }
}
