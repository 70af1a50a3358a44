using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

/// <summary>Accounts in the database of the log, written by the same writer.</summary>
internal sealed partial class SqliteAccountStore(WriterThread writer, ReaderThreads readers) : IAccountStore
{
    public Task SavePersonAsync(Person person) => WriteAsync(
        "INSERT INTO people (id, display_name, created) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name",
        write => write.Bind(1, person.Id).Bind(2, person.DisplayName).Bind(3, person.Created));

    public Task<Person?> FindPersonAsync(string id) => FindAsync(
        "SELECT id, display_name, created FROM people WHERE id = ?1",
        id,
        row => new Person(row.Text(0), row.Text(1), row.Time(2)));

    public Task ErasePersonAsync(string id, string name, DateTimeOffset now) => writer.RunAsync(
        database =>
        {
            EraseNames(database, id, name);
            database.Prepare("UPDATE sessions SET grant_data = NULL WHERE person = ?1").Bind(1, id).Run();
            database.Prepare("UPDATE links SET revoked = ?2 WHERE person = ?1 AND revoked IS NULL").Bind(1, id).Bind(2, now).Run();
            foreach (var table in (string[])["passkeys", "ceremonies", "identities", "contacts"])
                database.Prepare($"DELETE FROM {table} WHERE person = ?1").Bind(1, id).Run();
            return true;
        },
        database => database.EmptyWal());

    public Task EraseNamesAsync(string id, string name) => writer.RunAsync(
        database =>
        {
            EraseNames(database, id, name);
            return true;
        },
        database => database.EmptyWal());

    private static void EraseNames(Database database, string id, string name)
    {
        database.Prepare("UPDATE people SET display_name = ?2 WHERE id = ?1").Bind(1, id).Bind(2, name).Run();
        database.Prepare("UPDATE tokens SET name = ?2 WHERE person = ?1").Bind(1, id).Bind(2, name).Run();
        database.Prepare("UPDATE sessions SET device = NULL WHERE person = ?1").Bind(1, id).Run();
    }

    /// <summary>Runs one statement; returns how many rows it changed.</summary>
    private Task<int> WriteAsync(string sql, Action<Statement> bind) => writer.RunAsync(database =>
    {
        var statement = database.Prepare(sql);
        bind(statement);
        statement.Run();
        return database.Changes;
    });

    /// <summary>The first row whose key is the parameter 1.</summary>
    private Task<T?> FindAsync<T>(string sql, string key, Func<Statement, T> read)
        where T : class => readers.RunAsync(database =>
    {
        using var row = database.Prepare(sql).Bind(1, key);
        return row.Step() ? read(row) : null;
    });

    /// <summary>The rows whose keys, the parameter 1, are these.</summary>
    private Task<IReadOnlyList<T>> FindAllAsync<T>(string sql, IReadOnlyCollection<string> keys, Func<Statement, T> read) => readers.RunAsync<IReadOnlyList<T>>(database =>
    {
        List<T> found = [];
        foreach (var key in keys)
        {
            using var row = database.Prepare(sql).Bind(1, key);
            if (row.Step())
                found.Add(read(row));
        }

        return found;
    });

    /// <summary>Adds the person unless there is one with this id.</summary>
    private static void AddPerson(Database database, Person person) => database
        .Prepare("INSERT INTO people (id, display_name, created) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING")
        .Bind(1, person.Id).Bind(2, person.DisplayName).Bind(3, person.Created).Run();

    /// <summary>Every row whose key is the parameter 1; every row where there is no key.</summary>
    private Task<IReadOnlyList<T>> ListAsync<T>(string sql, string? key, Func<Statement, T> read) => readers.RunAsync<IReadOnlyList<T>>(database =>
    {
        List<T> found = [];
        using var row = database.Prepare(sql);
        if (key is not null)
            row.Bind(1, key);
        while (row.Step())
            found.Add(read(row));
        return found;
    });
}
