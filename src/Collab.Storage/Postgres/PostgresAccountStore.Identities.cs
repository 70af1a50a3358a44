using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    private const string SelectIdentity = "SELECT issuer, subject, person, created, last_seen FROM identities";

    // The claim decides, so that of attempts at several nodes one adds its person.
    public Task<Person> ClaimIdentityAsync(string issuer, string subject, Person person, DateTimeOffset now) => access.RunAsync(Effect.Repeatable, connection =>
    {
        connection.Execute(
            """
            WITH claimed AS (
                INSERT INTO identities (issuer, subject, person, created, last_seen) VALUES ($1, $2, $3, $6, $6)
                ON CONFLICT (issuer, subject) DO UPDATE SET last_seen = greatest(identities.last_seen, excluded.last_seen) RETURNING person)
            INSERT INTO people (id, display_name, created) SELECT $3, $4, $5 FROM claimed WHERE person = $3 ON CONFLICT (id) DO NOTHING
            """,
            issuer, subject, person.Id, person.DisplayName, person.Created, now);
        using var row = connection.Query(
            "SELECT p.id, p.display_name, p.created FROM identities JOIN people p ON p.id = person WHERE issuer = $1 AND subject = $2", issuer, subject);
        return row.Read() ? new Person(row.GetString(0), row.GetString(1), row.Time(2)) : person;
    });

    public Task<Identity?> FindIdentityAsync(string issuer, string subject) => access.RunAsync(Effect.None, connection =>
    {
        using var row = connection.Query(SelectIdentity + " WHERE issuer = $1 AND subject = $2", issuer, subject);
        return row.Read() ? ReadIdentity(row) : null;
    });

    public Task<IReadOnlyList<Identity>> ListIdentitiesAsync(string person) =>
        ListAsync(SelectIdentity + """ WHERE person = $1 ORDER BY created, issuer COLLATE "C", subject COLLATE "C" """, ReadIdentity, person);

    public async Task<bool> RemoveIdentityAsync(string person, string issuer, string subject) => await WriteAsync(
        Effect.Once, "DELETE FROM identities WHERE issuer = $1 AND subject = $2 AND person = $3", issuer, subject, person) > 0;

    private static Identity ReadIdentity(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.Time(3), row.Time(4));
}
