using System.Globalization;
using Collab.Domain.Search;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// The tables of the index. They are no part of the schema: they can be dropped at any time, and a program that cuts texts otherwise has
/// others beside them, so that nodes of two versions do not write into one.
/// </summary>
internal static class IndexTables
{
    private const string WordsOfAnyVersion = "note_words_", DocumentsOfAnyVersion = "note_index_";

    // Any number, the same in every version of the program.
    private const long Lock = 0x436F6C6C6163;

    /// <summary>A row for each note.</summary>
    public static string Words { get; } = WordsOfAnyVersion + Tokenizer.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>A row for each document: up to which seq it is known, and the seq before which nothing may be taken over.</summary>
    public static string Documents { get; } = DocumentsOfAnyVersion + Tokenizer.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The index over the words.</summary>
    public static string ByWord => $"{Words}_by_word";

    /// <summary>Makes them where they are missing, and drops those of former versions.</summary>
    public static void Make(NpgsqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock($1)", Lock);
        foreach (var former in Named(connection, WordsOfAnyVersion).Concat(Named(connection, DocumentsOfAnyVersion)).Where(IsFormer))
            connection.Execute($"DROP TABLE {former}");
        Create(connection);
        transaction.Commit();
    }

    /// <summary>Drops them, of all versions, and makes those of this one again. Within a transaction, which is alone with them until it ends.</summary>
    public static void MakeAnew(NpgsqlConnection connection)
    {
        connection.Execute("SELECT pg_advisory_xact_lock($1)", Lock);
        foreach (var table in Named(connection, WordsOfAnyVersion).Concat(Named(connection, DocumentsOfAnyVersion)))
            connection.Execute($"DROP TABLE {table}");
        Create(connection);
    }

    private static void Create(NpgsqlConnection connection) => connection.Execute($"""
        CREATE TABLE IF NOT EXISTS {Documents} (document bigint PRIMARY KEY, epoch bytea NOT NULL, seq bigint NOT NULL, floor bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS {Words} (document bigint NOT NULL, number integer NOT NULL, seq bigint NOT NULL, words tsvector NOT NULL, PRIMARY KEY (document, number));
        CREATE INDEX IF NOT EXISTS {ByWord} ON {Words} USING gin (words);
        """);

    /// <summary>Deletes the words of a document, of all versions. What was known before the seq does not come back.</summary>
    public static void Forget(NpgsqlConnection connection, long document, long seq)
    {
        foreach (var documents in Named(connection, DocumentsOfAnyVersion))
        {
            connection.Execute(
                $"INSERT INTO {documents} (document, epoch, seq, floor) SELECT key, epoch, 0, $2 FROM streams WHERE key = $1 AND kind = 'document' ON CONFLICT (document) DO UPDATE SET seq = 0, floor = excluded.floor",
                document,
                seq);
        }

        foreach (var words in WithWords(connection))
            connection.Execute($"DELETE FROM {words} WHERE document = $1", document);
    }

    /// <summary>The tables in which words of people stand.</summary>
    public static List<string> WithWords(NpgsqlConnection connection) => Named(connection, WordsOfAnyVersion);

    private static bool IsFormer(string table) =>
        int.TryParse(table.AsSpan(table.LastIndexOf('_') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version < Tokenizer.Version;

    private static List<string> Named(NpgsqlConnection connection, string prefix)
    {
        List<string> names = [];
        using var row = connection.Query("SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r' AND c.relname ~ ('^' || $1 || '[0-9]+$') AND pg_table_is_visible(c.oid)", prefix);
        while (row.Read())
            names.Add(row.GetString(0));
        return names;
    }
}
