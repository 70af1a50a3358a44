using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Collab.Domain.Search;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>An index in PostgreSQL, one for all nodes: a <c>tsvector</c> for each note, made of our own tokens. No configuration of text search has a part in it.</summary>
internal sealed class PostgresNoteIndex(Access access) : INoteIndex
{
    // So that none of them takes as long as a statement may.
    private const int NotesAtOnce = 250;

    // More positions PostgreSQL does not keep of one word.
    private const int MostPlaces = 255, LastPlace = 16383;

    // Not U+E000 to U+E003, which are tokens of the note itself.
    private const string Document = "\uE004";

    /// <summary>
    /// What is asked of the database: of a document ($1) in its epoch ($2) the notes that have the words ($3). By the words alone, the document's
    /// among them: asked for the column too, it would be read row by row. The words by a question of their own: where the planner knows them, and
    /// they stand in very many notes, it has every row read and taken apart instead of the index.
    /// </summary>
    internal static readonly string Finding =
        $"SELECT i.seq, ARRAY(SELECT number FROM {IndexTables.Words} WHERE words @@ (SELECT $3::tsquery)) FROM {IndexTables.Documents} i WHERE i.document = $1 AND i.epoch = $2";

    private volatile bool _isMade;

    // What is asked again and again: a search is one question to the database, and not two.
    private readonly ConcurrentDictionary<string, long> _keys = new();

    public Task<IndexAnswer> FindAsync(string document, string epoch, IReadOnlyList<IndexTerm> terms) =>
        OrAnewAsync(() => access.RunAsync(Effect.None, connection => Find(connection, document, epoch, terms)), IndexAnswer.Unknown);

    public Task UpdateAsync(string document, string epoch, long known, long seq, IReadOnlyList<IndexedNote> notes) =>
        OrAnewAsync(() => WriteAsync(document, epoch, known, seq, notes), false);

    /// <summary>What is damaged is thrown away, with all that it knew; it is made again by the searches that come.</summary>
    private async Task<T> OrAnewAsync<T>(Func<Task<T>> ask, T unknown)
    {
        try
        {
            return await ask();
        }
        catch (StorageDamagedException)
        {
            await access.RunAsync(Effect.Repeatable, connection =>
            {
                using var transaction = connection.BeginTransaction();
                IndexTables.MakeAnew(connection);
                transaction.Commit();
                return true;
            });
            return unknown;
        }
    }

    private IndexAnswer Find(NpgsqlConnection connection, string document, string epoch, IReadOnlyList<IndexTerm> terms)
    {
        if (Known(connection, document) is not { } key)
            return IndexAnswer.Unknown;
        try
        {
            using var row = Match(terms) is { } match
                ? connection.Query(Finding, key, Convert.FromHexString(epoch), $"'{Own(key)}' & {match}")
                : connection.Query($"SELECT i.seq, ARRAY[]::integer[] FROM {IndexTables.Documents} i WHERE i.document = $1 AND i.epoch = $2", key, Convert.FromHexString(epoch));
            if (!row.Read())
                return Forgotten(document);
            var (seq, numbers) = (row.GetInt64(0), row.GetFieldValue<int[]>(1));
            Array.Sort(numbers);
            return seq > 0 ? new IndexAnswer(seq, numbers) : IndexAnswer.Unknown;
        }
        catch (PostgresException x) when (x.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // Not made yet, or dropped meanwhile.
            _isMade = false;
            return IndexAnswer.Unknown;
        }
    }

    /// <returns>Whether it was taken over.</returns>
    private async Task<bool> WriteAsync(string document, string epoch, long known, long seq, IReadOnlyList<IndexedNote> notes)
    {
        if (await access.RunAsync(Effect.Repeatable, connection => Begin(connection, document, epoch)) is not { } key)
            return false;
        foreach (var some in notes.Chunk(NotesAtOnce))
        {
            if (!await access.RunAsync(Effect.Repeatable, connection => Write(connection, key, epoch, known, seq, some)))
                return false;
        }

        // What is not in the index proper yet would be read at every search.
        await access.RunAsync(Effect.Repeatable, connection => connection.Execute("SELECT gin_clean_pending_list($1::regclass)", IndexTables.ByWord));
        return await access.RunAsync(Effect.Repeatable, connection => connection.Execute(
            $"UPDATE {IndexTables.Documents} SET seq = $5 WHERE document = $1 AND epoch = $2 AND seq >= $3 AND seq < $4 AND floor <= $4", key, Convert.FromHexString(epoch), known, seq, seq)) > 0;
    }

    /// <summary>The number of the document in the tables; null where there is no such document.</summary>
    private long? Begin(NpgsqlConnection connection, string document, string epoch)
    {
        if (!_isMade)
            IndexTables.Make(connection);
        _isMade = true;
        if (KeyOf(connection, document) is not { } key)
            return null;
        using var transaction = connection.BeginTransaction();
        connection.Execute($"INSERT INTO {IndexTables.Documents} (document, epoch, seq, floor) VALUES ($1, $2, 0, 0) ON CONFLICT (document) DO NOTHING", key, Convert.FromHexString(epoch));
        if (connection.Execute($"UPDATE {IndexTables.Documents} SET epoch = $2, seq = 0, floor = 0 WHERE document = $1 AND epoch <> $2", key, Convert.FromHexString(epoch)) > 0)
            connection.Execute($"DELETE FROM {IndexTables.Words} WHERE document = $1", key);
        transaction.Commit();
        return key;
    }

    /// <summary>Another node may write notes of a later moment meanwhile: those stay.</summary>
    private static bool Write(NpgsqlConnection connection, long key, string epoch, long known, long seq, IReadOnlyList<IndexedNote> notes)
    {
        using var transaction = connection.BeginTransaction();
        // Whoever erases waits for this to end, and this for that.
        using (var row = connection.Query($"SELECT 1 FROM {IndexTables.Documents} WHERE document = $1 AND epoch = $2 AND seq >= $3 AND floor <= $4 FOR SHARE", key, Convert.FromHexString(epoch), known, seq))
        {
            if (!row.Read())
                return false;
        }

        connection.Execute(
            $"""
            INSERT INTO {IndexTables.Words} (document, number, seq, words) SELECT $1, n, $2, w::tsvector FROM unnest($3, $4) AS note (n, w)
            ON CONFLICT (document, number) DO UPDATE SET seq = excluded.seq, words = excluded.words WHERE {IndexTables.Words}.seq <= excluded.seq
            """,
            key,
            seq,
            notes.Select(note => note.Number).ToArray(),
            notes.Select(note => Vector(key, note.Tokens)).ToArray());
        transaction.Commit();
        return true;
    }

    private long? Known(NpgsqlConnection connection, string document)
    {
        if (_keys.TryGetValue(document, out var known))
            return known;
        if (KeyOf(connection, document) is not { } key)
            return null;
        return _keys[document] = key;
    }

    /// <summary>Of a log of another epoch, or of a database that was written anew: then the number of the document is another one too.</summary>
    private IndexAnswer Forgotten(string document)
    {
        _keys.TryRemove(document, out _);
        return IndexAnswer.Unknown;
    }

    private static long? KeyOf(NpgsqlConnection connection, string document)
    {
        using var row = connection.Query("SELECT key FROM streams WHERE id = $1", EventRow.Bytes(document));
        return row.Read() ? row.GetInt64(0) : null;
    }

    private static string Own(long key) => Document + key.ToString(CultureInfo.InvariantCulture);

    /// <summary>The tokens with their places as PostgreSQL reads a <c>tsvector</c>. No token holds what it would read otherwise.</summary>
    private static string Vector(long key, IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0)
            return "";
        Dictionary<string, List<int>> places = [];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!places.TryGetValue(tokens[i], out var at))
                places[tokens[i]] = at = [];
            if (at.Count < MostPlaces && i < LastPlace)
                at.Add(i + 1);
        }

        var vector = new StringBuilder($"'{Own(key)}'");
        foreach (var (token, at) in places)
            vector.Append(" '").Append(token).Append('\'').Append(at.Count > 0 ? ":" : "").AppendJoin(',', at);
        return vector.ToString();
    }

    /// <summary>The terms as a <c>tsquery</c>; null where no note can have them all.</summary>
    private static string? Match(IReadOnlyList<IndexTerm> terms)
    {
        List<string> all = [];
        foreach (var (phrase, members, isNot) in terms)
        {
            List<string> any = [.. members.Select(member => $"'{member}'")];
            if (phrase is not null)
                any.Add($"({string.Join(" <-> ", phrase.Tokens.Select(token => $"'{token}'"))}{(phrase.IsPrefix ? ":*" : "")})");
            if (any.Count == 0 && !isNot)
                return null;
            if (any.Count > 0)
                all.Add($"{(isNot ? "!" : "")}({string.Join(" | ", any)})");
        }

        return all.Count > 0 ? string.Join(" & ", all) : $"'{IndexedNote.Every}'";
    }
}
