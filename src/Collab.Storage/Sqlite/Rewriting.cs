using Collab.Domain.Planting;
using Microsoft.Data.Sqlite;

namespace Collab.Storage.Sqlite;

/// <summary>
/// Writes tables anew whose rows come in any order. Where SQLite makes room between them it moves rows from page to page, and what was moved
/// may stay behind in the unused part of a page, with <c>secure_delete</c> too; a page that is given free is overwritten whole.
/// </summary>
internal static class Rewriting
{
    private const string Snapshots = "snapshots";

    /// <summary>Those of them with words of people. Events are added at the end of their table and only ever become shorter: none of them was found twice.</summary>
    private static readonly string[] Tables = ["people", "sessions", "tokens", "passkeys", "ceremonies", "identities", "contacts", Snapshots];

    /// <summary>Each for itself: one that is damaged stays as it is. Not within a transaction.</summary>
    /// <param name="but">Those to leave alone.</param>
    /// <returns>The damaged ones.</returns>
    public static List<string> Run(Database database, IReadOnlyCollection<string> but)
    {
        List<string> damaged = [];
        if (Planted.Is(Defect.ErasedInSplitPages))
            return damaged;

        // A table that others refer to is emptied row by row, and its pages are not given free; within a transaction that cannot be switched off.
        database.Execute("PRAGMA foreign_keys = OFF");
        try
        {
            foreach (var table in Tables.Except(but))
            {
                try
                {
                    Rewrite(database, table);
                }
                catch (SqliteException x) when (StorageErrors.IsDamage(x))
                {
                    damaged.Add(table);
                }
            }
        }
        finally
        {
            database.Execute("PRAGMA foreign_keys = ON");
        }

        return damaged;
    }

    private static void Rewrite(Database database, string table)
    {
        if (table == Snapshots)
            Sqlite.Snapshots.Rewrite(database);
        else
            Anew(database, table);
    }

    internal static void Anew(Database database, string table) =>
        database.Transact(() => database.Execute($"CREATE TABLE kept AS SELECT * FROM {table}; DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept"));
}
