using System.Globalization;
using Collab.Domain.Search;

namespace Collab.Storage.Sqlite;

/// <summary>What the index knows of a document.</summary>
/// <param name="Key">The number in the name of its table.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Epoch">The epoch of the log that it was read from.</param>
/// <param name="Seq">Up to where; 0 where there is no table.</param>
/// <param name="Floor">The seq before which nothing may be taken over: something was erased.</param>
internal sealed record IndexedDocument(long Key, string Id, string Epoch, long Seq, long Floor)
{
    /// <summary>Named by a number of ours.</summary>
    public string Table { get; } = string.Create(CultureInfo.InvariantCulture, $"notes_{Key}");

    public static void Make(Database database) => database.Execute(
        "CREATE TABLE documents (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL, seq INTEGER NOT NULL, floor INTEGER NOT NULL) STRICT");

    public static IndexedDocument? Find(Database database, string id)
    {
        using var row = database.Prepare("SELECT key, epoch, seq, floor FROM documents WHERE id = ?1").Bind(1, id);
        return row.Step() ? new(row.Number(0), id, row.Text(1), row.Number(2), row.Number(3)) : null;
    }

    public static IndexedDocument Add(Database database, string id, string epoch)
    {
        database.Prepare("INSERT INTO documents (id, epoch, seq, floor) VALUES (?1, ?2, 0, 0)").Bind(1, id).Bind(2, epoch).Run();
        return Find(database, id)!;
    }

    /// <summary>Makes the table anew: the words alone, and not the texts, are in it. They are cut and folded already; white space alone is between them.</summary>
    public void Begin(Database database) =>
        database.Execute($"DROP TABLE IF EXISTS {Table}; CREATE VIRTUAL TABLE {Table} USING fts5(words, content='', contentless_delete=1, tokenize='ascii')");

    public void Write(Database database, IndexedNote note)
    {
        if (note.Tokens.Count == 0)
            database.Prepare($"DELETE FROM {Table} WHERE rowid = ?1").Bind(1, note.Number).Run();
        else
            database.Prepare($"INSERT OR REPLACE INTO {Table} (rowid, words) VALUES (?1, ?2)").Bind(1, note.Number).Bind(2, string.Join(' ', note.Tokens)).Run();
    }

    /// <summary>One piece instead of many: what is read together lies together.</summary>
    public void Optimize(Database database) => database.Execute($"INSERT INTO {Table} ({Table}) VALUES ('optimize')");

    public void Save(Database database) =>
        database.Prepare("UPDATE documents SET epoch = ?2, seq = ?3, floor = ?4 WHERE key = ?1").Bind(1, Key).Bind(2, Epoch).Bind(3, Seq).Bind(4, Floor).Run();

    /// <summary>Drops the table, whose pages are overwritten.</summary>
    public IndexedDocument Forget(Database database, long floor)
    {
        database.Execute($"DROP TABLE IF EXISTS {Table}");
        var forgotten = this with { Seq = 0, Floor = floor };
        forgotten.Save(database);
        return forgotten;
    }
}
