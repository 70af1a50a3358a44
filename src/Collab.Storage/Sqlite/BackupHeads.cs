namespace Collab.Storage.Sqlite;

/// <summary>
/// How far each log had come when a backup was made, in a table that backups alone have: what is lost of the file later is missed by it. Of
/// a version before this one they have none, and one before this one passes over the table.
/// </summary>
internal static class BackupHeads
{
    private const string Table = "backup_heads";

    /// <param name="target">The backup, all else being in it.</param>
    /// <param name="anchored">What was anchored before it began: of a log that was damaged then, that is more than is in it.</param>
    public static void Write(Database target, IReadOnlyList<Head> anchored)
    {
        var heads = anchored.ToDictionary(head => head.StreamKey);
        foreach (var head in StreamRow.Heads(target))
        {
            if (!heads.TryGetValue(head.StreamKey, out var known) || !known.Epoch.Span.SequenceEqual(head.Epoch.Span) || known.Seq < head.Seq)
                heads[head.StreamKey] = head;
        }

        target.Execute($"CREATE TABLE IF NOT EXISTS {Table} (stream INTEGER PRIMARY KEY, slot BLOB NOT NULL) STRICT; DELETE FROM {Table}");
        var slot = new byte[HeadSlot.Size];
        foreach (var head in heads.Values)
        {
            HeadSlot.Write(head, slot);
            target.Prepare($"INSERT INTO {Table} (stream, slot) VALUES (?1, ?2)").Bind(1, head.StreamKey).Bind(2, slot).Run();
        }
    }

    /// <summary>Takes the table out of a copy of the backup. Null when it has none, or it cannot be read.</summary>
    public static IReadOnlyList<Head>? Take(Database copy)
    {
        try
        {
            using (var table = copy.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1").Bind(1, Table))
            {
                if (!table.Step())
                    return null;
            }

            List<Head> heads = [];
            using (var row = copy.Prepare($"SELECT stream, slot FROM {Table}"))
            {
                while (row.Step())
                {
                    if (HeadSlot.Read(row.Number(0), row.Span(1)) is { } head)
                        heads.Add(head);
                }
            }

            copy.Execute($"DROP TABLE {Table}");
            return heads;
        }
        catch (Exception x) when (StorageErrors.IsDamage(x))
        {
            return null;
        }
    }
}
