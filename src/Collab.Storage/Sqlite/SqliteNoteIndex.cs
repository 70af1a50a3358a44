using System.Globalization;
using System.Text;
using Collab.Domain.Search;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>
/// An index in FTS5, in a file of its own: what happens to it never hurts the log. Each document has a table, so that what was erased
/// goes with it, page by page.
/// </summary>
internal sealed class SqliteNoteIndex(string file) : INoteIndex, IDisposable
{
    private const int Readers = 2;

    private readonly Lock _gate = new();
    private (WriterThread Writer, ReaderThreads Readers)? _open;
    private bool _disposed;

    public Task<IndexAnswer> FindAsync(string document, string epoch, IReadOnlyList<IndexTerm> terms) => RunAsync(index => index.Readers.RunAsync(database =>
    {
        database.Execute("BEGIN");
        try
        {
            return IndexedDocument.Find(database, document) is { Seq: > 0 } known && known.Epoch == epoch ? new IndexAnswer(known.Seq, Numbers(database, known, terms)) : IndexAnswer.Unknown;
        }
        finally
        {
            database.Execute("COMMIT");
        }
    }));

    public Task UpdateAsync(string document, string epoch, long known, long seq, IReadOnlyList<IndexedNote> notes) => RunAsync(index => index.Writer.RunAsync(database =>
    {
        var there = IndexedDocument.Find(database, document) ?? IndexedDocument.Add(database, document, epoch);
        if (there.Epoch != epoch)
            there = there.Forget(database, 0) with { Epoch = epoch };
        if (seq < there.Floor || there.Seq < known || there.Seq >= seq)
            return false;
        if (known == 0)
            there.Begin(database);
        foreach (var note in notes)
            there.Write(database, note);
        if (known == 0)
            there.Optimize(database);
        (there with { Seq = seq }).Save(database);
        return true;
    }));

    /// <summary>Overwrites what the index has of a document. What was known before the seq does not come back.</summary>
    public async Task ForgetAsync(string document, string epoch, long seq)
    {
        try
        {
            await TryForgetAsync(document, epoch, seq);
        }
        catch (StorageDamagedException)
        {
            // It was thrown away with all that it had; the new one must learn what is not to come back.
            await TryForgetAsync(document, epoch, seq);
        }
    }

    private Task<bool> TryForgetAsync(string document, string epoch, long seq) => RunAsync(index => index.Writer.RunAsync(
        database =>
        {
            (IndexedDocument.Find(database, document) ?? IndexedDocument.Add(database, document, epoch)).Forget(database, seq);
            return true;
        },
        database => database.EmptyWal()));

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Close();
        }
    }

    private async Task<T> RunAsync<T>(Func<(WriterThread Writer, ReaderThreads Readers), Task<T>> work)
    {
        var index = Open();
        try
        {
            return await work(index);
        }
        catch (StorageUnavailableException x) when (IsDamage(x.InnerException))
        {
            Discard(index);
            throw;
        }
    }

    private (WriterThread Writer, ReaderThreads Readers) Open()
    {
        lock (_gate)
        {
            if (_disposed)
                throw new StorageUnavailableException("The storage is closing. Try again when the server is back.");
            if (_open is { } open)
                return open;
            try
            {
                var writer = OpenFile();
                return (_open = (new WriterThread(writer), new ReaderThreads(file, Readers))).Value;
            }
            catch (Exception x) when (StorageErrors.Translate(x) is var refusal && refusal != x)
            {
                throw refusal;
            }
        }
    }

    private Database OpenFile()
    {
        try
        {
            return OpenKnown() ?? OpenNew();
        }
        catch (SqliteException x) when (IsDamage(x))
        {
            return OpenNew();
        }
    }

    /// <summary>The file that is there; null where there is none, or it is of another version.</summary>
    private Database? OpenKnown()
    {
        if (!File.Exists(file))
            return null;
        var database = OpenWriter();
        try
        {
            if (Version(database) == Tokenizer.Version)
                return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }

        database.Dispose();
        return null;
    }

    private Database OpenNew()
    {
        Delete(file);
        DataFolder.Create(file, FileMode.CreateNew, FileShare.ReadWrite).Dispose();
        var database = OpenWriter();
        try
        {
            database.Transact(() =>
            {
                IndexedDocument.Make(database);
                database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Tokenizer.Version}"));
            });
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private Database OpenWriter()
    {
        var database = Database.OpenWriter(file);
        // The newest may be lost with the power: the index is then behind, and catches up.
        database.Execute("PRAGMA synchronous = NORMAL");
        return database;
    }

    private static long Version(Database database)
    {
        using var row = database.Prepare("PRAGMA user_version");
        return row.Step() ? row.Number(0) : 0;
    }

    private void Discard((WriterThread Writer, ReaderThreads Readers) damaged)
    {
        lock (_gate)
        {
            if (_open is not { } open || open.Writer != damaged.Writer)
                return;
            Close();
            Delete(file);
        }
    }

    private void Close()
    {
        _open?.Writer.Dispose();
        _open?.Readers.Dispose();
        _open = null;
    }

    /// <summary>Deletes an index that nobody has open.</summary>
    public static void Delete(string file)
    {
        foreach (var part in (ReadOnlySpan<string>)[file, file + "-wal", file + "-shm"])
            File.Delete(part);
    }

    private static bool IsDamage(Exception? error) => error is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR or raw.SQLITE_SCHEMA or raw.SQLITE_FORMAT,
    };

    private static List<int> Numbers(Database database, IndexedDocument document, IReadOnlyList<IndexTerm> terms)
    {
        List<int> numbers = [];
        if (Match(terms) is not { } match)
            return numbers;
        // As one text: to fetch each row took as long again as to find them.
        using var row = database.Prepare($"SELECT group_concat(rowid) FROM {document.Table} WHERE {document.Table} MATCH ?1").Bind(1, match);
        if (!row.Step() || row.IsNull(0))
            return numbers;
        var number = 0;
        foreach (var digit in row.Span(0))
        {
            if (digit == ',')
                numbers.Add(number);
            number = digit == ',' ? 0 : (number * 10) + digit - '0';
        }

        numbers.Add(number);
        numbers.Sort();
        return numbers;
    }

    /// <summary>The terms as FTS5 takes them; null where no note can have them all. Each token is quoted, and holds no quotation mark.</summary>
    private static string? Match(IReadOnlyList<IndexTerm> terms)
    {
        // What must not be so is taken from something.
        var match = new StringBuilder(terms.All(term => term.IsNot) ? $"\"{IndexedNote.Every}\"" : "");
        foreach (var (phrase, members, isNot) in terms.OrderBy(term => term.IsNot))
        {
            List<string> any = [.. members.Select(member => $"\"{member}\"")];
            if (phrase is not null)
                any.Add($"\"{string.Join(' ', phrase.Tokens)}\"{(phrase.IsPrefix ? " *" : "")}");
            if (any.Count == 0 && !isNot)
                return null;
            if (any.Count > 0 && match.Length > 0)
                match.Insert(0, '(').Append(isNot ? ") NOT " : ") AND ");
            if (any.Count > 0)
                match.Append('(').AppendJoin(" OR ", any).Append(')');
        }

        return match.ToString();
    }
}
