using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>Accounts in the database of the log.</summary>
internal sealed partial class PostgresAccountStore(Access access) : IAccountStore
{
    public Task SavePersonAsync(Person person) => WriteAsync(
        Effect.Repeatable,
        "INSERT INTO people (id, display_name, created) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name",
        person.Id, person.DisplayName, person.Created);

    public Task<Person?> FindPersonAsync(string id) => FindAsync(
        "SELECT id, display_name, created FROM people WHERE id = $1",
        id,
        row => new Person(row.GetString(0), row.GetString(1), row.Time(2)));

    public Task ErasePersonAsync(string id, string name, DateTimeOffset now) => WriteAsync(
        Effect.Repeatable,
        """
        WITH names AS (UPDATE people SET display_name = $2 WHERE id = $1),
            devices AS (UPDATE sessions SET device = NULL, grant_data = NULL WHERE person = $1),
            ways AS (UPDATE links SET revoked = $3 WHERE person = $1 AND revoked IS NULL),
            keys AS (DELETE FROM passkeys WHERE person = $1),
            begun AS (DELETE FROM ceremonies WHERE person = $1),
            institutions AS (DELETE FROM identities WHERE person = $1),
            addresses AS (DELETE FROM contacts WHERE person = $1)
        UPDATE tokens SET name = $2 WHERE person = $1
        """,
        id, name, now);

    public Task EraseNamesAsync(string id, string name) => WriteAsync(
        Effect.Repeatable,
        """
        WITH names AS (UPDATE people SET display_name = $2 WHERE id = $1),
            devices AS (UPDATE sessions SET device = NULL WHERE person = $1)
        UPDATE tokens SET name = $2 WHERE person = $1
        """,
        id, name);

    /// <summary>Runs one statement; returns how many rows it changed.</summary>
    private Task<int> WriteAsync(Effect effect, string sql, params object?[] parameters) =>
        access.RunAsync(effect, connection => connection.Execute(sql, parameters));

    /// <summary>The first row whose key is the parameter 1.</summary>
    private Task<T?> FindAsync<T>(string sql, string key, Func<NpgsqlDataReader, T> read)
        where T : class => access.RunAsync(Effect.None, connection =>
    {
        using var row = connection.Query(sql, key);
        return row.Read() ? read(row) : null;
    });

    /// <summary>Every row.</summary>
    private Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] parameters) =>
        access.RunAsync<IReadOnlyList<T>>(Effect.None, connection =>
        {
            List<T> found = [];
            using var row = connection.Query(sql, parameters);
            while (row.Read())
                found.Add(read(row));
            return found;
        });
}
